import {readdir, realpath, stat} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {dataFileFault, MOST_DATA_BYTES} from "../../src/core/notebook/dataFile.js";
import {isInside} from "../isInside.js";
import {NotebookError} from "./notebooksStore.js";

/** More files beside the notebooks are not looked through. */
const MOST_LISTED = 5000;

/** The file of a data file's path, which is in the folder of notebooks after its links are followed. Throws a NotebookError. */
export async function notebookDataFile(folder: string, path: string): Promise<{file: string; version: string}> {
  const fault = dataFileFault(path);
  if (fault !== undefined) throw new NotebookError("name", fault);
  const missing = () => new NotebookError("missing", `no such file beside the notebooks: ${path}`);
  try {
    const [inside, file] = await Promise.all([realpath(folder), realpath(join(folder, ...path.split("/")))]);
    if (!isInside(inside, file)) throw new NotebookError("name", `${path} is a link out of the folder`);
    const status = await stat(file);
    if (!status.isFile()) throw missing();
    if (status.size > MOST_DATA_BYTES)
      throw new NotebookError("size", `${path} is too large: at most ${MOST_DATA_BYTES / 1e6} MB`);
    return {file, version: `${status.mtimeMs.toString(36)}-${status.size.toString(36)}`};
  } catch (error) {
    if (/^(ENOENT|ENOTDIR|ELOOP)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw missing();
    throw error;
  }
}

/** The data files beside the notebooks whose paths one of the texts has, as it would write them. Those that can't be read are left out. */
export async function namedDataFiles(
  folder: string,
  texts: readonly string[],
): Promise<{path: string; file: string}[]> {
  const entries = await readdir(folder, {withFileTypes: true, recursive: true}).catch(() => []);
  const paths = entries
    .slice(0, MOST_LISTED)
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => dataFileFault(path) === undefined && texts.some((text) => text.includes(path)))
    .sort();
  const found = paths.map((path) =>
    notebookDataFile(folder, path).then(
      ({file}) => ({path, file}),
      () => null,
    ),
  );
  return (await Promise.all(found)).filter((one) => one !== null);
}
