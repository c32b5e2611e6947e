import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {type NotebookTemplate, notebookNameFault, splitFront} from "../../src/core/notebook/notebookFile.js";

const FOLDER = fileURLToPath(new URL("templates", import.meta.url));

/** The templates, which are files of `templates/` with a title and a description in their front matter; `first` comes first. */
export async function notebookTemplates(): Promise<NotebookTemplate[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".md")).sort();
  const all = await Promise.all(
    files.map(async (file) => {
      const {title = "", description = ""} = splitFront(await readFile(join(FOLDER, file), "utf8")).front;
      return {name: file.slice(0, -3), title, description};
    }),
  );
  return all.sort((a, b) => Number(b.name === "first") - Number(a.name === "first"));
}

/** A template's text as it is; undefined where there is no such template. */
export async function readTemplate(name: string): Promise<string | undefined> {
  if (notebookNameFault(name) !== undefined) return undefined;
  return readFile(join(FOLDER, `${name}.md`), "utf8").catch(() => undefined);
}

/** A template's text with another title; undefined where there is no such template. */
export async function templateText(name: string, title: string): Promise<string | undefined> {
  const text = await readTemplate(name);
  if (text === undefined) return undefined;
  // a quote would end the text of the front matter, and a line end the line
  const plain = title.replace(/[\s"]+/g, " ").trim();
  return text
    .replace(/^title:.*$/m, () => `title: "${plain}"`)
    .replace(/^description:.*\r?\n/m, "")
    .replace(/^# .*$/m, () => `# ${plain}`);
}
