import {closestName} from "../channels/closestName.js";
import {Compute} from "./compute.js";
import {isSameDimension, siText} from "./dimension.js";
import type {Expression} from "./expression.js";
import {ExpressionError, type Span} from "./expressionError.js";
import {FUNCTIONS} from "./functions/functions.js";
import type {ExpressionGraph} from "./graph.js";
import {allNames, namedChannels, offeredNames} from "./names.js";
import {parseExpression} from "./parse.js";
import {type MeasuredUnit, NO_UNIT, unitOf} from "./unit.js";
import type {Value} from "./value.js";
import {WHEEL_PARTS, wheelPart} from "./wheelPart.js";

/** Another expression that has a name: a math channel. */
export interface NamedExpression {
  name: string;
  expression: string;
  /** declared; absent: as it results */
  unit?: string;
}

const MOST_NODES = 20_000;
const MOST_REFERENCES = 20;
/** several times what as many and as long channels as a file may have need where each is checked once */
const MOST_VISITS = 300_000;

/** Checks expressions against the channels and each other, and adds their columns to a graph. */
export class ExpressionChecker {
  readonly #compute: Compute;
  readonly #others: ReadonlyMap<string, NamedExpression>;
  /** of expressions that others have named */
  readonly #values = new Map<string, Value>();
  /** why others that were named can't be used, whatever named them: one that is named too far down may be right nearer the top */
  readonly #faults = new Map<string, ExpressionError>();
  readonly #parsed = new Map<string, Expression>();
  /** the fault depends on the expressions that led to it */
  #isOfPath = false;
  /** parts of expressions that were checked, those of one that several refer to as often */
  #visits = 0;
  /** names of the expressions that are being checked, outermost first */
  readonly #open: string[] = [];

  constructor(
    readonly graph: ExpressionGraph,
    others: readonly NamedExpression[] = [],
  ) {
    this.#compute = new Compute(graph);
    this.#others = new Map(others.map((one) => [one.name, one]));
  }

  /** The value of a named expression in its declared unit. Throws an ExpressionError that points into its own text. */
  named({name, expression, unit}: NamedExpression): Value {
    if (this.#open.length === 0) this.#isOfPath = false;
    if (this.#open.includes(name) || this.#open.length > MOST_REFERENCES) {
      this.#isOfPath = true;
      throw new ExpressionError(`${[...this.#open, name].join(" → ")}: it would need itself`, {
        start: 0,
        end: expression.length,
      });
    }
    this.#open.push(name);
    try {
      return this.#declared(this.#visit(this.#parse(expression)), unit);
    } finally {
      this.#open.pop();
    }
  }

  #parse(text: string): Expression {
    const parsed = this.#parsed.get(text) ?? parseExpression(text);
    this.#parsed.set(text, parsed);
    return parsed;
  }

