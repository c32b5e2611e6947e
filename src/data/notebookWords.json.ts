import {readFile} from "node:fs/promises";
import {notebookWords} from "../../loaders/notebookDocs.js";

// The words of notebooks with their documentation, for the editor's completion.
const source = await readFile(new URL("../components/notebook/builtins.ts", import.meta.url), "utf8");
process.stdout.write(JSON.stringify(notebookWords(source)));
