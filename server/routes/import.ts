import {randomUUID} from "node:crypto";
import {createWriteStream} from "node:fs";
import {mkdir, readdir, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {Readable, Transform} from "node:stream";
import {pipeline} from "node:stream/promises";
import {Hono} from "hono";
import {stream} from "hono/streaming";
import {HttpError, toHttpError} from "../httpError.js";
import type {Parts} from "../parts.js";

/**
 * POST /api/import?name=FILE with the capture as the body. The answer is a line of JSON per step,
 * `{"progress": 0.4, "text": "…"}`, and last `{"sessions": […]}` or `{"error": "…"}`.
 */
export function importRoute({recordings, library, importLimitBytes, log}: Parts): Hono {
  return new Hono().post("/", async (c) => {
    if (!library.importCapture) throw new HttpError(501, "this server takes no imports");
    const tooLarge = `capture larger than ${Math.round(importLimitBytes / 2 ** 20)} MiB`;
    if (Number(c.req.header("content-length") ?? 0) > importLimitBytes) throw new HttpError(413, tooLarge);
    const {body} = c.req.raw;
    if (!body) throw new HttpError(400, "empty request: send the capture as the body");
    const name = plainName(c.req.query("name") ?? decode(c.req.header("x-file-name")) ?? "capture");

    // Inside the archive: moving it there afterwards stays on one file system, and a full disk shows here.
    const folder = join(recordings, ".incoming");
    await mkdir(folder, {recursive: true});
    const file = join(folder, `${randomUUID()}.upload.${process.pid}`);
    const discard = (): Promise<void> => rm(file, {force: true}).catch((error) => log(`${file}: ${error.message}`));
    try {
      const received = await receive(Readable.fromWeb(body as never), file, importLimitBytes, tooLarge);
      if (received === 0) throw new HttpError(400, `empty capture: ${name}`);
    } catch (error) {
      await discard();
      throw error;
    }

    const gone = new AbortController();
    c.header("Content-Type", "application/x-ndjson");
    c.header("Cache-Control", "no-store");
    return stream(c, async (out) => {
      out.onAbort(() => gone.abort());
      const say = (line: object): Promise<unknown> => out.write(`${JSON.stringify(line)}\n`);
      const onProgress = (progress: number, text: string): void => void say({progress, text}).catch(() => {});
      try {
        await say(await library.importCapture!(file, name, {onProgress, signal: gone.signal}));
      } catch (error) {
        const {status, message} = toHttpError(error);
        if (status === 500) log(`import of ${name}: ${(error as Error).stack ?? message}`);
        await say({error: message.replaceAll(basename(file), name)});
      } finally {
        await discard();
      }
    });
  });
}

/** Removes what a killed server left of its uploads. */
export async function removeDeadUploads(recordings: string): Promise<void> {
  const folder = join(recordings, ".incoming");
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const pid = Number(/\.upload\.(\d+)$/.exec(name)?.[1]);
    if (pid && pid !== process.pid && !isAlive(pid)) await rm(join(folder, name), {force: true});
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes the body to a file; resolves to its length in bytes. */
async function receive(body: Readable, file: string, limit: number, tooLarge: string): Promise<number> {
  let received = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _, done) {
      received += chunk.length;
      done(received > limit ? new HttpError(413, tooLarge) : null, chunk);
    },
  });
  await pipeline(body, count, createWriteStream(file, {flags: "wx"}));
  return received;
}

function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last part of a name, without control characters: it is shown, never opened. */
function plainName(text: string): string {
  const last = text.split(/[\\/]/).pop() ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return last.replace(/[\u0000-\u001f\u007f]/g, "").slice(0, 200) || "capture";
}
