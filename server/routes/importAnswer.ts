import type {Context} from "hono";
import {stream} from "hono/streaming";
import type {LibraryImportOptions} from "../appOptions.js";
import {toHttpError} from "../httpError.js";

/**
 * Answers with a line of JSON per step, `{"progress": 0.4, "text": "…"}`, and last `{"sessions": […]}` or
 * `{"error": "…"}`. A client that goes away cancels.
 *
 * @param wording changes an error's text for its reader
 * @param done called at the end, whatever that was
 */
export function importAnswer(
  c: Context,
  {
    about,
    run,
    log,
    wording = (text) => text,
    done = async () => {},
  }: {
    about: string;
    run: (options: Pick<LibraryImportOptions, "onProgress" | "signal">) => Promise<{sessions: unknown[]}>;
    log: (text: string) => void;
    wording?: (text: string) => string;
    done?: () => Promise<void>;
  },
): Response {
  const gone = new AbortController();
  c.header("Content-Type", "application/x-ndjson");
  c.header("Cache-Control", "no-store");
  return stream(c, async (out) => {
    out.onAbort(() => gone.abort());
    const say = (line: object): Promise<unknown> => out.write(`${JSON.stringify(line)}\n`);
    const onProgress = (progress: number, text: string): void => void say({progress, text}).catch(() => {});
    try {
      await say(await run({onProgress, signal: gone.signal}));
    } catch (error) {
      const {status, message} = toHttpError(error);
      if (status === 500) log(`import of ${about}: ${(error as Error).stack ?? message}`);
      await say({error: wording(message)});
    } finally {
      await done();
    }
  });
}
