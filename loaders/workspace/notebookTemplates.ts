import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {notebookNameFault, splitFront} from "../../src/core/notebook/notebookFile.js";

const FOLDER = fileURLToPath(new URL("templates", import.meta.url));

/** A notebook to begin from. */
export interface NotebookTemplate {
  name: string;
  title: string;
  /** one sentence */
  description: string;
}

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

/** A template's text with another title; undefined where there is no such template. */
export async function templateText(name: string, title: string): Promise<string | undefined> {
  if (notebookNameFault(name) !== undefined) return undefined;
  const text = await readFile(join(FOLDER, `${name}.md`), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // a quote would end the text of the front matter, and a line end the line
  const plain = title.replace(/[\s"]+/g, " ").trim();
  return text
    .replace(/^title:.*$/m, () => `title: "${plain}"`)
    .replace(/^description:.*\n/m, "")
    .replace(/^# .*$/m, () => `# ${plain}`);
}
