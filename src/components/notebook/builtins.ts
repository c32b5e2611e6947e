import type {NotebookHost} from "./notebookHost.js";
import type {Builtins} from "./notebookRuntime.js";
import {type ChartWords, chartWords} from "./words/chartWords.js";
import {type DataWords, dataWords} from "./words/dataWords.js";
import {type InputWords, inputWords} from "./words/inputWords.js";
import {type LiveWords, liveWords} from "./words/liveWords.js";

/** Raised when a word changes its meaning or is removed; words are added without. */
export const NOTEBOOK_VERSION = 1;

/**
 * The words of a cell. The comments in `words/` are the documentation: `npm run docs` writes docs/notebooks.md from them, a file after the other;
 * a line `// ## title` begins a section.
 */
export interface NotebookWords extends DataWords, ChartWords, LiveWords, InputWords {}

/** The builtins of a notebook in this page; each is made when a cell first uses it. */
export function notebookBuiltins(host: NotebookHost, root: HTMLElement): Builtins {
  return {...dataWords(host), ...chartWords(host), ...liveWords(), ...inputWords(host, root)};
}
