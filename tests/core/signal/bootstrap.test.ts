import {expect, it} from "vitest";
import {bootstrapDifference} from "../../../src/core/signal/bootstrap.js";
import {type Random, random} from "../../../src/core/signal/random.js";

it("bootstrapDifference(a, b, {seed}) repeats for a seed and holds the difference of the means", () => {
  const [a, b] = [
    [90.1, 90.4, 89.9, 90.6, 90.2],
    [89.2, 89.9, 89.5, 89.4, 90],
  ];
  const one = bootstrapDifference(a, b, {seed: 5})!;
  expect(bootstrapDifference(a, b, {seed: 5})).toEqual(one);
  expect(bootstrapDifference(a, b, {seed: 6})).not.toEqual(one);
  expect(one.low).toBeLessThan(-0.64);
  expect(one.high).toBeGreaterThan(-0.64);
});

it("bootstrapDifference(a, b) of two values, or without spread, says nothing", () => {
  expect(bootstrapDifference([1, 2], [3, 4, 5])).toBeUndefined();
  expect(bootstrapDifference([1, 1, 1], [2, 2, 2])).toBeUndefined();
});

it.each([
  ["normal laps", 0.92, (source: Random) => source.normal()],
  // lap times have a long tail to the slow side; an exponential one is the worst
  ["laps with an exponential tail", 0.89, (source: Random) => -Math.log(1 - source.next())],
])(
  "its 95 %% interval covers the true difference of %s, eight a group, in %d or more of 400 pairs",
  (_, least, scatter) => {
    const source = random(3);
    const draw = (at: number) => Array.from({length: 8}, () => at + scatter(source));
    let covered = 0;
    for (let round = 0; round < 400; round++) {
      const {low, high} = bootstrapDifference(draw(90), draw(90.5), {seed: round, rounds: 400})!;
      if (low <= 0.5 && high >= 0.5) covered++;
    }
    expect(covered / 400).toBeGreaterThan(least);
    expect(covered / 400).toBeLessThan(0.985);
  },
);
