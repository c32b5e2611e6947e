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
const DESCRIBE = new Set(["describe", "desc", "show", "explain"]);

/**
 * What a statement does: asks for rows, describes tables, or makes and changes a table of the user's own. Throws a SqlError for anything
 * else: the library can't be changed by SQL, and settings belong to the page.
 */
export function kindOfStatement({tokens}: SqlStatement, ours: ReadonlySet<string>): "ask" | "describe" | "table" {
  const words = tokens.map((token) => wordOf(token) || (token.kind === "mark" ? token.text : ""));
  const [first] = words;
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
