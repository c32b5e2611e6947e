/** A token of SQL text; `name` is an identifier in quotes, `word` one without, or a keyword. */
export interface SqlToken {
  kind: "word" | "name" | "text" | "number" | "mark";
  /** as written; of a quoted identifier without its quotes */
  text: string;
  /** offset in the query */
  at: number;
}

const SPACE = /\s+|--[^\n]*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0x[\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?)/iy;
const DOLLAR = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const MARK = /::|:=|<=|>=|<>|!=|==|->>|->|\|\||./suy;

/** The tokens of SQL as DuckDB reads it, without comments. A string or comment that does not end reaches to the end of the text. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0];
  };
  const add = (kind: SqlToken["kind"], end: number, text = sql.slice(at, end)): void => {
    tokens.push({kind, text, at});
    at = end;
  };
  while (at < sql.length) {
    const space = match(SPACE);
    if (space) at += space.length;
    else if (sql.startsWith("/*", at)) at = commentEnd(sql, at);
    else if (sql[at] === "'") add("text", quoteEnd(sql, at, "'"));
    else if (sql[at] === '"') {
      const end = quoteEnd(sql, at, '"');
      add("name", end, sql.slice(at + 1, end - 1).replaceAll('""', '"'));
    } else if (/[eE]/.test(sql[at]) && sql[at + 1] === "'") add("text", escapedEnd(sql, at + 1));
    else {
      const dollar = match(DOLLAR);
      if (dollar) {
        const end = sql.indexOf(dollar, at + dollar.length);
        add("text", end < 0 ? sql.length : end + dollar.length);
        continue;
      }
      const found = (["word", "number", "mark"] as const).find((kind) => match(PATTERNS[kind]) !== undefined)!;
      add(found, at + match(PATTERNS[found])!.length);
    }
  }
  return tokens;
}

const PATTERNS = {word: WORD, number: NUMBER, mark: MARK};

/** Comments in slashes may contain others. */
function commentEnd(sql: string, start: number): number {
  let depth = 0;
  for (let i = start; i < sql.length; i++) {
    if (sql.startsWith("/*", i)) {
      depth++;
      i++;
    } else if (sql.startsWith("*/", i)) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return sql.length;
}

/** A quote in quotes is written twice. */
function quoteEnd(sql: string, start: number, quote: string): number {
  for (let i = start + 1; i < sql.length; i++) {
    if (sql[i] !== quote) continue;
    if (sql[i + 1] !== quote) return i + 1;
    i++;
  }
  return sql.length;
}

/** E'…': a backslash escapes the next character. */
function escapedEnd(sql: string, start: number): number {
  for (let i = start + 1; i < sql.length; i++) {
    if (sql[i] === "\\") i++;
    else if (sql[i] === "'") {
      if (sql[i + 1] !== "'") return i + 1;
      i++;
    }
  }
  return sql.length;
}

/** A statement of a text, with the lines before it empty: positions in errors are those of the whole text. */
export interface SqlStatement {
  text: string;
  tokens: SqlToken[];
}

/** The statements of a text, which semicolons separate. */
export function sqlStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  const all = sqlTokens(sql);
  let first = 0;
  for (let i = 0; i <= all.length; i++) {
    if (i < all.length && !(all[i].kind === "mark" && all[i].text === ";")) continue;
    const tokens = all.slice(first, i);
    first = i + 1;
    if (tokens.length === 0) continue;
    const from = tokens[0].at;
    const lines = sql.slice(0, from).split("\n");
    const before = `${"\n".repeat(lines.length - 1)}${" ".repeat(lines[lines.length - 1].length)}`;
    statements.push({text: before + sql.slice(from, all[i]?.at ?? sql.length), tokens});
  }
  return statements;
}

/** An identifier or a keyword in lower case; "" for other tokens. */
export function wordOf(token: SqlToken | undefined): string {
  return token && (token.kind === "word" || token.kind === "name") ? token.text.toLowerCase() : "";
}
