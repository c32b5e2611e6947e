import {copyFile, mkdir, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {NotebookIndex} from "../../src/core/notebook/notebookFile.js";
import {namedDataFiles} from "./notebookData.js";
import {notebookIndex, readNotebook} from "./notebooksStore.js";
import {notebookTemplates, readTemplate} from "./notebookTemplates.js";

/** The folder of notebooks beside the pages. */
export const NOTEBOOKS_FOLDER = "notebooks";

/**
 * Copies the notebooks and the gallery into a folder of a static host, replacing its content: the texts, the data files that they name, and the
 * lists that pages read.
 */
export async function publishNotebooks(folder: string, target: string): Promise<NotebookIndex> {
  const index = await notebookIndex(folder, {writable: false});
  await rm(target, {recursive: true, force: true});
  await mkdir(join(target, "templates"), {recursive: true});
  const texts: string[] = [];
  for (const {name} of index.notebooks) {
    const text = await readNotebook(folder, name);
    texts.push(text);
    await writeFile(join(target, `${name}.md`), text);
  }
  for (const {path, file} of await namedDataFiles(folder, texts)) {
    const copy = join(target, "files", path);
    await mkdir(dirname(copy), {recursive: true});
    await copyFile(file, copy);
  }
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
