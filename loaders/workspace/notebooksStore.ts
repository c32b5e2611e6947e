import {readdir, readFile, realpath, stat} from "node:fs/promises";
import {join} from "node:path";
import {
  MOST_NOTEBOOK_BYTES,
  type NotebookEntry,
  type NotebookIndex,
  notebookNameFault,
  notebookTitle,
} from "../../src/core/notebook/notebookFile.js";
import {writeNew, writeWhole} from "../archive/writeWhole.js";
import {isInside} from "../isInside.js";

/** Why a notebook can't be had; the message is for the user. */
export class NotebookError extends Error {
  override name = "NotebookError";
  constructor(
    readonly code: "name" | "missing" | "changed" | "size",
    message: string,
  ) {
    super(message);
  }
}

/** The index of a folder of notebooks, by title; a folder that is not there has none. */
export async function notebookIndex(folder: string, {writable = true} = {}): Promise<NotebookIndex> {
  const notebooks: NotebookEntry[] = [];
  for (const name of await namesIn(folder)) {
    const text = await readNotebook(folder, name).catch(() => null);
    if (text !== null) notebooks.push({name, title: notebookTitle(text, name)});
  }
  notebooks.sort((a, b) => a.title.localeCompare(b.title, "en", {numeric: true}) || (a.name < b.name ? -1 : 1));
  return {format: "lapbook-notebooks", version: 1, writable, notebooks};
}

/** The text of a notebook, without a byte order mark. Throws a NotebookError for a name that is none, a link out of the folder, and a file that is too large. */
export async function readNotebook(folder: string, name: string): Promise<string> {
  const {path, size} = await fileOf(folder, name);
  if (size > MOST_NOTEBOOK_BYTES)
    throw new NotebookError("size", `${name}.md is too large: at most ${MOST_NOTEBOOK_BYTES / 1000} kB`);
  // a browser drops the byte order mark: the text that an edit began with must compare equal to this one
  return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
}

/**
 * Replaces a notebook whole, or makes it. With `before`, the text that an edit began with (null: no file), it throws a NotebookError when there
 * is another one now.
 */
export async function writeNotebook(
  folder: string,
  name: string,
  text: string,
  {before}: {before?: string | null} = {},
): Promise<void> {
  if (Buffer.byteLength(text) > MOST_NOTEBOOK_BYTES)
    throw new NotebookError("size", `the notebook is too large: at most ${MOST_NOTEBOOK_BYTES / 1000} kB`);
  const present = await readNotebook(folder, name).catch((error) => {
    if (error instanceof NotebookError && error.code === "missing") return null;
    throw error;
  });
  if (before !== undefined && present !== before) {
    const how = present === null ? "was removed" : before === null ? "exists already" : "was changed elsewhere";
    throw new NotebookError("changed", `${name}.md ${how} since you opened it`);
  }
  const path = join(folder, `${name}.md`);
  if (present !== null) return writeWhole(path, text);
  await refuseSameName(folder, name);
  await writeNew(path, text).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST" && error.path === path) throw new NotebookError("changed", `${name}.md exists already`);
    throw error;
  });
}

/** Two names that differ in case, or in how an accent is composed, are one file on Windows and macOS. */
async function refuseSameName(folder: string, name: string): Promise<void> {
  const other = (await filesIn(folder)).find((file) => plainName(file) === plainName(`${name}.md`));
  if (other !== undefined && other !== `${name}.md`)
    throw new NotebookError(
      "changed",
      `${other} has the same name but for its case: on some systems they are one file`,
    );
}

const plainName = (file: string) => file.normalize("NFC").toLowerCase();

/** What tells a change of each notebook: time and size of its file. */
export async function notebookVersions(folder: string): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of await namesIn(folder)) {
    const found = await fileOf(folder, name).catch(() => null);
    if (found) versions[name] = `${found.mtimeMs.toString(36)}-${found.size.toString(36)}`;
  }
  return versions;
}

/** The names in a folder that a new notebook can't have, in lower case: also of files that are no notebooks, such as links and large ones. */
export async function takenNames(folder: string): Promise<Set<string>> {
  return new Set((await filesIn(folder)).map((file) => plainName(file).replace(/\.md$/, "")));
}

async function filesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

async function namesIn(folder: string): Promise<string[]> {
  return (await filesIn(folder))
    .filter((file) => /\.md$/.test(file))
    .map((file) => file.slice(0, -3))
    .filter((name) => notebookNameFault(name) === undefined)
    .sort();
}

/** The file of a notebook, which is in the folder after its links are followed. */
async function fileOf(folder: string, name: string): Promise<{path: string; size: number; mtimeMs: number}> {
  const fault = notebookNameFault(name);
  if (fault !== undefined) throw new NotebookError("name", fault);
  const missing = () => new NotebookError("missing", `no such notebook: ${name}`);
  try {
    const [inside, path] = await Promise.all([realpath(folder), realpath(join(folder, `${name}.md`))]);
    if (!isInside(inside, path)) throw new NotebookError("name", `${name}.md is a link out of the folder`);
    const status = await stat(path);
    if (!status.isFile()) throw missing();
    return {path, size: status.size, mtimeMs: status.mtimeMs};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw missing();
    throw error;
  }
}
