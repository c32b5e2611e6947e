import {type SqlStatement, wordOf} from "./sqlTokens.js";

/** A statement that is not run, or that fails before; the message is for the user. */
export class SqlError extends Error {
  override name = "SqlError";
}

/** Statements that change something, or a setting. Anything else that is no query is a slip of the pen, which DuckDB's parser points at. */
const CHANGES = new Set(
  "alter analyze attach begin call checkpoint comment commit copy create deallocate delete detach drop execute export force import insert install load merge pragma prepare reset rollback set truncate update use vacuum".split(
    " ",
  ),
);
/** These show names and types only. */
const DESCRIBE = new Set(["describe", "desc", "show"]);
/** Words between EXPLAIN and its statement. */
const EXPLAIN_OPTIONS = new Set(["analyze", "analyse", "verbose"]);

/**
 * What a statement does: asks for rows, describes tables, or makes and changes a table of the user's own. Throws a SqlError for anything
 * else: the library can't be changed by SQL, and settings belong to the page. A statement that is explained (EXPLAIN ANALYZE runs it), or that
 * follows a WITH, counts as the statement it is.
 */
export function kindOfStatement({tokens}: SqlStatement, ours: ReadonlySet<string>): "ask" | "describe" | "table" {
  const words = tokens.map((token) => wordOf(token) || (token.kind === "mark" ? token.text : ""));
  const [first] = words;
  if (first === "explain") {
    const explained = tokens.slice(explainedFrom(words));
    if (explained.length === 0 || kindOfStatement({text: "", tokens: explained}, ours) !== "table") return "describe";
    throw new SqlError("only a query can be explained: EXPLAIN SELECT …");
  }
  if (first === "with") return kindOfStatement({text: "", tokens: tokens.slice(afterWith(words))}, ours);
  if (DESCRIBE.has(first)) return "describe";
  if (!CHANGES.has(first)) return "ask";
  const name =
    /^(?:create (?:or replace )?(?:temp |temporary )?table (?:if not exists )?|drop table (?:if exists )?|insert into )(.*)$/
      .exec(words.join(" "))?.[1]
      ?.split(" ");
  if (!name)
    throw new SqlError(
      `${tokens[0].text} is not run here: the library is only read. Start with SELECT, WITH or FROM; a table of your own is made with CREATE TABLE … AS SELECT …`,
    );
  const last = name[1] === "." ? name[2] : name[0];
  if (ours.has(last)) throw new SqlError(`${last} is the library's own table: it is only read. Choose another name`);
  return "table";
}

/** Where the statement after EXPLAIN, its words and its options in parentheses begins. */
function explainedFrom(words: readonly string[]): number {
  let at = 1;
  while (EXPLAIN_OPTIONS.has(words[at])) at++;
  return words[at] === "(" ? closedAt(words, at) : at;
}

/** Where the statement after the tables of a WITH begins: after a parenthesis that ends one, and no comma or further part of it follows. */
function afterWith(words: readonly string[]): number {
  for (let at = 1; at < words.length; at++) {
    if (words[at] !== "(") continue;
    at = closedAt(words, at);
    if (![",", "as", "using"].includes(words[at])) return at;
    at--;
  }
  return words.length;
}

/** The index after the parenthesis that closes the one at `open`. */
function closedAt(words: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < words.length; at++) {
    if (words[at] === "(") depth++;
    if (words[at] === ")" && --depth === 0) return at + 1;
  }
  return words.length;
}
