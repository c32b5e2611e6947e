import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {PackedFile} from "../../src/core/report/base64.js";
import {base64Of} from "../../src/core/report/base64.js";
import {NOTEBOOK_SCRIPT_PATH, NOTEBOOK_STYLE_PATH} from "../../src/core/report/notebookReport.js";
import {NOTEBOOK_PROGRAM_FILE} from "../../src/core/report/reportProgram.js";
import {builtOnce} from "../builtOnce.js";
import {isPackage} from "../isPackage.js";
import {COMPONENTS, gzip, PROGRAM_CACHE, PROGRAM_OPTIONS, TREE} from "./reportProgram.js";

/** The program of notebooks in reports, packed: built once. */
export async function reportNotebook(folder = PROGRAM_CACHE): Promise<PackedFile[]> {
  return JSON.parse(await readFile(await reportNotebookFile(folder), "utf8")) as PackedFile[];
}

/** The same as a file, which pages fetch. */
export async function reportNotebookFile(folder = PROGRAM_CACHE): Promise<string> {
  if (isPackage(TREE)) return join(TREE, "dist", NOTEBOOK_PROGRAM_FILE);
  const out = join(folder, "notebook.json");
  await builtOnce(out, build);
  return out;
}

async function build() {
  const esbuild = await import("esbuild");
  const [script, style] = await Promise.all(
    [join(COMPONENTS, "notebookMain.ts"), join(TREE, "src", "style", "reportNotebook.css")].map((entry) =>
      esbuild.build({...PROGRAM_OPTIONS, entryPoints: [entry]}),
    ),
  );
  const packed = [
    {path: NOTEBOOK_STYLE_PATH, base64: base64Of(gzip(style.outputFiles![0].contents))},
    {path: NOTEBOOK_SCRIPT_PATH, base64: base64Of(gzip(script.outputFiles![0].contents))},
  ];
  const inputs = [script, style].flatMap(({metafile}) => Object.keys(metafile!.inputs));
  const sources = [...new Set(inputs)].map((path) => join(TREE, path));
  return {content: JSON.stringify(packed), sources: [...sources, fileURLToPath(import.meta.url)]};
}
