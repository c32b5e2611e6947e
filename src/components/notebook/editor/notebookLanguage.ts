import {javascript} from "npm:@codemirror/lang-javascript";
import {markdown, markdownLanguage} from "npm:@codemirror/lang-markdown";
import {PostgreSQL, sql} from "npm:@codemirror/lang-sql";
import type {Extension} from "npm:@codemirror/state";

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
    completeHTMLTags: false,
    codeLanguages: (name) => languages[name.toLowerCase()] ?? null,
  });
  return [text, cells.support, queries.support];
}
