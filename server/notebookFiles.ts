import {NotebookError} from "../loaders/workspace/notebooksStore.js";
import {HttpError} from "./httpError.js";

/** Data files whose changes are told: those that pages have read last. */
const MOST_FOLLOWED = 200;

/** Paths of data files beside the notebooks that pages have read, by folder: their changes are told. */
const followed = new Map<string, Set<string>>();

/** The followed data files of a folder of notebooks. */
export function followedFiles(folder: string): ReadonlySet<string> {
  return followed.get(folder) ?? new Set();
}

/** Tells the changes of a data file from now on. */
export function followFile(folder: string, path: string): void {
  const paths = followed.get(folder) ?? new Set<string>();
  followed.set(folder, paths);
  paths.delete(path);
  paths.add(path);
  for (const oldest of paths) if (paths.size > MOST_FOLLOWED) paths.delete(oldest);
}

const STATUS = {name: 400, missing: 404, changed: 409, size: 413} as const;

/** The system's own message would say where the server keeps its files. */
export function refuseNotebook(error: unknown): never {
  if (error instanceof NotebookError) throw new HttpError(STATUS[error.code], error.message);
  const {code = "unknown reason"} = error as NodeJS.ErrnoException;
  throw new HttpError(
    code === "ENOSPC" || code === "EDQUOT" ? 507 : 500,
    `the notebook can't be read or written (${code})`,
  );
}
