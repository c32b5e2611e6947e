import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {NotebookIndex} from "../../src/core/notebook/notebookFile.js";
import {notebookIndex, readNotebook} from "./notebooksStore.js";

/** The folder of notebooks beside the pages. */
export const NOTEBOOKS_FOLDER = "notebooks";

/** Copies the notebooks into a folder of a static host, replacing its content: the texts, and the index that pages read. */
export async function publishNotebooks(folder: string, target: string): Promise<NotebookIndex> {
  const index = await notebookIndex(folder, {writable: false});
  await rm(target, {recursive: true, force: true});
  await mkdir(target, {recursive: true});
  for (const {name} of index.notebooks) await writeFile(join(target, `${name}.md`), await readNotebook(folder, name));
  await writeFile(join(target, "index.json"), JSON.stringify(index));
  return index;
}

/** Writes the list of no notebooks, which the menu of every page reads. */
export async function publishNoNotebooks(target: string): Promise<void> {
  await publishNotebooks(join(target, "none"), target);
}
