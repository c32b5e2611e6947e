import {splitFront} from "./notebookFile.js";

/** Text between cells, in Markdown; other code than that of cells is part of it. */
export interface MarkdownPart {
  type: "markdown";
  text: string;
  /** number of its first line in the file, from 1 */
  line: number;
}

/** A block of code that runs. */
export interface CellPart {
  type: "cell";
  language: "js" | "sql";
  source: string;
  /** number of the source's first line in the file, from 1 */
  line: number;
  /** the source in the text of the file: from, to */
  at: [number, number];
  /** of the fence: `id=name`, `echo`, `display` */
  options: Record<string, string>;
}

export type NotebookPart = MarkdownPart | CellPart;

export interface SplitNotebook {
  front: Record<string, string>;
  parts: NotebookPart[];
}

/** Languages of cells; others are shown as code. */
const LANGUAGES: Record<string, CellPart["language"]> = {js: "js", javascript: "js", sql: "sql"};

/**
 * Splits a notebook into Markdown and the cells between. A cell is a fenced block (CommonMark 0.31, 4.5) of `js` or `sql` at the left edge;
 * with `run=false` it is shown as code. A fence that is not closed reaches to the end.
 */
export function splitNotebook(text: string): SplitNotebook {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const {front, start, line: first} = splitFront(plain);
  const parts: NotebookPart[] = [];
  let shown: string[] = [];
  let shownFrom = first;
  const flush = () => {
    if (shown.some((row) => row.trim() !== "")) parts.push({type: "markdown", text: shown.join("\n"), line: shownFrom});
    shown = [];
  };

  const rows = plain.slice(start).split("\n");
  let at = start;
  for (let i = 0; i < rows.length; ) {
    const opening = openingFence(rows[i]);
    if (!opening) {
      if (shown.length === 0) shownFrom = first + i;
      shown.push(rows[i]);
      at += rows[i++].length + 1;
      continue;
    }
    const end = closingRow(rows, i + 1, opening.ticks);
    const block = rows.slice(i, end + 1);
    const sourceAt = at + rows[i].length + 1;
    const source = rows.slice(i + 1, end).join("\n");
    const language = Object.hasOwn(LANGUAGES, opening.language) ? LANGUAGES[opening.language] : undefined;
    if (language && opening.options.run !== "false") {
      flush();
      const {options} = opening;
      const to = Math.min(sourceAt + source.length, plain.length);
      parts.push({type: "cell", language, source, line: first + i + 1, at: [Math.min(sourceAt, to), to], options});
    } else {
      if (shown.length === 0) shownFrom = first + i;
      shown.push(...block);
    }
    for (const row of block) at += row.length + 1;
    i += block.length;
  }
  flush();
  return {front, parts};
}

/** Characters of a fence's line that are read: patterns that look for an end take the square of a text's length. */
const MOST_OPTIONS = 500;

interface Opening {
  ticks: string;
  language: string;
  options: Record<string, string>;
}

function openingFence(row: string): Opening | undefined {
  const ticks = /^(`{3,}|~{3,})/.exec(row)?.[1];
  if (ticks === undefined || row.includes("`", ticks.length)) return undefined;
  const info = row.slice(ticks.length).trim();
  const language = /^\S*/.exec(info)![0];
  return {ticks, language: language.toLowerCase(), options: fenceOptions(info.slice(language.length, MOST_OPTIONS))};
}

/** Index of the row that closes a fence; one past the last where none does. */
function closingRow(rows: readonly string[], from: number, ticks: string): number {
  const closing = new RegExp(`^ {0,3}${ticks[0]}{${ticks.length},}\\s*$`);
  let i = from;
  while (i < rows.length && !closing.test(rows[i])) i++;
  return i;
}

/** `id=name echo run=false` → {id: "name", echo: "true", run: "false"} */
function fenceOptions(text: string): Record<string, string> {
  const options: Record<string, string> = Object.create(null);
  for (const [, name, quoted, bare] of text.matchAll(/([A-Za-z]\w*)(?:=(?:"([^"]*)"|(\[[^\]]*\]|\S+)))?/g))
    options[name] = quoted ?? bare ?? "true";
  return options;
}
