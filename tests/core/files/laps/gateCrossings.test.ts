import {expect, it} from "vitest";
import {gateAcross, gateCrossings, lapCrossings} from "../../../../src/core/files/laps/gateCrossings.js";

const f64 = (values: number[]) => Float64Array.from(values);
const rows = (n: number, of: (i: number) => number) => Float64Array.from({length: n}, (_, i) => of(i));
/** Driven eastward: the left end of the gate is north of it. */
const EAST = Math.PI / 2;

it("gateCrossings(path, time, gate) interpolates between the rows, and knows the direction", () => {
  const gate = gateAcross({x: 10, z: 0}, EAST, 5);
  expect(gate.left.x).toBeCloseTo(10, 9);
  expect(gate.left.z).toBeCloseTo(-5, 9);
  const x = rows(9, (i) => [0, 4, 8, 12, 16, 12, 8, 4, 0][i]);
  const found = gateCrossings(
    {x, z: rows(9, () => 2)},
    rows(9, (i) => 100 + i / 5),
    gate,
  );
  expect(found.map(({row, direction}) => [row, direction])).toEqual([
    [3, 1],
    [6, -1],
  ]);
  expect(found[0].time).toBeCloseTo(100.5, 9);
  expect(found[1].time).toBeCloseTo(101.1, 9);
  expect(found[0].along).toBeCloseTo(0.7, 9);
});

it("gateCrossings(path, time, gate) counts a row exactly on the line once, and nothing beside the gate", () => {
  const gate = gateAcross({x: 10, z: 0}, EAST, 5);
  const time = rows(5, (i) => i);
  const on = gateCrossings({x: f64([0, 5, 10, 15, 20]), z: f64([0, 0, 0, 0, 0])}, time, gate);
  expect(on.map(({time: t}) => t)).toEqual([2]);
  expect(gateCrossings({x: f64([0, 5, 10, 15, 20]), z: f64([6, 6, 6, 6, 6])}, time, gate)).toEqual([]);
  expect(
    gateCrossings({x: f64([0, 5, 10, 15, 20]), z: f64([0, 0, 0, 0, 0])}, time, {...gate, right: gate.left}),
  ).toEqual([]);
});

it("gateCrossings(path, time, gate) takes held positions at their first row, and joins nothing over a long gap", () => {
  const gate = gateAcross({x: 10, z: 0}, EAST, 5);
  // a receiver of 5 Hz in rows of 20 Hz
  const x = rows(16, (i) => [0, 6, 12, 18][i >> 2]);
  const [crossing] = gateCrossings(
    {x, z: rows(16, () => 0)},
    rows(16, (i) => i / 20),
    gate,
  );
  expect(crossing.time).toBeCloseTo(0.2 + (0.2 * 4) / 6, 9);
  // at rest for two seconds, then across: the time of rest does not count
  const rest = gateCrossings({x: f64([9, 9, 9, 11]), z: f64([0, 0, 0, 0])}, f64([0, 1, 2, 2.2]), gate);
  expect(rest[0].time).toBeCloseTo(2.1, 9);
  expect(gateCrossings({x: f64([0, 20]), z: f64([0, 0])}, f64([0, 6]), gate)).toEqual([]);
  const unknown = gateCrossings({x: f64([8, Number.NaN, 12]), z: f64([0, 0, 0])}, f64([0, 1, 2]), gate);
  expect(unknown.map(({time: t, row}) => [t, row])).toEqual([[1, 2]]);
});

it("gateCrossings of an ellipse gives its laps to a millisecond at 5 rows a second", () => {
  const period = 30.2;
  const angle = (t: number) => (2 * Math.PI * t) / period + 0.3 * Math.sin((2 * Math.PI * t) / period);
  const time = rows(700, (i) => i / 5);
  const path = {x: time.map((t) => 240 * Math.cos(angle(t))), z: time.map((t) => -120 * Math.sin(angle(t)))};
  const found = lapCrossings(gateCrossings(path, time, gateAcross({x: -240, z: 0}, Math.PI, 15)));
  const laps = found.slice(1).map((crossing, k) => crossing.time - found[k].time);
  expect(laps.length).toBe(4);
  for (const lap of laps) expect(Math.abs(lap - period)).toBeLessThan(0.001);
  // the same gate with its ends exchanged
  const back = lapCrossings(gateCrossings(path, time, gateAcross({x: -240, z: 0}, 0, 15)));
  expect(back.map(({time: t}) => t)).toEqual(found.map(({time: t}) => t));
});

it("gateCrossings(path, time, gate) counts a car that stands and rolls on the line once, until it has been away", () => {
  const gate = gateAcross({x: 10, z: 0}, EAST, 5);
  const x = [0, 9, 11, 9, 11, 60, 120, 60, 0, 9, 11];
  const found = gateCrossings({x, z: x.map(() => 0)}, [...x.keys()], gate);
  expect(found.map(({row, direction}) => [row, direction])).toEqual([
    [2, 1],
    [3, -1],
    [8, -1],
    [10, 1],
  ]);
});
