import {BINARY_OPERATORS, type BinaryOperator, type Expression} from "./expression.js";
import {ExpressionError, type Span} from "./expressionError.js";
import jsep from "./jsep.js";
import {numberAt} from "./numberAt.js";

const MOST_CHARACTERS = 1000;
const MOST_NESTED = 40;

/** Other ways to write operators; all have one character, so that places stay. */
const SPELLINGS: Record<string, string> = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"};
const SAME: Record<string, BinaryOperator> = {"&&": "and", "||": "or", "=": "==", "≤": "<=", "≥": ">=", "≠": "!="};
const RAISED: Record<string, number> = {"²": 2, "³": 3};

/** A node of jsep; which fields it has depends on the type. */
interface Node extends Span {
  type: string;
  name: string;
  value: string | number;
  unit: string;
  operator: string;
  computed: boolean;
  optional?: boolean;
  object: Node;
  property: Node;
  callee: Node;
  argument: Node;
  arguments: Node[];
  left: Node;
  right: Node;
  test: Node;
  consequent: Node;
  alternate: Node;
  body?: Node[];
}

/**
 * Parses an expression of channels: `hypot(gLateral, gLongitudinal) > 1.5 g ? speed : nan`. The grammar is jsep's (a parser of JavaScript's
 * expressions); nothing is evaluated. Numbers may have units.
 *
 * @throws ExpressionError with the characters that can't be read; also for more than 1000 characters or 40 levels
 */
export function parseExpression(text: string): Expression {
  if (text.length > MOST_CHARACTERS)
    throw new ExpressionError(`too long: ${text.length} characters, at most ${MOST_CHARACTERS}`, {
      start: MOST_CHARACTERS,
      end: text.length,
    });
  checkNesting(text);
  const plain = text.replace(/[−–×÷\p{Zs}]|·(?!\p{L})/gu, (c) => SPELLINGS[c] ?? " ");
  if (plain.trim() === "") throw new ExpressionError("empty: write an expression", {start: 0, end: text.length});
  const node = parsed(plain);
  const outside = [...plain.slice(0, node.start).matchAll(/\S/g), ...plain.slice(node.end).matchAll(/\S/g)];
  if (outside.length) {
    const at = (node.start > 0 && plain.slice(0, node.start).search(/\S/) >= 0 ? 0 : node.end) + outside[0].index;
    throw new ExpressionError(`unexpected ${plain[at]}`, {start: at, end: at + 1});
  }
  return convert(node, plain, 0);
}

/** Deep nesting would overflow the stack of a recursive parser. */
function checkNesting(text: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if ("([".includes(text[i]) && ++depth > MOST_NESTED)
      throw new ExpressionError(`nested more than ${MOST_NESTED} deep`, {start: i, end: i + 1});
    if (")]".includes(text[i])) depth--;
  }
}

// jsep has one grammar for all of a program; nothing else in Lapbook uses it
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
BINARY_OPERATORS.forEach((row, i) => {
  for (const operator of row) jsep.addBinaryOp(operator, i + 1, operator === "^");
});
for (const [spelled, operator] of Object.entries(SAME)) jsep.addBinaryOp(spelled, bindingOf(operator));
jsep.addBinaryOp("**", bindingOf("^"), true);
// never read as operators of two sides: the hook below takes them first, but they end a name
for (const sign of Object.keys(RAISED)) jsep.addBinaryOp(sign, BINARY_OPERATORS.length + 1);
for (const operator of ["-", "+", "not", "!"]) jsep.addUnaryOp(operator);

function bindingOf(operator: BinaryOperator): number {
  return BINARY_OPERATORS.findIndex((row) => (row as readonly string[]).includes(operator)) + 1;
}

/** A parser at work, with the places where the tokens that it is reading began, outermost first. */
interface Parser {
  index: number;
  expr: string;
  char: string;
  starts?: number[];
}

// a plugin is registered once a name, also where this module is loaded twice beside one jsep
jsep.plugins.register({
  name: "places, units and raised numbers",
  init() {
    jsep.hooks.add("gobble-token", function (this: Parser, env) {
      (this.starts ??= []).push(this.index);
      const number = numberAt(this.expr, this.index);
      if (!number) return;
      this.index = number.end;
      env.node = {...number, type: "Literal"};
    });
    jsep.hooks.add("after-token", function (this: Parser, env) {
      const start = this.starts!.pop()!;
      if (!env.node) return;
      const end = start + this.expr.slice(start, this.index).trimEnd().length;
      env.node = {...env.node, start, end};
      const raised = RAISED[this.char];
      if (raised === undefined) return;
      const right = {type: "Literal", value: raised, unit: "", start: this.index, end: ++this.index};
      env.node = {type: "BinaryExpression", operator: "^", left: env.node, right, start, end: this.index};
    });
  },
});

