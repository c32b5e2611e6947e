import type {ColumnOperation} from "./kernel.js";

type Columns = readonly Float64Array[];
type Loop = (inputs: Columns, out: Float64Array, from: number, to: number, parameters: readonly number[]) => void;

/** NaN is "not known": it goes through everything but `either` and `known`. */
const LOOPS = {
  add([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] + b[i];
  },
  subtract([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] - b[i];
  },
  multiply([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] * b[i];
  },
  divide([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = b[i] === 0 ? Number.NaN : a[i] / b[i];
  },
  power([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = finite(a[i] ** b[i]);
  },
  square([a], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] * a[i];
  },
  negate([a], out, from, to) {
    for (let i = from; i < to; i++) out[i] = -a[i];
  },
  linear([a], out, from, to, [factor, add]) {
    for (let i = from; i < to; i++) out[i] = a[i] * factor + add;
  },
  /** from SI to the unit that is shown */
  output([a], out, from, to, [factor, add]) {
    for (let i = from; i < to; i++) out[i] = finite((a[i] - add) / factor);
  },
  abs([a], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] < 0 ? -a[i] : a[i];
  },
  smaller([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Math.min(a[i], b[i]);
  },
  larger([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Math.max(a[i], b[i]);
  },
  hypot([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
  },
  atan2([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Math.atan2(a[i], b[i]);
  },
  modulo([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] - b[i] * Math.floor(a[i] / b[i]);
  },
  less([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] < b[i] ? 1 : a[i] >= b[i] ? 0 : Number.NaN;
  },
  lessOrEqual([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] <= b[i] ? 1 : a[i] > b[i] ? 0 : Number.NaN;
  },
  equal([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = a[i] === b[i] ? 1 : Number.isNaN(a[i] + b[i]) ? Number.NaN : 0;
  },
  and([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(a[i] + b[i]) ? Number.NaN : a[i] !== 0 && b[i] !== 0 ? 1 : 0;
  },
  or([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(a[i] + b[i]) ? Number.NaN : a[i] !== 0 || b[i] !== 0 ? 1 : 0;
  },
  not([a], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(a[i]) ? Number.NaN : a[i] === 0 ? 1 : 0;
  },
  choose([condition, a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(condition[i]) ? Number.NaN : condition[i] !== 0 ? a[i] : b[i];
  },
  either([a, b], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(a[i]) ? b[i] : a[i];
  },
  known([a], out, from, to) {
    for (let i = from; i < to; i++) out[i] = Number.isNaN(a[i]) ? 0 : 1;
  },
  sqrt: mapped(Math.sqrt),
  exp: mapped(Math.exp),
  log: mapped(Math.log),
  log10: mapped(Math.log10),
  sin: mapped(Math.sin),
  cos: mapped(Math.cos),
  tan: mapped(Math.tan),
  asin: mapped(Math.asin),
  acos: mapped(Math.acos),
  atan: mapped(Math.atan),
  sign: mapped(Math.sign),
  floor: mapped(Math.floor),
  ceil: mapped(Math.ceil),
  round: mapped(Math.round),
} satisfies Record<string, Loop>;

function mapped(f: (x: number) => number): Loop {
  return ([a], out, from, to) => {
    for (let i = from; i < to; i++) out[i] = finite(f(a[i]));
  };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Operations whose value at a sample depends on that sample only. */
export const POINTWISE = Object.fromEntries(
  Object.entries<Loop>(LOOPS).map(([name, loop]): [string, ColumnOperation] => [
    name,
    {
      pointwise: true,
      kernel: (parameters) => ({
        advance(inputs, out, from, known) {
          loop(inputs, out, from, known, parameters);
          return known;
        },
      }),
    },
  ]),
) as Record<keyof typeof LOOPS, ColumnOperation>;
