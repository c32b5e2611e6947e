import {describe, expect, it} from "vitest";
import {evaluateProgram, type LapColumns} from "../../../src/core/expressions/evaluate.js";
import type {Expression} from "../../../src/core/expressions/expression.js";
import {expressionText} from "../../../src/core/expressions/expression.js";
import {parseExpression} from "../../../src/core/expressions/parse.js";
import {compileExpressions} from "../../../src/core/expressions/program.js";
import {random} from "../../../src/core/signal/random.js";
import {columnsOf} from "./lapColumns.js";

const source = random(7);
/** 6 s at about 60 Hz, as packets come: no two steps are equal */
const time = Float64Array.from({length: 360}, (_, i) => (i + 0.4 * source.next()) / 60);
const drive = (f: (t: number) => number, at: ArrayLike<number> = time) => Float64Array.from(at, f);

function values(expression: string, lap: LapColumns, unit?: string): Float64Array {
  const {program, failed} = compileExpressions([{name: "x", expression, unit}]);
  if (failed.length) throw failed[0].error;
  return evaluateProgram(program, lap)[0]!;
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, within: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) {
    const isClose = Number.isNaN(expected[i]) ? Number.isNaN(found[i]) : Math.abs(found[i] - expected[i]) <= within;
    if (!isClose) expect.fail(`row ${i}: ${found[i]}, expected ${expected[i]} within ${within}`);
  }
}