function parsed(text: string): Node {
  try {
    return spanned(jsep(text) as unknown as Node, text);
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
    const {description, index} = error as {description?: string; index?: number};
    if (index === undefined) throw error;
    const end = Math.min(index, text.trimEnd().length);
    const message = (description ?? "").replace(/^\w/, (c) => c.toLowerCase());
    throw new ExpressionError(`${message || "not an expression"}${end < index ? "" : endNote(text, end)}`, {
      start: end,
      end: end + 1,
    });
  }
}

function endNote(text: string, index: number): string {
  return index >= text.trimEnd().length ? "; the expression ends too early" : "";
}

/** Gives operators of two sides and conditions, which are no tokens, their characters. */
function spanned(node: Node, text: string): Node {
  if (node.start !== undefined) return node;
  const [first, last] =
    node.type === "BinaryExpression"
      ? [node.left, node.right]
      : node.type === "ConditionalExpression"
        ? [node.test, node.alternate]
        : [node.body?.[0], node.body?.at(-1)];
  if (!first || !last) throw new ExpressionError("not an expression", {start: 0, end: text.length});
  return Object.assign(node, {start: spanned(first, text).start, end: spanned(last, text).end});
}

function convert(raw: Node, text: string, depth: number): Expression {
  const node = spanned(raw, text);
  const {start, end} = node;
  const fail = (message: string, at: Span = {start, end}): never => {
    throw new ExpressionError(message, at);
  };
  if (depth > 4 * MOST_NESTED) fail(`nested more than ${4 * MOST_NESTED} deep`);
  const inner = (child: Node) => convert(child, text, depth + 1);
  switch (node.type) {
    case "Literal":
      if (typeof node.value === "number") return {type: "number", value: node.value, unit: node.unit, start, end};
      return {type: "name", name: node.value, quoted: true, start, end};
    case "Identifier":
      return {type: "name", name: node.name, quoted: false, start, end};
    case "MemberExpression": {
      const at = {start: end - (node.property.name?.length ?? 1), end};
      if (node.computed || node.optional) return fail("unexpected [ or ?.: a wheel is written with a dot, as in x.fl");
      const of = {...node.object, start, end: start + text.slice(start, at.start - 1).trimEnd().length};
      if (of.type === "MemberExpression") return fail(`unexpected .${node.property.name}`, at);
      return {type: "part", of: inner(of), part: node.property.name, start, end};
    }
    case "CallExpression": {
      if (node.callee.type !== "Identifier") return fail("only functions can be called, as in abs(x)");
      const args: Node[] = node.arguments.map((arg: Node) => spanned(arg, text));
      for (let i = 1; i < args.length; i++) {
        const [from, to] = [args[i - 1].end, args[i].start];
        if (!text.slice(from, to).includes(",")) fail("an operator or a comma is missing", {start: to, end: to + 1});
      }
      return {type: "call", name: node.callee.name, args: args.map(inner), start, end};
    }
    case "UnaryExpression": {
      const of = inner(node.argument);
      if (node.operator === "+") return of;
      return {type: "unary", operator: node.operator === "-" ? "-" : "not", of, start, end};
    }
    case "BinaryExpression": {
      const operator: BinaryOperator = node.operator === "**" ? "^" : (SAME[node.operator] ?? node.operator);
      const [left, right] = [inner(node.left), inner(node.right)];
      if (operator === "^") return raised(left, right, text);
      return {type: "binary", operator, left, right, start, end};
    }
    case "ConditionalExpression":
      return {type: "call", name: "if", args: [node.test, node.consequent, node.alternate].map(inner), start, end};
    case "Compound": {
      const {start: at} = spanned(node.body![1], text);
      return fail("an operator is missing", {start: at, end: at + 1});
    }
    case "SequenceExpression":
      return fail("unexpected comma in parentheses");
    case "ThisExpression":
      return {type: "name", name: "this", quoted: false, start, end};
    default:
      return fail(`unexpected ${text[start]}`);
  }
}

/** −x² is −(x²), though a sign was read with its token. */
function raised(left: Expression, right: Expression, text: string): Expression {
  const {start} = left;
  const {end} = right;
  if (left.type !== "unary" || left.operator !== "-" || text[start] !== "-")
    return {type: "binary", operator: "^", left, right, start, end};
  return {type: "unary", operator: "-", of: raised(left.of, right, text), start, end};
}
