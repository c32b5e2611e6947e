import {DIMENSIONS, isNone, isSameDimension, NONE, timesPower} from "../dimension.js";
import type {OperationName} from "../graph.js";
import {siUnit, unitOf} from "../unit.js";
import {type Call, type ExpressionFunction, folded, plainForm, sameForm} from "./call.js";

const RAD = unitOf("rad")!;

/** Functions of numbers, sample by sample. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  abs: {
    usage: "abs(x)",
    about: "without its sign",
    args: [1, 1],
    apply({args: [x], at, compute}) {
      compute.refusePoints(x, "taken without its sign");
      return compute.apply("abs", [x], sameForm(x, at));
    },
  },
  sign: {
    usage: "sign(x)",
    about: "−1, 0 or 1",
    args: [1, 1],
    apply({args: [x], at, compute}) {
      compute.refusePoints(x, "reduced to its sign");
      return compute.apply("sign", [x], {...plainForm(at), kind: "discrete"});
    },
  },
  hypot: {
    usage: "hypot(a, b)",
    about: "√(a² + b²)",
    args: [2, 2],
    apply: (call) => ofDifferences("hypot", call),
  },
  mod: {
    usage: "mod(x, y)",
    about: "what is left of x after whole y",
    args: [2, 2],
    apply: (call) => ofDifferences("modulo", call),
  },
  sqrt: {
    usage: "sqrt(x)",
    about: "square root",
    args: [1, 1],
    apply({args: [x], at, compute}) {
      compute.refusePoints(x, "put under a root");
      const dimension = timesPower(NONE, x.dimension, 0.5);
      return compute.apply("sqrt", [x], {...plainForm(at), dimension, unit: siUnit(dimension)});
    },
  },
  atan2: {
    usage: "atan2(y, x)",
    about: "angle of the point (x, y)",
    args: [2, 2],
    apply: (call) => ({...ofDifferences("atan2", call), dimension: DIMENSIONS.angle, unit: RAD}),
  },
  exp: ofNumber("exp", "eˣ"),
  log: ofNumber("log", "natural logarithm"),
  log10: ofNumber("log10", "decimal logarithm"),
  floor: ofNumber("floor", "rounded down"),
  ceil: ofNumber("ceil", "rounded up"),
  round: ofNumber("round", "rounded"),
  sin: ofAngle("sin"),
  cos: ofAngle("cos"),
  tan: ofAngle("tan"),
  asin: ofNumber("asin", "angle of a sine", "angle"),
  acos: ofNumber("acos", "angle of a cosine", "angle"),
  atan: ofNumber("atan", "angle of a tangent", "angle"),
};

function ofDifferences(name: OperationName, call: Call) {
  for (const x of call.args) call.compute.refusePoints(x, "used here");
  return folded(name, call, {kind: "continuous"});
}

function ofNumber(name: OperationName, about: string, result: "angle" | "number" = "number"): ExpressionFunction {
  return {
    usage: `${name}(x)`,
    about,
    args: [1, 1],
    apply({args: [x], at, compute}) {
      if (!isNone(x.dimension))
        compute.fail(
          `${name} takes a plain number, not ${x.unit.text}: divide by a value in ${x.unit.text} first`,
          x.at,
        );
      return compute.apply(name, [x], {
        ...plainForm(at),
        ...(result === "angle" && {dimension: DIMENSIONS.angle, unit: RAD}),
      });
    },
  };
}

function ofAngle(name: OperationName): ExpressionFunction {
  return {
    usage: `${name}(angle)`,
    about: "of an angle; a plain number counts as radians",
    args: [1, 1],
    apply({args: [x], at, compute}) {
      if (!isNone(x.dimension) && !isSameDimension(x.dimension, DIMENSIONS.angle))
        compute.fail(`${name} takes an angle, not ${x.unit.text}`, x.at);
      return compute.apply(name, [x], plainForm(at));
    },
  };
}
