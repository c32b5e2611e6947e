import {writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {apiMarkdown} from "./apiMarkdown.js";
import {clientTypes} from "./clientTypes.js";

/** Files that are made from the operations: `npm run api` writes them, and a test compares them. */
export const MADE_FILES = [
  {path: fileURLToPath(new URL("../../../docs/api.md", import.meta.url)), text: apiMarkdown},
  {path: fileURLToPath(new URL("../../../src/components/ui/api/operations.ts", import.meta.url)), text: clientTypes},
] as const;

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const {path, text} of MADE_FILES) await writeFile(path, text());
