import {isNone, isSameDimension, NONE, timesPower} from "./dimension.js";
import {ExpressionError, type Span} from "./expressionError.js";
import type {ExpressionGraph, OperationName} from "./graph.js";
import {perUnit} from "./joinUnits.js";
import {type MeasuredUnit, NO_UNIT, siUnit} from "./unit.js";
import type {Value} from "./value.js";

/** Powers of a base unit: a unit like m^100 is a slip of the pen, but no harm. */
const MOST_POWER = 100;

/** Computes with values: adds the columns to a graph and finds dimension and unit of the result. Throws ExpressionErrors. */
export class Compute {
  constructor(readonly graph: ExpressionGraph) {}

  number(value: number, unit: MeasuredUnit, at: Span): Value {
    // kelvins are for differences, °C and °F for temperatures
    const points = unit.scale ? 1 : 0;
    const si = value * unit.factor + (points ? unit.add : 0);
    return {
      ...{at, dimension: unit.dimension, unit, kind: "discrete", points},
      nodes: [this.graph.constant(si)],
      literal: true,
    };
  }

  /** One operation on values of one or four wheels, column by column. */
  apply(
    name: OperationName,
    values: readonly Value[],
    type: Omit<Value, "nodes" | "literal">,
    parameters?: readonly number[],
  ): Value {
    const width = Math.max(...values.map(({nodes}) => nodes.length));
    const nodes = Array.from({length: width}, (_, wheel) =>
      this.graph.operation(
        name,
        values.map((value) => value.nodes[value.nodes.length === 1 ? 0 : wheel]),
        parameters,
      ),
    );
    return {...type, nodes, literal: false};
  }

  sum(operator: "+" | "-", left: Value, right: Value, at: Span): Value {
    const [a, b] = this.alike([left, right], operator === "+" ? "added" : "subtracted", {sum: operator});
    const points = operator === "+" ? a.points + b.points : a.points - b.points;
    const type = {at, dimension: a.dimension, unit: unitOfBoth(a, b), kind: kindOf([a, b]), points};
    return this.apply(operator === "+" ? "add" : "subtract", [a, b], type);
  }

  mean(values: readonly Value[], at: Span): Value {
    const alike = this.alike(values, "averaged");
    const sum = alike.reduce((a, b) => {
      const form = {
        at,
        dimension: a.dimension,
        unit: unitOfBoth(a, b),
        kind: kindOf([a, b]),
        points: a.points + b.points,
      };
      return this.apply("add", [a, b], form);
    });
    return {...this.quotient(sum, this.number(values.length, NO_UNIT, at), at), kind: "continuous"};
  }

  product(left: Value, right: Value, at: Span): Value {
    const [number, other] =
      this.constantOf(left) !== undefined && isNone(left.dimension) ? [left, right] : [right, left];
    const factor = isNone(number.dimension) ? this.constantOf(number) : undefined;
    if (factor === undefined) for (const value of [left, right]) this.refusePoints(value, "multiplied");
    const dimension = timesPower(left.dimension, right.dimension);
    const plain = isNone(left.dimension) ? right : isNone(right.dimension) ? left : undefined;
    const unit = factor !== undefined ? other.unit : plain && !isNone(plain.dimension) ? plain.unit : siUnit(dimension);
    const type = {
      at,
      dimension,
      unit,
      kind: kindOf([left, right]),
      points: other.points && other.points * (factor ?? 0),
    };
    return this.apply("multiply", [left, right], type);
  }

  quotient(left: Value, right: Value, at: Span): Value {
    const divisor = isNone(right.dimension) ? this.constantOf(right) : undefined;
    this.refusePoints(right, "used to divide");
    if (divisor === undefined) this.refusePoints(left, "divided");
    const dimension = timesPower(left.dimension, right.dimension, -1);
    const unit = isNone(right.dimension) ? left.unit : perUnit(left.unit, right.unit);
    const kind = divisor === undefined ? "continuous" : kindOf([left]);
    return this.apply("divide", [left, right], {
      at,
      dimension,
      unit,
      kind,
      points: left.points && left.points / (divisor ?? 1),
    });
  }

  power(base: Value, exponent: Value, at: Span): Value {
    this.refusePoints(base, "raised to a power");
    if (!isNone(exponent.dimension))
      this.fail(`an exponent has no unit, this is in ${unitWords(exponent)}`, exponent.at);
    const constant = this.constantOf(exponent);
    if (!isNone(base.dimension) && constant === undefined)
      this.fail(`the exponent of ${unitWords(base)} must be a number`, exponent.at);
    const dimension = isNone(base.dimension) ? NONE : timesPower(NONE, base.dimension, constant);
    if (!dimension.every((power) => Math.abs(power) <= MOST_POWER))
      this.fail(
        `the result would have no unit that can be written: ${unitWords(base)} to the ${constant}`,
        exponent.at,
      );
    const type = {at, dimension, unit: siUnit(dimension), kind: kindOf([base]), points: 0};
    return constant === 2 ? this.apply("square", [base], type) : this.apply("power", [base, exponent], type);
  }

