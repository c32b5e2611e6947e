import {type SqlToken, wordOf} from "./sqlTokens.js";

const KEYS = new Set(["session", "car", "lap", "lapnumber"]);
/** After these a key's name is the column, not a new name for something else. */
const BEFORE = new Set(
  "select where and or not on by when then else case between in distinct having filter using qualify all join from , . ( = < > <> != <= >= + - * / % || ==".split(
    " ",
  ),
);
/** These make columns or queries that the text does not name. */
const OPAQUE = new Set([
  "query",
  "query_table",
  "pivot",
  "unpivot",
  "pivot_wider",
  "pivot_longer",
  "columns",
  "unnest",
  "positional",
  ...["union", "intersect", "except"],
]);

/** A parenthesis after these holds an expression or a query. */
const NOT_NAMES = new Set(["as", "over", "materialized", "exists", "any", "some"]);

/**
 * Whether a query may give the name session, car, lap or lapNumber to something else (`select gear as lapNumber`), so that a condition
 * on that name says nothing about the laps it reads. True where in doubt.
 */
export function renamesKeys(tokens: readonly SqlToken[]): boolean {
  const words = tokens.map((token) => wordOf(token) || token.text.toLowerCase());
  const opened: number[] = [];
  return tokens.some((token, i) => {
    const word = wordOf(token);
    if (words[i] === "(" && token.kind === "mark") opened.push(i);
    if (words[i] === ")" && token.kind === "mark") opened.pop();
    if (OPAQUE.has(word)) return true;
    if (!KEYS.has(word)) return false;
    // a name in quotes is never a keyword
    if (!BEFORE.has(words[i - 1] ?? "") || !/^(word|mark)$/.test(tokens[i - 1].kind)) return true;
    if (words[i + 1] === ":" || words[i + 1] === ":=") return true;
    const open = opened.at(-1);
    return open !== undefined && listsNames(words, tokens, open);
  });
}

/** Whether a parenthesis holds new names of columns: `laps l(a, b)`, `WITH l(a, b) AS (…)`. */
function listsNames(words: readonly string[], tokens: readonly SqlToken[], open: number): boolean {
  const name = wordOf(tokens[open - 1]);
  if (!name || BEFORE.has(name) || NOT_NAMES.has(name)) return false;
  const before = words[open - 2] ?? "";
  if (
    before === "with" ||
    before === "recursive" ||
    before === "as" ||
    before === ")" ||
    (wordOf(tokens[open - 2]) && !BEFORE.has(before))
  )
    return true;
  let depth = 1;
  let close = open + 1;
  for (; close < words.length && depth > 0; close++) depth += words[close] === "(" ? 1 : words[close] === ")" ? -1 : 0;
  return words[close] === "as" && ["(", "materialized", "not"].includes(words[close + 1]);
}
