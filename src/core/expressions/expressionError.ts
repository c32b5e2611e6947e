/** Characters of an expression, from 0; `end` is the first after them. */
export interface Span {
  start: number;
  end: number;
}

/** An expression that can't be used; the message is for the user, the span says which characters are meant. */
export class ExpressionError extends Error {
  override name = "ExpressionError";
  constructor(
    message: string,
    readonly at: Span,
  ) {
    super(message);
  }
}

/** Characters of a line that are shown. */
const SHOWN = 100;
const BEFORE = 60;

/** The line of an expression in which an error is, and a line below it with carets at its characters; a long line is cut about them. */
export function caretLines(expression: string, {start, end}: Span): [line: string, carets: string] {
  const from = expression.lastIndexOf("\n", start - 1) + 1;
  const next = expression.indexOf("\n", start);
  const line = expression.slice(from, next < 0 ? undefined : next).trimEnd();
  const column = Math.min(start - from, line.length);
  const left = line.length <= SHOWN ? 0 : Math.max(0, Math.min(column - BEFORE, line.length - SHOWN));
  const right = left + SHOWN;
  const shown = `${left > 0 ? "…" : ""}${line.slice(left, right)}${right < line.length ? "…" : ""}`;
  const width = Math.max(1, Math.min(end - from, line.length, right) - column);
  return [shown, " ".repeat(column - left + (left > 0 ? 1 : 0)) + "^".repeat(width)];
}
