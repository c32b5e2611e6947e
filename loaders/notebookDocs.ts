/** A word of notebooks, from its doc comment. */
interface DocumentedWord {
  name: string;
  /** `lap(which, options?)`: as it is written */
  call: string;
  text: string;
  examples: string[];
}

const BLOCK = /(<!-- words -->\n)[\s\S]*?(<!-- \/words -->)/;
/** A section's title, or a doc comment with the member it belongs to. */
const MEMBER =
  /^ {2}(?:\/\/ ## (?<title>.+)|\/\*\*(?<doc>[\s\S]*?)\*\/\n {2}(?<name>\w+)(?:<\w+>)?(?<args>\([^\n]*?\))?:)/gm;

/** The words of notebooks as Markdown, from the doc comments of `NotebookWords` in a module's source. Throws for a word without a comment. */
export function wordsText(source: string): string {
  const [, version] = /NOTEBOOK_VERSION = (\d+)/.exec(source) ?? [];
  const start = source.indexOf("export interface NotebookWords {");
  const body = source.slice(start, source.indexOf("\n}\n", start));
  const parts = [`Version ${version} of the words.`];
  let documented = 0;
  for (const {groups = {}} of body.matchAll(MEMBER)) {
    if (groups.title) parts.push(`### ${groups.title}`);
    else {
      parts.push(wordText(documentedWord(groups)));
      documented++;
    }
  }
  const members = body.match(/^ {2}\w+(?:<\w+>)?(?:\(|:)/gm) ?? [];
  if (members.length !== documented) throw new Error(`${members.length} words, ${documented} of them with a comment`);
  return parts.join("\n\n");
}

function documentedWord({doc, name, args = ""}: Record<string, string>): DocumentedWord {
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

function wordText({call, text, examples}: DocumentedWord): string {
  const code = examples.length ? `\n\n\`\`\`js\n${examples.join("\n")}\n\`\`\`` : "";
  return `**\`${call}\`** ${text}${code}`;
}

/** docs/notebooks.md with the current words. */
export function withWords(text: string, source: string): string {
  return text.replace(BLOCK, (_, before, after) => `${before}\n${wordsText(source)}\n\n${after}`);
}
