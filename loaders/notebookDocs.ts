import {readFile} from "node:fs/promises";

/** A word of notebooks, from its doc comment. */
export interface NotebookWord {
  name: string;
  /** `lap(which, options?)`: as it is written */
  call: string;
  text: string;
  examples: string[];
}

const FOLDER = new URL("../src/components/notebook/", import.meta.url);
/** In the order of the documentation. */
const FILES = ["builtins.ts", ...["data", "chart", "live", "input"].map((name) => `words/${name}Words.ts`)];

/** The sources of the words. */
export async function wordSources(): Promise<string> {
  return (await Promise.all(FILES.map((file) => readFile(new URL(file, FOLDER), "utf8")))).join("\n");
}

const BLOCK = /(<!-- words -->\n)[\s\S]*?(<!-- \/words -->)/;
/** A section's title, or a doc comment with the member it belongs to. */
const MEMBER =
  /^ {2}(?:\/\/ ## (?<title>.+)|\/\*\*(?<doc>[\s\S]*?)\*\/\n {2}(?<name>\w+)(?:<\w+>)?(?<args>\([^\n]*?\))?:)/gm;

/** The words of notebooks as Markdown, from the doc comments of the interfaces `…Words` in the sources. Throws for a word without a comment. */
export function wordsText(source: string): string {
  const [, version] = /NOTEBOOK_VERSION = (\d+)/.exec(source) ?? [];
  const body = wordsOf(source);
  const parts = [`Version ${version} of the words.`];
  let documented = 0;
  for (const {groups = {}} of body.matchAll(MEMBER)) {
    if (groups.title) parts.push(`### ${groups.title}`);
    else {
      parts.push(wordText(notebookWord(groups)));
      documented++;
    }
  }
  const members = body.match(/^ {2}\w+(?:<\w+>)?(?:\(|:)/gm) ?? [];
  if (members.length !== documented) throw new Error(`${members.length} words, ${documented} of them with a comment`);
  return parts.join("\n\n");
}

/** The documented words, for an editor's completion. */
export function notebookWords(source: string): NotebookWord[] {
  return [...wordsOf(source).matchAll(MEMBER)].flatMap(({groups = {}}) => (groups.title ? [] : [notebookWord(groups)]));
}

function wordsOf(source: string): string {
  return [...source.matchAll(/^export interface \w+Words \{\n([\s\S]*?)\n\}\n/gm)].map(([, body]) => body).join("\n");
}

function notebookWord({doc, name, args = ""}: Record<string, string>): NotebookWord {
  const lines = doc.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trim());
  const examples = lines.filter((line) => line.startsWith("@example ")).map((line) => line.slice(9));
  const text = lines
    .filter((line) => !line.startsWith("@example "))
    .join(" ")
    .trim();
  return {name, call: `${name}${argumentNames(args)}`, text, examples};
}

/** `(which: LapWords, options?: BestOptions)` → `(which, options?)` */
function argumentNames(args: string): string {
  if (args === "") return "";
  const names = [...args.matchAll(/(\w+\??): /g)].map(([, name]) => name);
  // names within the type of an argument are not arguments
  return `(${names.filter((name) => new RegExp(`[(,] ?${name.replace("?", "\\?")}: `).test(args.replace(/\{[^}]*\}/g, "{}"))).join(", ")})`;
}

function wordText({call, text, examples}: NotebookWord): string {
  const code = examples.length ? `\n\n\`\`\`js\n${examples.join("\n")}\n\`\`\`` : "";
  return `**\`${call}\`** ${text}${code}`;
}

/** docs/notebooks.md with the current words. */
export function withWords(text: string, source: string): string {
  return text.replace(BLOCK, (_, before, after) => `${before}\n${wordsText(source)}\n\n${after}`);
}
