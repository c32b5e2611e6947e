import {javascript} from "npm:@codemirror/lang-javascript";
import {markdown, markdownLanguage} from "npm:@codemirror/lang-markdown";
import {PostgreSQL, sql} from "npm:@codemirror/lang-sql";
import type {Extension} from "npm:@codemirror/state";
import {tags} from "npm:@lezer/highlight";

/** A notebook's text: Markdown with cells of JavaScript and SQL. DuckDB's dialect of SQL is close to PostgreSQL's. */
export function notebookLanguage(): Extension {
  const [cells, queries] = [javascript(), sql({dialect: PostgreSQL})];
  const languages: Record<string, typeof cells.language> = {
    js: cells.language,
    javascript: cells.language,
    sql: queries.language,
  };
  const text = markdown({
    base: markdownLanguage,
    extensions: frontMatter,
    completeHTMLTags: false,
    codeLanguages: (name) => languages[name.toLowerCase()] ?? null,
  });
  return [text, cells.support, queries.support];
}

/** The lines between `---` at the top are no headings. */
const frontMatter: NonNullable<Parameters<typeof markdown>[0]>["extensions"] = {
  defineNodes: [{name: "FrontMatter", block: true, style: tags.comment}],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "HorizontalRule",
      parse(context, line) {
        if (context.lineStart > 0 || !/^---\s*$/.test(line.text)) return false;
        while (context.nextLine() && !/^---\s*$/.test(line.text));
        context.addElement(context.elt("FrontMatter", 0, context.lineStart + line.text.length));
        context.nextLine();
        return true;
      },
    },
  ],
};
