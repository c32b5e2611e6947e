import {expect, it} from "vitest";
import {lapConditions} from "../../../../src/core/laps/conditions/lapConditions.js";
import {pedalTimes} from "../../../../src/core/laps/conditions/pedalTimes.js";
import {sampleTimes, timeAt, timeAtEach} from "../../../../src/core/laps/conditions/timeAt.js";
import {random} from "../../../../src/core/signal/random.js";

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

it("sampleTimes(time) share out the time from the first sample to the last; a break belongs to nobody", () => {
  expect([...sampleTimes([0, 1, 3]).seconds]).toEqual([0.5, 1.5, 1]);
  const {seconds, gapS} = sampleTimes([0, 1, 11, 12], [0, 0, 1, 0]);
  expect([...seconds]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(gapS).toBe(10);
  expect([...sampleTimes([5]).seconds]).toEqual([0]);
});

it("timeAt(time, values, edges) of a steady rise is even: a second each", () => {
  const time = Float64Array.from({length: 1001}, (_, i) => i / 100);
  const {seconds, belowS, aboveS, unknownS} = timeAt(
    time,
    time.map((t) => 10 * t),
    [0, 10, 20, 50, 100],
  );
  // a value on an edge counts above it: half a sample's time
  for (const [i, s] of [1, 1, 3, 5].entries()) expect(Math.abs(seconds[i] - s)).toBeLessThan(0.011);
  expect([belowS, aboveS, unknownS]).toEqual([0, 0, 0]);
});

it("timeAt(time, values, edges): cells, below, above and unknown add up to the whole, at any rate", () => {
  const source = random(1);
  let t = 0;
  const time = Float64Array.from({length: 2000}, () => (t += source.next() * (source.next() < 0.5 ? 0.1 : 0.01)));
  const values = time.map(() => (source.next() < 0.1 ? Number.NaN : 100 * source.next()));
  const breaks = time.map(() => Number(source.next() < 0.01));
  const {seconds, belowS, aboveS, unknownS} = timeAt(time, values, [10, 20, 40, 80], breaks);
  expect(sum(seconds) + belowS + aboveS + unknownS).toBeCloseTo(time[1999] - time[0], 9);
  expect(unknownS).toBeGreaterThan(0);
});

it("timeAt(time, values, edges) puts a value on an edge into the cell above, on the last into the last; Infinity above", () => {
  const {seconds, aboveS} = timeAt([0, 2, 4, 6], [10, 20, 30, Infinity], [10, 20, 30]);
  expect([...seconds]).toEqual([1, 4]);
  expect(aboveS).toBe(1);
});

it("timeAtEach(time, gear) has the seconds in each gear, ascending", () => {
  const {seconds, unknownS} = timeAtEach([0, 1, 2, 3, 4], [3, 3, 2, Number.NaN, 3]);
  expect([...seconds]).toEqual([
    [2, 1],
    [3, 2],
  ]);
  expect(unknownS).toBe(1);
});

it("pedalTimes(time, throttle, brake) weighs by time, not by samples, and counts only where both are known", () => {
  // two seconds of full throttle logged at 1 Hz, two of braking at 10 Hz, one of coasting
  const time = [0, 1, 2, ...Array.from({length: 20}, (_, i) => 2.1 + i / 10), 5];
  const throttle = time.map((t) => (t < 2.05 ? 1 : 0));
  const brake = time.map((t) => (t > 2.05 && t < 4.05 ? 0.8 : 0));
  const {fullThrottle, braking, coasting, both, knownS} = pedalTimes(time, throttle, brake);
  expect(knownS).toBeCloseTo(5, 9);
  expect(fullThrottle).toBeCloseTo(2.05 / 5, 9);
  expect(braking).toBeCloseTo(2.45 / 5, 9);
  expect(coasting).toBeCloseTo(0.5 / 5, 9);
  expect(both).toBe(0);
  const unknown = pedalTimes([0, 1, 2], [1, Number.NaN, 1], [0, 0, 0]);
  expect([unknown.fullThrottle, unknown.knownS, unknown.unknownS]).toEqual([1, 1, 1]);
  expect(pedalTimes([0, 1], [Number.NaN, Number.NaN], [0, 0]).fullThrottle).toBeNaN();
});

it("pedalTimes counts a foot on each pedal as both, and a throttle of 5 % as none", () => {
  expect(pedalTimes([0, 1], [0.5, 0.5], [0.5, 0.5])).toMatchObject({both: 1, coasting: 0, braking: 1});
  expect(pedalTimes([0, 1], [0.05, 0.05], [0, 0])).toMatchObject({both: 0, coasting: 1});
});

it("lapConditions(time, columns) has first, last, mean by time and range of what the lap has", () => {
  const found = lapConditions([0, 1, 2, 10], {
    fuelMass: [12, 11.9, 11.8, 11],
    tyreInnerTempFlC: [90, 90, 90, 100],
    speedKmh: [100, 100, 100, 100],
  });
  expect([...found.keys()].sort()).toEqual(["fuelMass", "tyreInnerTempFlC"]);
  expect(found.get("fuelMass")).toMatchObject({first: 12, last: 11, min: 11, max: 12, known: 1});
  // 90 for 6 s, 100 for 4 s
  expect(found.get("tyreInnerTempFlC")!.mean).toBeCloseTo(94, 9);
});

it("lapConditions: absent is not zero. A channel that is 0 throughout, or 100 % worn, was not recorded; a tyre without wear is new", () => {
  const found = lapConditions([0, 1, 2], {
    tyrePressureFlPsi: [0, 0, 0],
    fuelLitres: [0, 0, 0],
    tyreSurfaceTempFlC: [0, 0, 0],
    brakeTempFlC: [Number.NaN, Number.NaN, Number.NaN],
    tyreWearFlPercent: [0, 0, 0],
    tyreWearFrPercent: [100, 100, 100],
  });
  expect([...found.keys()]).toEqual(["tyreWearFlPercent"]);
});

it("lapConditions leaves out a source's marks for unknown, and says which share of the time is known", () => {
  const found = lapConditions([0, 1, 2, 3, 4], {
    tyreWearFlPercent: [-1, 3, 3, 3, -1],
    brakeTempFlC: [65535, 400, 500, 600, 600],
    fuelMass: [Number.NaN, Number.NaN, 5, Number.NaN, Number.NaN],
  });
  expect(found.get("tyreWearFlPercent")).toMatchObject({first: 3, last: 3, mean: 3, known: 0.75});
  expect(found.get("brakeTempFlC")).toMatchObject({max: 600, known: 0.875});
  expect(found.get("fuelMass")!.known).toBe(0.25);
});
