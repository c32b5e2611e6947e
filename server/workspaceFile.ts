import {isDeepStrictEqual} from "node:util";
import {withLock} from "../loaders/withLock.js";
import {serial} from "../src/core/tasks/serial.js";
import {HttpError} from "./httpError.js";

/** A small file of the user's beside the recordings, as a request writes it. */
export interface WorkspaceFile<T> {
  name: string;
  /** in messages: "the math channels" */
  what: string;
  /** what a request's body names the list by */
  list: string;
  /** the list of a whole file; throws on what is none */
  check(body: Record<string, unknown>): readonly T[];
  /** the list of the present file; `none` itself where there is no file. Throws on damage, with the system's error as cause */
  read(recordings: string): Promise<readonly T[]>;
  none: readonly T[];
  write(recordings: string, list: readonly T[]): Promise<void>;
  /** why a list can't take the place of the present one; undefined where it can */
  fault?(recordings: string, list: readonly T[], now: readonly T[]): string | undefined | Promise<string | undefined>;
}

/**
 * Writes a whole file, which is checked before it replaces the earlier one. `before` of the body is the list that the edit began with. Throws 409 if
 * the file has another list now, or if `before` is missing while there is a file; `over` replaces the file all the same. A file that can't be
 * read is never replaced (409). Pages read the file itself, as on a static host; the library index says whether there is one.
 */
export function workspaceFileWriter<T>({name, what, list, check, read, none, write, fault}: WorkspaceFile<T>) {
  const inOrder = serial();
  const checked = (body: Record<string, unknown>) => {
    try {
      return check(body);
    } catch (error) {
      throw new HttpError(400, (error as Error).message);
    }
  };
  const present = (recordings: string) =>
    read(recordings).catch((error: Error) => {
      const code = codeOf(error.cause);
      throw new HttpError(409, code ? `${name}: cannot be read (${code})` : error.message);
    });
  // the system's own message would tell where the server keeps its files, and an ENOENT would read as an unknown address
  const save = (recordings: string, next: readonly T[]) =>
    write(recordings, next).catch((error: Error) => {
      const code = codeOf(error);
      const isFull = code === "ENOSPC" || code === "EDQUOT";
      throw new HttpError(isFull ? 507 : 500, `${name}: cannot be written (${code ?? "unknown reason"})`);
    });
  return async (recordings: string, body: Record<string, unknown>): Promise<{saved: number}> => {
    const next = checked(body);
    const began = body.before === undefined ? undefined : checked({...body, [list]: body.before});
    const alone = (work: () => Promise<void>) => inOrder(() => withLock(recordings, work));
    await alone(async () => {
      const now = await present(recordings);
      const isSame = began ? isDeepStrictEqual(began, now) : now === none;
      if (!isSame && body.over !== true)
        throw new HttpError(409, `${what} were changed elsewhere since you opened them`);
      const refused = await fault?.(recordings, next, now);
      if (refused) throw new HttpError(400, refused);
      await save(recordings, next);
    });
    return {saved: next.length};
  };
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