  #declared(value: Value, text: string | undefined): Value {
    const {at} = value;
    if (Math.abs(value.points - Math.round(value.points)) > 1e-9 || ![0, 1].includes(Math.round(value.points)))
      throw new ExpressionError(
        "this is neither a temperature nor a difference of two: temperatures can be subtracted, compared and averaged, as in mean(a, b)",
        at,
      );
    if (text === undefined) return value;
    const unit = unitOf(text);
    if (!unit) throw new ExpressionError(`unknown unit: ${text}`, at);
    if (!isSameDimension(value.dimension, unit.dimension)) throw new ExpressionError(refusal(value, unit), at);
    return {...value, unit};
  }

  #visit(expression: Expression): Value {
    const compute = this.#compute;
    if (this.graph.nodes.length > MOST_NODES || ++this.#visits > MOST_VISITS)
      throw new ExpressionError("too long with all that it refers to", expression);
    const at = {start: expression.start, end: expression.end};
    switch (expression.type) {
      case "number":
        return compute.number(expression.value, unitOf(expression.unit)!, at);
      case "name":
        return this.#name(expression.name, expression.quoted, at);
      case "part":
        return this.#part(this.#visit(expression.of), expression.part, at);
      case "call":
        return this.#call(expression.name, expression.args, at);
      case "unary": {
        const {of} = expression;
        if (expression.operator === "not")
          return compute.apply("not", [compute.condition(this.#visit(of))], {
            at,
            dimension: NO_UNIT.dimension,
            unit: NO_UNIT,
            kind: "condition",
            points: 0,
          });
        if (of.type === "number") return compute.number(-of.value, unitOf(of.unit)!, at);
        const value = this.#visit(of);
        return compute.apply("negate", [value], {...value, at, points: -value.points});
      }
      case "binary": {
        const [left, right] = [this.#visit(expression.left), this.#visit(expression.right)];
        const {operator} = expression;
        if (operator === "+" || operator === "-") return compute.sum(operator, left, right, at);
        if (operator === "*") return compute.product(left, right, at);
        if (operator === "/") return compute.quotient(left, right, at);
        if (operator === "^") return compute.power(left, right, at);
        if (operator !== "and" && operator !== "or") return compute.compare(operator, left, right, at);
        const form = {at, dimension: NO_UNIT.dimension, unit: NO_UNIT, kind: "condition", points: 0} as const;
        return compute.apply(
          operator,
          [left, right].map((value) => compute.condition(value)),
          form,
        );
      }
    }
  }

  #name(name: string, quoted: boolean, at: Span): Value {
    if (!quoted && name === "nan") return this.#compute.number(Number.NaN, NO_UNIT, at);
    if (!quoted && name === "pi") return this.#compute.number(Math.PI, NO_UNIT, at);
    if (namedChannels(name, {quoted})) return this.#channels(name, quoted, at);
    const other = this.#others.get(name);
    if (!other) {
      if (FUNCTIONS.has(name)) throw new ExpressionError(`${name} is a function: ${FUNCTIONS.get(name)!.usage}`, at);
      const near = closestName(name, [...offeredNames().map((one) => one.name), ...allNames(), ...this.#others.keys()]);
      throw new ExpressionError(`unknown channel: ${name}${near ? `; did you mean ${near}?` : ""}`, at);
    }
    try {
      const fault = this.#faults.get(name);
      if (fault) throw fault;
      const value = this.#values.get(name) ?? this.named(other);
      this.#values.set(name, value);
      return {...value, at, literal: false};
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      if (!this.#isOfPath) this.#faults.set(name, error);
      throw new ExpressionError(this.#open.includes(name) ? error.message : `in ${name}: ${error.message}`, at);
    }
  }

  #channels(name: string, quoted: boolean, at: Span): Value {
    const channels = namedChannels(name, {quoted})!;
    const [{kind, unit: text}] = channels;
    const unit = unitOf(text) ?? NO_UNIT;
    const nodes = channels.map((channel) => {
      const column = this.graph.channel(channel.name);
      return unit.factor === 1 && unit.add === 0
        ? column
        : this.graph.operation("linear", [column], [unit.factor, unit.add]);
    });
    return {at, nodes, dimension: unit.dimension, unit, kind, points: unit.scale ? 1 : 0, literal: false};
  }

  #part(value: Value, part: string, at: Span): Value {
    const place = {start: at.end - part.length, end: at.end};
    if (value.nodes.length === 1)
      throw new ExpressionError(
        `.${part} is for values of four wheels, as in tyreSurfaceTemp.${WHEEL_PARTS[0]}`,
        place,
      );
    const found = wheelPart(value, part, at, this.#compute);
    if (!found)
      throw new ExpressionError(`unknown part of four wheels: ${part}; there are ${WHEEL_PARTS.join(", ")}`, place);
    return found;
  }

  #call(name: string, args: readonly Expression[], at: Span): Value {
    const place = {start: at.start, end: at.start + name.length};
    const called = FUNCTIONS.get(name);
    if (!called) {
      const near = closestName(name, [...FUNCTIONS.keys()]);
      const what = namedChannels(name) ? `${name} is a channel, not a function` : `unknown function: ${name}`;
      throw new ExpressionError(`${what}${near ? `; did you mean ${near}?` : ""}`, place);
    }
    const [least, most] = called.args;
    if (args.length < least || args.length > most) throw new ExpressionError(`expected ${called.usage}`, place);
    const values = args.map((arg) => this.#visit(arg));
    const channel = (channelName: string) => this.#channels(channelName, false, at);
    return called.apply({args: values, at, compute: this.#compute, channel});
  }
}

function refusal({unit, dimension}: Value, declared: MeasuredUnit): string {
  const found = unit.text ? `in ${unit.text}` : "a plain number";
  const si = siText(dimension);
  return `the result is ${found}${si && si !== unit.text ? ` (${si})` : ""}, which is not a unit like ${declared.text || "a plain number"}`;
}