describe("evaluateProgram(program, lap)", () => {
  const f = 0.5;
  const w = 2 * Math.PI * f;
  const lap = columnsOf({
    sessionTime: time,
    steering: drive((t) => Math.sin(w * t)),
    throttle: drive((t) => 0.1 + 0.1 * t),
    speedKmh: drive((t) => 3.6 * (10 + 4 * t)),
    lapDistance: drive((t) => 10 * t + 2 * t * t),
    brake: drive((t) => (t < 2 ? 0 : 1)),
    gear: drive((t) => Math.floor(t)),
  });

  it("differentiates: a parabola exactly between the ends, a sine to the second order", () => {
    const inner = (column: Float64Array) => column.slice(1, -1);
    expectClose(inner(values("derivative(distance)", lap)), inner(drive((t) => 10 + 4 * t)), 1e-9);
    expectClose(inner(values("derivative(distance) - speed", lap, "m/s")), inner(drive(() => 0)), 1e-9);
    // h²w³/6 with the largest step
    const bound = ((1.4 / 60) ** 2 * w ** 3) / 6;
    expectClose(inner(values("derivative(steering)", lap)), inner(drive((t) => w * Math.cos(w * t))), bound);
    expectClose(
      values("derivative(throttle, distance) * speed", lap, "1/s"),
      drive(() => 0.1),
      2e-3,
    );
  });

  it("integrates a straight line exactly, over time and over another channel", () => {
    const start = 10 * time[0] + 2 * time[0] ** 2;
    expectClose(
      values("integrate(speed)", lap, "m"),
      drive((t) => 10 * t + 2 * t * t - start),
      1e-9,
    );
    const over = values("integrate(distance, distance)", lap);
    expectClose(
      over,
      drive((t) => ((10 * t + 2 * t * t) ** 2 - start ** 2) / 2),
      1e-8,
    );
  });

  it("smooths without moving: a line stays a line to its ends, a sine becomes smaller by sinc, backwards is the same", () => {
    expectClose(
      values("smooth(throttle, 0.5 s)", lap),
      drive((t) => 0.1 + 0.1 * t),
      1e-12,
    );
    const width = 0.5;
    const sinc = Math.sin((w * width) / 2) / ((w * width) / 2);
    const inside = (column: Float64Array) => column.slice(20, -20);
    expectClose(inside(values("smooth(steering, 0.5 s)", lap)), inside(drive((t) => sinc * Math.sin(w * t))), 1e-3);
    const noise = drive(() => source.normal());
    const there = values("smooth(steering, 0.5 s)", columnsOf({sessionTime: time, steering: noise}));
    const reversed = columnsOf({sessionTime: time.map((t) => -t).reverse(), steering: noise.toReversed()});
    expectClose(values("smooth(steering, 0.5 s)", reversed).reverse(), there, 1e-9);
  });

  it("filters a step by 1 − e^(−2πft)", () => {
    const at = time.find((t) => t >= 2)!;
    const before = time[time.indexOf(at) - 1];
    expectClose(
      values("lowpass(brake, 2 Hz)", lap),
      drive((t) => (t < 2 ? 0 : 1 - Math.exp(-4 * Math.PI * (t - before)))),
      1e-12,
    );
  });

  it("shifts by time, both ways; discrete channels hold", () => {
    const bound = ((1.4 / 60) ** 2 * w ** 2) / 8;
    for (const d of [0.1, -0.3]) {
      const known = (t: number) => t - d >= time[0] && t - d <= time[359];
      expectClose(
        values(`shift(steering, ${d} s)`, lap),
        drive((t) => (known(t) ? Math.sin(w * (t - d)) : Number.NaN)),
        bound,
      );
    }
    const late = values("shift(gear, 0.1 s)", lap);
    expect([...new Set(late.filter((v) => !Number.isNaN(v)))]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(values("previous(gear)", lap).slice(1)).toEqual(drive((t) => Math.floor(t)).slice(0, -1));
  });

  it("counts and finds the statistics of the lap, weighted by time", () => {
    expect(values("count(mod(gear, 2) == 1)", lap).at(-1)).toBe(3);
    expect(new Set(values("lapMax(gear) - lapMin(gear)", lap))).toEqual(new Set([5]));
    const middle = (time[0] + time[359]) / 2;
    expectClose(
      values("lapMean(throttle)", lap),
      drive(() => 0.1 + 0.1 * middle),
      1e-12,
    );
  });

  it("keeps the two sides of a gap apart, and begins anew where time goes back", () => {
    const parts = [drive((t) => t), drive((t) => t + 20)];
    const noisy = [drive(() => source.normal()), drive(() => source.normal())];
    const joined = (columns: Float64Array[]) => Float64Array.from(columns.flatMap((column) => [...column]));
    for (const expression of [
      "derivative(steering)",
      "smooth(steering, 0.3 s)",
      "lowpass(steering, 3 Hz)",
      "previous(steering)",
    ]) {
      const alone = parts.map((at, i) => values(expression, columnsOf({sessionTime: at, steering: noisy[i]})));
      expectClose(
        values(expression, columnsOf({sessionTime: joined(parts), steering: joined(noisy)})),
        joined(alone),
        1e-9,
      );
      const back = columnsOf({sessionTime: joined(parts.toReversed()), steering: joined(noisy.toReversed())});
      expectClose(values(expression, back), joined(alone.toReversed()), 1e-9);
    }
    const total = values("integrate(steering)", columnsOf({sessionTime: joined(parts), steering: joined(noisy)}));
    expect(total[360]).toBe(total[359]);
  });

  it("is unknown where a channel is, and takes the neighbours of a channel that comes in every sixth row", () => {
    const some = drive((t) => 2 * t).map((v, i) => (i % 6 ? Number.NaN : v));
    const sparse = columnsOf({sessionTime: time, steering: some, throttle: drive(() => 1)});
    const known = (column: Float64Array) => [...column].map((v) => !Number.isNaN(v));
    for (const expression of [
      "steering + throttle",
      "derivative(steering)",
      "smooth(steering, 1 s)",
      "if(steering > 1, throttle, 0)",
    ])
      expect(known(values(expression, sparse)), expression).toEqual(known(some));
    expectClose(
      values("derivative(steering)", sparse),
      some.map((v) => (Number.isNaN(v) ? v : 2)),
      1e-9,
    );
    expect(known(values("hold(steering, 1 s)", sparse)).every(Boolean)).toBe(true);
    expect(values("either(steering, 7)", sparse).slice(0, 3)).toEqual(Float64Array.of(some[0], 7, 7));
    expect(values("1 / (throttle - 1)", sparse).every(Number.isNaN)).toBe(true);
    expect(values("lapMax(log(throttle - 1))", sparse).every(Number.isNaN)).toBe(true);
  });

  it("gives nothing for a channel that the lap does not have, and every wheel for the common name of four", () => {
    const {program} = compileExpressions([
      {name: "Missing", expression: "rpm / 2"},
      {name: "Slip", expression: "wheelSlip * 2"},
      {name: "Front", expression: "wheelSlip.front"},
    ]);
    const wheels = {wheelSlipRl: [1], wheelSlipRr: [2], wheelSlipFl: [3], wheelSlipFr: [4]};
    const found = evaluateProgram(program, columnsOf({sessionTime: [0], ...wheels}));
    expect(program.outputs.map(({name}) => name)).toEqual([
      "Missing",
      "Slip RL",
      "Slip RR",
      "Slip FL",
      "Slip FR",
      "Front",
    ]);
    expect(found.map((column) => column?.[0])).toEqual([undefined, 2, 4, 6, 8, 3.5]);
    expect(program.outputs[5].channels).toEqual(["wheelSlipFl", "wheelSlipFr"]);
  });

  it("lets expressions use each other by name, and refuses a circle", () => {
    const all = [
      {name: "Slow", expression: "Limit > speed"},
      {name: "Limit", expression: "36 km/h"},
      {name: "A", expression: 'B + "Loop c"'},
      {name: "B", expression: "1"},
      {name: "Loop c", expression: "A"},
      {name: "Wrong", expression: "Broken"},
      {name: "Broken", expression: "speed +"},
    ];
    const {program, failed} = compileExpressions(all);
    expect(program.outputs.map(({name}) => name)).toEqual(["Slow", "Limit", "B"]);
    expect(failed.map(({name, error}) => `${name} ${error.at.start}: ${error.message}`)).toEqual([
      "A 4: in Loop c: A → Loop c → A: it would need itself",
      "Loop c 0: in A: Loop c → A → Loop c: it would need itself",
      "Wrong 0: in Broken: expected expression after +; the expression ends too early",
      "Broken 7: expected expression after +; the expression ends too early",
    ]);
  });

  it("checks an expression once, however often others name it", () => {
    const doubled = Array.from({length: 20}, (_, i) => ({
      name: `x${i}`,
      expression: i ? `x${i - 1} + x${i - 1}` : "throttle",
    }));
    const {program} = compileExpressions([doubled[19]], doubled);
    expect(evaluateProgram(program, columnsOf({sessionTime: [0], throttle: [1]}))[0]![0]).toBe(2 ** 19);
  });

  it("computes what a plain interpreter of one sample after the other does, on 150 random expressions", () => {
    const pick = <T>(list: readonly T[]): T => list[source.bits() % list.length];
    const names = ["throttle", "brake", "steering"];
    const some = time.slice(0, 60);
    const rough = Object.fromEntries(
      names.map((name) => [
        name,
        some.map(() => (source.next() < 0.05 ? Number.NaN : Math.round(source.normal() * 8) / 4)),
      ]),
    );
    const random = (depth: number): string => {
      if (depth === 0 || source.next() < 0.15) return source.next() < 0.7 ? pick(names) : String(source.bits() % 5);
      const inner = () => random(depth - 1);
      return pick([
        () => `(${inner()} ${pick(["+", "-", "*", "/", "<", ">=", "==", "!=", "and", "or"])} (${inner()} + 0))`,
        () =>
          `${pick(["abs", "sqrt", "sin", "floor", "previous", "lapMax", "lapMin", "known", "sign"])}(${inner()} * 1)`,
        () => `${pick(["min", "max", "hypot", "mod", "either"])}(${inner()} * 1, ${inner()} + 0)`,
        () => `if(${inner()}, ${inner()}, ${inner()})`,
        () => `-(${inner()} * 1)²`,
      ])();
    };
    const rows = columnsOf({sessionTime: some, ...rough});
    for (let i = 0; i < 150; i++) {
      const text = random(4).replaceAll("(0 ", "(1 ");
      const tree = parseExpression(text);
      const expected = interpret(tree, rough);
      const {program, failed} = compileExpressions([{name: "x", expression: expressionText(tree)}]);
      // a comparison of comparisons is refused
      if (failed.length) expect(failed[0].error.message, text).toMatch(/this is a condition/);
      else
        expectClose(
          evaluateProgram(program, rows)[0]!,
          expected.map((v) => (Number.isFinite(v) ? v : Number.NaN)),
          1e-9,
        );
    }
  });
});

/** Column after column, by the meaning of each word; a division by 0 and a root of −1 are unknown. */
function interpret(e: Expression, columns: Record<string, Float64Array>): Float64Array {
  const each = (args: readonly Expression[], f: (...values: number[]) => number) => {
    const inputs = args.map((arg) => interpret(arg, columns));
    return columns.throttle.map((_, i) => {
      const value = f(...inputs.map((input) => input[i]));
      return Number.isFinite(value) ? value : Number.NaN;
    });
  };
  const ifKnown =
    (f: (...values: number[]) => number) =>
    (...all: number[]) =>
      all.some(Number.isNaN) ? Number.NaN : f(...all);
  if (e.type === "number") return columns.throttle.map(() => e.value);
  if (e.type === "name") return columns[e.name];
  if (e.type === "unary")
    return each(
      [e.of],
      ifKnown((a) => (e.operator === "-" ? -a : Number(a === 0))),
    );
  if (e.type === "binary")
    return each(
      [e.left, e.right],
      ifKnown((a, b) => {
        const is = {
          "<": a < b,
          ">=": a >= b,
          "==": a === b,
          "!=": a !== b,
          and: a !== 0 && b !== 0,
          or: a !== 0 || b !== 0,
        };
        if (e.operator in is) return Number(is[e.operator as keyof typeof is]);
        return {"+": a + b, "-": a - b, "*": a * b, "/": b === 0 ? Number.NaN : a / b, "^": a * a}[e.operator as "+"];
      }),
    );
  if (e.type !== "call") throw new Error(e.type);
  const {name, args} = e;
  if (name === "if") return each(args, (c, a, b) => (Number.isNaN(c) ? c : c !== 0 ? a : b));
  if (name === "either") return each(args, (a, b) => (Number.isNaN(a) ? b : a));
  if (name === "known") return each(args, (a) => Number(!Number.isNaN(a)));
  if (name === "hypot")
    return each(
      args,
      ifKnown((a, b) => Math.sqrt(a * a + b * b)),
    );
  if (name === "mod")
    return each(
      args,
      ifKnown((a, b) => a - b * Math.floor(a / b)),
    );
  const column = () => interpret(args[0], columns);
  if (name === "previous") {
    let last = Number.NaN;
    return column().map((v) => {
      const before = last;
      if (Number.isNaN(v)) return v;
      last = v;
      return before;
    });
  }
  if (name === "lapMax" || name === "lapMin") {
    const known = column().filter((v) => !Number.isNaN(v));
    const found = known.length ? Math[name === "lapMax" ? "max" : "min"](...known) : Number.NaN;
    return columns.throttle.map(() => found);
  }
  return each(args, ifKnown(Math[name as "abs"]));
}
