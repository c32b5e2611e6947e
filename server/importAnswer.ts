import type {Context} from "hono";
import {stream} from "hono/streaming";
import type {LibraryImportOptions} from "./appOptions.js";
import {toHttpError} from "./httpError.js";

/**
 * Answers with one line of JSON per step, `{"progress": 0.4, "text": "…"}`, and last `{"sessions": […]}` or
 * `{"error": "…"}`. The import is cancelled when the client disconnects, unless it `outlives` the request.
 *
 * @param wording adapts an error's text
 * @param done called at the end, also after a failure
 */
export function importAnswer(
  c: Context,
  {
    about,
    run,
    log,
    wording = (text) => text,
    done = async () => {},
    outlives = false,
  }: {
    about: string;
    run: (options: Pick<LibraryImportOptions, "onProgress" | "signal">) => Promise<{sessions: unknown[]}>;
    log: (text: string) => void;
    wording?: (text: string) => string;
    done?: () => Promise<void>;
    outlives?: boolean;
  },
): Response {
  const cancel = new AbortController();
  c.header("Content-Type", "application/x-ndjson");
  c.header("Cache-Control", "no-store");
  return stream(c, async (out) => {
    out.onAbort(() => {
      if (!outlives) cancel.abort();
    });
    const write = (line: object): Promise<unknown> => out.write(`${JSON.stringify(line)}\n`);
    const onProgress = (progress: number, text: string): void => void write({progress, text}).catch(() => {});
    try {
      await write(await run({onProgress, signal: cancel.signal}));
    } catch (error) {
      const {status, message} = toHttpError(error);
      if (status === 500) log(`import of ${about}: ${(error as Error).stack ?? message}`);
      await write({error: wording(message)});
    } finally {
      await done();
    }
  });
}
