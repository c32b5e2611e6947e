import {randomUUID} from "node:crypto";
import {type FileHandle, mkdir, open, readdir, readFile, rm, utimes} from "node:fs/promises";
import {join} from "node:path";
import {Readable} from "node:stream";
import {isAlive} from "../loaders/archive/sweepIncoming.js";
import {HttpError} from "./httpError.js";
import {jsonObject} from "./jsonObject.js";
import {type UploadPart, uploadParts} from "./uploadParts.js";

/** A file as a request brought it, with what belongs to it. */
export interface Upload {
  /** path of the file, in the archive's folder for incoming ones */
  file: string;
  companions: {path: string; name: string}[];
  choices?: Record<string, unknown>;
  /** removes all of it */
  discard(): Promise<void>;
}

export interface UploadOptions {
  recordings: string;
  limitBytes: number;
  /** what the file is called, for messages */
  name: string;
  /** description of the body, see uploadParts */
  parts?: string;
  /** when the file was modified, ms since 1970 */
  modified?: number;
  log: (text: string) => void;
}

/** Receives an upload's body into files. Throws 400 or 413, and leaves nothing then. */
export async function receiveUpload(request: Request, options: UploadOptions): Promise<Upload> {
  const {recordings, limitBytes, name, modified, log} = options;
  const tooLarge = `capture larger than ${Math.round(limitBytes / 2 ** 20)} MiB`;
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw new HttpError(413, tooLarge);
  if (!request.body) throw new HttpError(400, "empty request: send the capture as the body");
  const parts = uploadParts(options.parts);

  // Inside the archive, so that moving the file stays on one file system and a full disk is noticed now.
  const folder = join(recordings, ".incoming");
  await mkdir(folder, {recursive: true});
  const paths = parts.map(() => join(folder, `${randomUUID()}.upload.${process.pid}`));
  const discard = async (): Promise<void> => {
    for (const path of paths) await rm(path, {force: true}).catch((error) => log(`${path}: ${error.message}`));
  };
  const file = paths[parts.findIndex(({kind}) => kind === "file")];
  let choices: Record<string, unknown> | undefined;
  try {
    const received = await receive(Readable.fromWeb(request.body as never), parts, paths, limitBytes, tooLarge);
    if (received === 0) throw new HttpError(400, `empty capture: ${name}`);
    if (modified !== undefined && modified > 0) await utimes(file, modified / 1000, modified / 1000);
    const chosen = parts.findIndex(({kind}) => kind === "choices");
    if (chosen >= 0) {
      choices = jsonObject(await readFile(paths[chosen], "utf8"));
      if (!choices) throw new HttpError(400, "invalid choices: expected a JSON object");
    }
  } catch (error) {
    await discard();
    // The client cancelled or disconnected.
    if ((error as NodeJS.ErrnoException).code === "ECONNRESET") throw new HttpError(400, "the upload was cut off");
    throw error;
  }
  const companions = parts.flatMap((part, i) =>
    part.kind === "companion" ? [{path: paths[i], name: uploadName(part.name)}] : [],
  );
  return {file, companions, discard, ...(choices && {choices})};
}

/** Removes incomplete uploads of servers that were killed. */
export async function removeDeadUploads(recordings: string): Promise<void> {
  const folder = join(recordings, ".incoming");
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const pid = Number(/\.upload\.(\d+)$/.exec(name)?.[1]);
    if (pid && pid !== process.pid && !isAlive(pid)) await rm(join(folder, name), {force: true});
  }
}

/** Writes the body's parts to a file each; resolves to the length of the file itself, bytes. Incomplete parts are refused. */
async function receive(
  body: Readable,
  parts: readonly UploadPart[],
  paths: readonly string[],
  limit: number,
  tooLarge: string,
): Promise<number> {
  let total = 0;
  let mainBytes = 0;
  let at = -1;
  let left = 0;
  let out: FileHandle | undefined;
  const next = async (): Promise<void> => {
    await out?.close();
    out = undefined;
    if (++at >= parts.length) throw new HttpError(400, "invalid parts: the body is longer than all parts together");
    left = parts[at].size ?? Number.POSITIVE_INFINITY;
    out = await open(paths[at], "wx");
  };
  try {
    await next();
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      total += chunk.length;
      if (total > limit) throw new HttpError(413, tooLarge);
      for (let from = 0; from < chunk.length; ) {
        while (left === 0) await next();
        const length = Math.min(left, chunk.length - from);
        await out!.writeFile(chunk.subarray(from, from + length));
        if (parts[at].kind === "file") mainBytes += length;
        left -= length;
        from += length;
      }
    }
    if (parts[at].size === undefined) return mainBytes;
    while (left === 0 && at < parts.length - 1) await next();
    if (left > 0)
      throw new HttpError(
        400,
        `the upload is incomplete: ${left} bytes of ${parts[at].name || "the file"} are missing`,
      );
    return mainBytes;
  } finally {
    await out?.close();
  }
}

/** The file name of a path, without control characters, for display only. */
export function uploadName(text: string): string {
  const last = text.split(/[\\/]/).pop() ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters
  return last.replace(/[\u0000-\u001f\u007f]/g, "").slice(0, 200) || "capture";
}
