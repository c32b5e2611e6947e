import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {NotebookIndex} from "../../src/core/notebook/notebookFile.js";
import {notebookIndex, readNotebook} from "./notebooksStore.js";
import {notebookTemplates, readTemplate} from "./notebookTemplates.js";

/** The folder of notebooks beside the pages. */
export const NOTEBOOKS_FOLDER = "notebooks";

/** Copies the notebooks and the gallery into a folder of a static host, replacing its content: the texts, and the lists that pages read. */
export async function publishNotebooks(folder: string, target: string): Promise<NotebookIndex> {
  const index = await notebookIndex(folder, {writable: false});
  await rm(target, {recursive: true, force: true});
  await mkdir(join(target, "templates"), {recursive: true});
  for (const {name} of index.notebooks) await writeFile(join(target, `${name}.md`), await readNotebook(folder, name));
  await writeFile(join(target, "index.json"), JSON.stringify(index));
  const templates = await notebookTemplates();
  for (const {name} of templates) await writeFile(join(target, "templates", `${name}.md`), (await readTemplate(name))!);
  await writeFile(join(target, "templates.json"), JSON.stringify(templates));
  return index;
}

/** Writes the list of no notebooks, which the menu of every page reads, and the gallery. */
export async function publishNoNotebooks(target: string): Promise<void> {
  await publishNotebooks(join(target, "none"), target);
}