  compare(operator: "<" | "<=" | ">" | ">=" | "==" | "!=", left: Value, right: Value, at: Span): Value {
    const isOrder = operator !== "==" && operator !== "!=";
    const chained = [left, right].find(({kind}) => isOrder && kind === "condition");
    if (chained)
      this.fail("this is a condition, not a number: join two comparisons with and, as in 1 < x and x < 3", chained.at);
    const [a, b] = this.alike([left, right], "compared");
    const type = {at, dimension: NONE, unit: NO_UNIT, kind: "condition", points: 0} as const;
    if (operator === "<" || operator === "<=")
      return this.apply(operator === "<" ? "less" : "lessOrEqual", [a, b], type);
    if (operator === ">" || operator === ">=")
      return this.apply(operator === ">" ? "less" : "lessOrEqual", [b, a], type);
    const equal = this.apply("equal", [a, b], type);
    return operator === "==" ? equal : this.apply("not", [equal], type);
  }

  /** A value as a condition: true where it is not 0. Throws for one with a unit. */
  condition(value: Value): Value {
    if (!isNone(value.dimension))
      this.fail(`expected a condition, found ${unitWords(value)}: compare it, as in x > 0`, value.at);
    return value;
  }

  /**
   * Values of one dimension, fit to be added or compared. Plain 0 fits every unit but temperatures, nan fits all; a temperature that is
   * written beside a difference of temperatures, or added to one, is a difference.
   */
  alike(values: readonly Value[], how: string, {sum}: {sum?: "+" | "-"} = {}): Value[] {
    const first = values.find((value) => !this.isZero(value) && !this.isUnknown(value)) ?? values[0];
    const points = values.find(({literal}) => !literal)?.points;
    return values.map((value) => {
      const {dimension, unit} = first;
      if (this.isUnknown(value)) return {...value, dimension, unit, points: first.points};
      if (this.isZero(value) && first.points === 0) return {...value, dimension, unit};
      if (!isSameDimension(dimension, value.dimension)) this.refuseBeside(first, value, how);
      const isDifference = points !== undefined && (points === 0 || sum === "+");
      if (value.literal && value.points === 1 && isDifference) return this.difference(value);
      if (!sum && value.points !== (points ?? first.points))
        this.fail("a temperature can't be compared with a difference of temperatures", value.at);
      return value;
    });
  }

  constantOf(value: Value): number | undefined {
    return value.nodes.length === 1 ? this.graph.constantOf(value.nodes[0]) : undefined;
  }

  refusePoints(value: Value, how: string): void {
    if (value.points !== 0)
      this.fail(
        `a temperature can't be ${how}, because its scale begins anywhere: subtract another one first`,
        value.at,
      );
  }

  fail(message: string, at: Span): never {
    throw new ExpressionError(message, at);
  }

  isZero(value: Value): boolean {
    return value.literal && isNone(value.dimension) && this.constantOf(value) === 0;
  }

  /** nan fits every unit. */
  isUnknown(value: Value): boolean {
    return Number.isNaN(this.constantOf(value) ?? 0);
  }

  private refuseBeside(first: Value, second: Value, how: string): never {
    const preposition = {added: "to", subtracted: "from", compared: "with", averaged: "with"}[how] ?? "beside";
    const plain = [first, second].find(({literal, unit}) => literal && unit.text === "");
    const {text} = (plain === first ? second : first).unit;
    if (!plain || !text)
      return this.fail(`${unitWords(second)} can't be ${how} ${preposition} ${unitWords(first)}`, second.at);
    const example = `write it as in 1 ${text}`;
    return this.fail(`this number has no unit and can't be ${how} ${preposition} ${text}: ${example}`, plain.at);
  }

  /** A temperature that was written, as a difference: 5 °C are 5 K, 9 °F are 5 K. */
  private difference(value: Value): Value {
    const si = this.constantOf(value)! - value.unit.add;
    return {...value, nodes: [this.graph.constant(si)], points: 0};
  }
}

/** The unit in words: "km/h", "a plain number". */
export function unitWords({unit}: Pick<Value, "unit">): string {
  return unit.text || "a plain number";
}

export function kindOf(values: readonly Value[]): "continuous" | "discrete" {
  return values.some(({kind}) => kind === "continuous") ? "continuous" : "discrete";
}

/** Of two values that are added: that of the first which was not written as a number. */
export function unitOfBoth(...values: readonly Value[]): MeasuredUnit {
  return (values.find(({literal}) => !literal) ?? values[0]).unit;
}
