import type {Span} from "./expressionError.js";

/** Binary operators by precedence, the loosest first; those of one row bind equally. */
export const BINARY_OPERATORS = [
  ["or"],
  ["and"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
] as const;

export type BinaryOperator = (typeof BINARY_OPERATORS)[number][number];

/** An expression as it was written, each part with its characters. */
export type Expression = Span &
  (
    | {type: "number"; value: number; unit: string}
    /** quoted: a name with spaces, "Combined g" */
    | {type: "name"; name: string; quoted: boolean}
    /** one wheel of four, or their mean: `tyreSurfaceTemp.fl` */
    | {type: "part"; of: Expression; part: string}
    | {type: "call"; name: string; args: Expression[]}
    | {type: "unary"; operator: "-" | "not"; of: Expression}
    | {type: "binary"; operator: BinaryOperator; left: Expression; right: Expression}
  );

/** The expression as text with no more parentheses than needed; `a ? b : c` is `if(a, b, c)`. */
export function expressionText(expression: Expression): string {
  return text(expression);
}

const SIGN = BINARY_OPERATORS.length - 1;
const TOKEN = BINARY_OPERATORS.length + 1;

function text(e: Expression): string {
  switch (e.type) {
    case "number":
      return e.unit ? `${e.value} ${e.unit}` : String(e.value);
    case "name":
      return e.quoted ? `"${e.name}"` : e.name;
    case "part":
      return `${atLeast(e.of, TOKEN)}.${e.part}`;
    case "call":
      return `${e.name}(${e.args.map(text).join(", ")})`;
    case "unary":
      return e.operator === "not" ? `not(${text(e.of)})` : `-${atLeast(e.of, SIGN)}`;
    case "binary": {
      const own = bindingOf(e);
      // a power is read from the right
      const right = e.operator === "^" ? own : own + 1;
      return `${atLeast(e.left, e.operator === "^" ? own + 1 : own)} ${e.operator} ${atLeast(e.right, right)}`;
    }
  }
}

function atLeast(e: Expression, binding: number): string {
  return bindingOf(e) >= binding ? text(e) : `(${text(e)})`;
}

function bindingOf(e: Expression): number {
  if (e.type === "binary") return BINARY_OPERATORS.findIndex((row) => (row as readonly string[]).includes(e.operator));
  return e.type === "unary" && e.operator === "-" ? SIGN : TOKEN;
}
