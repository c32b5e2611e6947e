import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {NotebookIndex} from "../../src/core/notebook/notebookFile.js";
import {notebookIndex, readNotebook} from "./notebooksStore.js";

/** Copies the notebooks into a folder of a static host, replacing its content: the texts, and the index that pages read. */
export async function publishNotebooks(folder: string, target: string): Promise<NotebookIndex> {
  const index = await notebookIndex(folder, {writable: false});
  await rm(target, {recursive: true, force: true});
  await mkdir(target, {recursive: true});
  for (const {name} of index.notebooks) await writeFile(join(target, `${name}.md`), await readNotebook(folder, name));
  await writeFile(join(target, "index.json"), JSON.stringify(index));
  return index;
}
