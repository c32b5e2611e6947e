import {describe, expect, it} from "vitest";
import {BINARY_OPERATORS, type Expression, expressionText} from "../../../src/core/expressions/expression.js";
import {caretLines, ExpressionError} from "../../../src/core/expressions/expressionError.js";
import {parseExpression} from "../../../src/core/expressions/parse.js";
import {type Random, random} from "../../../src/core/signal/random.js";

const read = (text: string) => expressionText(parseExpression(text));

describe("parseExpression(text)", () => {
  it.each([
    ["a+b*c^2", "a + b * c ^ 2"],
    ["a^b^c", "a ^ b ^ c"],
    ["(a^b)^c", "(a ^ b) ^ c"],
    ["a-(b-c)-d", "a - (b - c) - d"],
    // a sign binds looser than a power, as on paper
    ["-x²", "-x ^ 2"],
    ["(−x)²", "(-x) ^ 2"],
    ["a × b ÷ c · d − 2", "a * b / c * d - 2"],
    ["a ≤ 3 && b ≠ 2 || !c", "a <= 3 and b != 2 or not(c)"],
    ["a ? b : c ? d : e", "if(a, b, if(c, d, e))"],
    ["(a - b).front + x.fl", "(a - b).front + x.fl"],
    ["9.81 m/s² * x", "9.81 m/s² * x"],
    // a unit is as long as it can be
    ["10 m/speed", "10 m / speed"],
    ["50% and x>.2s", "50 % and x > 0.2 s"],
    ["\"Combined g\" + 'lateral g'", '"Combined g" + "lateral g"'],
    ["a\u00a0+\n\tb", "a + b"],
  ])("%s is %s", (text, expected) => expect(read(text)).toBe(expected));

  it("puts -x² under the sign and not the sign under the power", () => {
    expect(parseExpression("-x²")).toMatchObject({type: "unary", of: {type: "binary", operator: "^"}});
    expect(parseExpression("(-x)²")).toMatchObject({type: "binary", operator: "^", left: {type: "unary"}});
  });

  it.each([
    ["speed + 2 foo", "          ^^^", "unknown unit: foo"],
    ["a b", "  ^", "an operator is missing"],
    ["f(a b)", "    ^", "an operator or a comma is missing"],
    ["a +", "   ^", "expected expression after +; the expression ends too early"],
    ["(a * b", "      ^", "unclosed (; the expression ends too early"],
    ["a # b", "  ^", 'unexpected "#"'],
    ["a; b", "   ^", "an operator is missing"],
    ["a;", " ^", "unexpected ;"],
    ["x[1]", "^^^^", "unexpected [ or ?.: a wheel is written with a dot, as in x.fl"],
    ["a.b.c", "    ^", "unexpected .c"],
    ["(a, b)", "^^^^^^", "unexpected comma in parentheses"],
    ["1e999", "^^^^^", "too large: 1e999"],
    ["", "^", "empty: write an expression"],
    ["a\n + (b", "     ^", "unclosed (; the expression ends too early"],
  ])("points at the characters that it can't read: %s", (text, carets, message) => {
    const error = failure(text);
    expect(error.message).toBe(message);
    expect(caretLines(text, error.at)[1]).toBe(carets);
  });

  it("reads what it writes: 200 random expressions come back the same, each part at its characters", () => {
    const source = random(1);
    for (let i = 0; i < 200; i++) {
      const made = randomExpression(source, 5);
      const text = expressionText(made);
      const back = parseExpression(text);
      expect(withoutPlaces(back), text).toBe(withoutPlaces(made));
      for (const part of partsOf(back))
        if (part.type === "name") expect(text.slice(part.start, part.end)).toContain(part.name);
    }
  });

  it("answers hostile text with an error that points into it, and never with another one", () => {
    const hostile = [
      ..."( [ - not( a? . .. ; , ' \" ` { } => a=>a a.b() new function(){} $ {1} \\ \u0000 ² ³² 1 °".split(" "),
      ...[
        "constructor.constructor('return 1')()",
        "this.x",
        "__proto__[0]",
        "a?.b",
        "1..toString()",
        "0x10",
        "1n",
        "'\\u0041'",
      ],
      ...["(", "-", "!", "not ", "a?", "f(", "x^", "[", "2 m/", "'", "a,"].map((text) => text.repeat(300)),
      ...["(", "-", "a?b:", "f(", "x+"].map((text) => text.repeat(5000)),
    ];
    const letters = "abxyz019 .,;:?()[]{}'\"+-*/^<>=!&|%°²\\\n\u00a0√";
    const source = random(2);
    for (let i = 0; i < 500; i++)
      hostile.push(
        Array.from({length: 1 + (source.bits() % 30)}, () => letters[source.bits() % letters.length]).join(""),
      );
    for (const text of hostile) {
      try {
        parseExpression(text);
      } catch (error) {
        expect(error, text.slice(0, 60)).toBeInstanceOf(ExpressionError);
        const {start, end} = (error as ExpressionError).at;
        expect(start <= text.length && end >= start, text.slice(0, 60)).toBe(true);
      }
    }
  });
});

function failure(text: string): ExpressionError {
  try {
    parseExpression(text);
  } catch (error) {
    return error as ExpressionError;
  }
  throw new Error(`read: ${text}`);
}

function randomExpression(source: Random, depth: number): Expression {
  const at = {start: 0, end: 0};
  const pick = <T>(list: readonly T[]): T => list[source.bits() % list.length];
  const inner = () => randomExpression(source, depth - 1);
  const leaf = depth === 0 || source.next() < 0.2;
  if (leaf) {
    if (source.next() < 0.5) return {type: "name", name: pick(["speed", "a", "yawRate"]), quoted: false, ...at};
    if (source.next() < 0.2) return {type: "name", name: "with spaces", quoted: true, ...at};
    return {
      type: "number",
      value: Math.round(source.next() * 1e6) / pick([1, 1e3, 1e9]),
      unit: pick(["", "km/h", "%", "m/s²"]),
      ...at,
    };
  }
  switch (source.bits() % 4) {
    case 0:
      return {type: "call", name: pick(["abs", "max", "if"]), args: [inner(), inner(), inner()], ...at};
    case 1:
      return {type: "unary", operator: pick(["-", "not"]), of: inner(), ...at};
    case 2:
      return {
        type: "part",
        of: {type: "name", name: "tyreSurfaceTemp", quoted: false, ...at},
        part: pick(["fl", "mean"]),
        ...at,
      };
    default:
      return {type: "binary", operator: pick(BINARY_OPERATORS.flat()), left: inner(), right: inner(), ...at};
  }
}

function partsOf(e: Expression): Expression[] {
  const inner = e.type === "binary" ? [e.left, e.right] : e.type === "call" ? e.args : "of" in e ? [e.of] : [];
  return [e, ...inner.flatMap(partsOf)];
}

/** as text with its fields in one order */
function withoutPlaces(e: Expression): string {
  return JSON.stringify(e, [
    "type",
    "name",
    "quoted",
    "value",
    "unit",
    "operator",
    "left",
    "right",
    "of",
    "part",
    "args",
  ]);
}
