import type {Compute} from "../compute.js";
import {DIMENSIONS, type Dimension, isSameDimension, NONE} from "../dimension.js";
import type {Span} from "../expressionError.js";
import type {OperationName} from "../graph.js";
import {NO_UNIT} from "../unit.js";
import type {Value} from "../value.js";

/** A call that is being checked. */
export interface Call {
  args: readonly Value[];
  at: Span;
  compute: Compute;
  /** the value of a channel by its name in the catalogue */
  channel: (name: string) => Value;
}

/** A function of expressions. */
export interface ExpressionFunction {
  /** as help shows it: "smooth(x, 0.2 s)" */
  usage: string;
  about: string;
  /** fewest and most arguments */
  args: readonly [number, number];
  /** the value of a call; throws an ExpressionError for arguments that don't fit */
  apply: (call: Call) => Value;
}

export type ValueForm = Omit<Value, "nodes" | "literal">;

/** Of a plain number. */
export function plainForm(at: Span): ValueForm {
  return {at, dimension: NONE, unit: NO_UNIT, kind: "continuous", points: 0};
}

/** Of a value that an operation leaves in its unit. */
export function sameForm({dimension, unit, kind, points}: Value, at: Span): ValueForm {
  return {at, dimension, unit, kind, points};
}

/** The runs of samples in which all values are known. */
export function runsOf({compute, channel, at}: Call, ...values: readonly Value[]): Value {
  const time = channel("sessionTime");
  const others = values.filter((value, i) => i === 0 || value.nodes[0] !== time.nodes[0]);
  const all = others.reduce((a, b) => compute.apply("add", [a, b], plainForm(at)));
  return compute.apply("runs", [all, time], plainForm(at));
}

/** An operation on [x, time, runs] that keeps the unit. */
export function overTime(
  name: OperationName,
  call: Call,
  parameters: readonly number[],
  form: Partial<ValueForm> = {},
): Value {
  const [x] = call.args;
  const inputs = [x, call.channel("sessionTime"), runsOf(call, x)];
  return call.compute.apply(name, inputs, {...sameForm(x, call.at), ...form}, parameters);
}

/** An operation on two values, over all arguments from the first on. */
export function folded(name: OperationName, {args, at, compute}: Call, form: Partial<ValueForm> = {}): Value {
  const [first, ...others] = compute.alike(args, "used");
  return others.reduce((a, b) => {
    const kind = a.kind === "continuous" || b.kind === "continuous" ? "continuous" : "discrete";
    const unit = a.literal ? b.unit : a.unit;
    return compute.apply(name, [a, b], {...sameForm(a, at), kind, unit, ...form});
  }, first);
}

/** An argument that must be a number in SI within limits: a time, a frequency. */
export function numberArgument(
  {args, compute}: Call,
  index: number,
  {
    least,
    most,
    dimension = DIMENSIONS.time,
    example = "0.2 s",
  }: {least: number; most: number; dimension?: Dimension; example?: string},
): number {
  const value = args[index];
  const number = compute.constantOf(value);
  if (number === undefined || !isSameDimension(value.dimension, dimension))
    return compute.fail(`expected a number with its unit, as in ${example}`, value.at);
  if (!(number >= least && number <= most))
    compute.fail(`expected ${least} to ${most} ${example.replace(/[\d. ]+/, "")}`, value.at);
  return number;
}
