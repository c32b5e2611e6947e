/** A notebook as the menu lists it. */
export interface NotebookEntry {
  /** of its file, without `.md` */
  name: string;
  title: string;
}

/** `notebooks/index.json`: what a menu needs of the folder of notebooks. */
export interface NotebookIndex {
  format: "lapbook-notebooks";
  version: 1;
  /** whether notebooks can be written here: a published copy's can't */
  writable: boolean;
  notebooks: NotebookEntry[];
}

/** A notebook to begin from, as `notebooks/templates.json` lists it. */
export interface NotebookTemplate {
  name: string;
  title: string;
  /** one sentence */
  description: string;
}

/** A longer notebook is not read: its text is compiled in the page, and travels whole. */
export const MOST_NOTEBOOK_BYTES = 400_000;

const LONGEST_NAME = 80;
/** Names that Windows keeps for devices, with any ending, spaces before it, and raised digits too. */
export const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/i;

/**
 * Why a text can't be the name of a notebook; undefined where it can. A name is that of a file of one folder on any system: letters of any
 * script, digits, spaces, `-`, `_` and `.`, not at its ends.
 */
export function notebookNameFault(name: string): string | undefined {
  if (name === "") return "a notebook needs a name";
  if (name.length > LONGEST_NAME) return `the name is too long: at most ${LONGEST_NAME} characters`;
  if (!/^[\p{L}\p{N}_]([\p{L}\p{M}\p{N}_ .-]*[\p{L}\p{M}\p{N}_-])?$/u.test(name))
    return `invalid name: ${name}; use letters, digits, spaces, - and _`;
  if (DEVICES.test(name)) return `invalid name: ${name}; Windows keeps it for a device`;
  if (/\.md$/i.test(name)) return `invalid name: ${name}; write it without .md`;
  return undefined;
}

/** The name of a file for a title: `Who brakes latest?` → `who-brakes-latest`; `notebook` where nothing is left. */
export function notebookNameFor(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = words.join("-").slice(0, LONGEST_NAME).replace(/-$/, "");
  return notebookNameFault(name) === undefined ? name : "notebook";
}

/** The title of a notebook: of its front matter, else its first heading, else its name. */
export function notebookTitle(text: string, name: string): string {
  const {front, body} = splitFront(text);
  const title = seenText(front.title ?? "");
  if (title) return title;
  let fence = "";
  for (const line of body.split(/\r?\n/)) {
    const ticks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (ticks) fence = fence === "" ? ticks : ticks.startsWith(fence) ? "" : fence;
    const heading = fence === "" && /^ {0,3}#\s+(\S.*)$/.exec(line);
    if (heading) return seenText(plainWords(heading[1])) || name;
  }
  return name;
}

/** A line of a list without characters that turn the rest of it round or are none; "" where nothing would be seen. */
function seenText(text: string): string {
  const plain = text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return /[^\s\p{Cf}]/u.test(plain) ? plain : "";
}

/** Longer headings are cut: patterns that look for an end take the square of a text's length. */
const MOST_HEADING = 500;

/** A heading without the marks of Markdown. */
function plainWords(text: string): string {
  return text
    .slice(0, MOST_HEADING)
    .trim()
    .replace(/#+$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]|\$\{[^}]*\}/g, "")
    .trim();
}

/** The front matter of a notebook (`---`, a line `key: value` each, `---`), and where the rest begins. */
export function splitFront(text: string): {front: Record<string, string>; body: string; start: number; line: number} {
  const found = /^---[ \t]*\r?\n([\s\S]*?\n)?---[ \t]*(\r?\n|$)/.exec(text);
  if (!found) return {front: {}, body: text, start: 0, line: 1};
  const front: Record<string, string> = Object.create(null);
  for (const line of (found[1] ?? "").split(/\r?\n/)) {
    const [, key, value] = /^([A-Za-z][\w-]*):(.*)$/.exec(line) ?? [];
    if (key) front[key] = value.trim().replace(/^(["'])(.*)\1$/, "$2");
  }
  const start = found[0].length;
  return {front, body: text.slice(start), start, line: found[0].split("\n").length - (found[2] ? 0 : 1)};
}
