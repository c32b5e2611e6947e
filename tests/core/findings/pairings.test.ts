import {describe, expect, it} from "vitest";
import {pairingsOf} from "../../../src/core/findings/effects.js";
import {judgePairings} from "../../../src/core/findings/pairings.js";
import {random} from "../../../src/core/signal/random.js";

const source = random(20, 1);
const NOISE: Record<string, () => number> = {
  normal: () => source.normal(),
  "heavy-tailed (t with 3 degrees of freedom)": () =>
    source.normal() / Math.sqrt((source.normal() ** 2 + source.normal() ** 2 + source.normal() ** 2) / 3),
  "one-sided (exponential)": () => -Math.log(1 - source.next()),
  "of a driver who slides off in one lap of ten": () => source.normal() + (source.next() < 0.1 ? 8 : 0),
};
const SIZES = [
  [3, 1],
  [12, 1],
  [3, 3],
  [5, 5],
  [12, 4],
];
const TRIALS = 400;

const draw = (n: number, noise: () => number, shift = 0) => Float64Array.from({length: n}, () => shift + noise());

describe("judgePairings of laps of one driver, split in two", () => {
  it.each(Object.keys(NOISE))("claims a loss in less than 5 % of cases: noise %s", (name) => {
    for (const [n, m] of SIZES) {
      let losses = 0;
      for (let k = 0; k < TRIALS; k++) {
        const {answer, median} = judgePairings(pairingsOf(draw(n, NOISE[name]), draw(m, NOISE[name])), 0);
        if (answer === "found" && median > 0) losses++;
      }
      expect(losses / TRIALS, `${n} laps against ${m}`).toBeLessThan(0.05);
    }
  });

  it("has an interval that covers no difference in 95 % of cases, though pairings share laps", () => {
    for (const [n, m] of SIZES) {
      let covers = 0;
      for (let k = 0; k < TRIALS; k++) {
        const {interval} = judgePairings(pairingsOf(draw(n, NOISE.normal), draw(m, NOISE.normal)), 0);
        if (interval[0] <= 0 && interval[1] >= 0) covers++;
      }
      // three standard errors of the share of 400 trials
      expect(covers / TRIALS, `${n} laps against ${m}`).toBeGreaterThan(0.95 - 0.033);
    }
  });
});

describe("judgePairings(pairings, noiseFloor)", () => {
  it("finds a difference of three standard deviations in most drives of ten laps, with an interval that covers it", () => {
    let [found, covers] = [0, 0];
    for (let k = 0; k < 200; k++) {
      const {answer, interval} = judgePairings(pairingsOf(draw(10, NOISE.normal, 3), draw(10, NOISE.normal)), 0);
      if (answer === "found") found++;
      if (interval[0] <= 3 && interval[1] >= 3) covers++;
    }
    expect(found / 200).toBeGreaterThan(0.9);
    expect(covers / 200).toBeGreaterThan(0.9);
  });

  it("asks for so many more laps that about half of all drives resolve the difference then, and few do before", () => {
    const wanted: number[] = [];
    for (let k = 0; k < 200; k++) {
      const {answer, more} = judgePairings(pairingsOf(draw(3, NOISE.normal, 2.6), draw(3, NOISE.normal)), 0);
      if (answer === "few" && more?.of === "driver") wanted.push(more.laps);
    }
    wanted.sort((a, b) => a - b);
    const more = wanted[wanted.length >> 1];
    const share = (n: number) => {
      let excludes = 0;
      for (let k = 0; k < 200; k++)
        if (judgePairings(pairingsOf(draw(n, NOISE.normal, 2.6), draw(3, NOISE.normal)), 0).interval[0] > 0) excludes++;
      return excludes / 200;
    };
    expect(more).toBeGreaterThan(0);
    expect(share(3 + more)).toBeGreaterThan(0.5);
    expect(share(3)).toBeLessThan(share(3 + more));
  });

  it.each([
    ["below the floor", [1.01, 1.02, 1.03], [1], 0.05, "floor"],
    ["with both signs", [1.3, 0.9, 1.4, 0.8, 1.2, 1.1], [1], 0.01, "varies"],
    ["of two laps", [1.3, 1.3], [1], 0.01, "tooFew"],
    ["of one size in every lap", [1.3, 1.31, 1.3], [1, 1.01], 0.02, "found"],
  ] as const)("a difference %s", (_, own, reference, floor, answer) => {
    const verdict = judgePairings(pairingsOf(own, reference), floor);
    expect(verdict.answer).toBe(answer);
    expect(verdict.pairings).toBe(own.length * reference.length);
  });

  it("is Student's interval of a median and one more lap, against a single reference lap", () => {
    // σ = 0.1, n = 3: t(0.975, 2) = 4.303, error 0.1 √(1 + π ÷ 6)
    const {interval, median} = judgePairings(pairingsOf([1.4, 1.5, 1.6], [1]), 0);
    expect(median).toBeCloseTo(0.5, 12);
    expect(interval[1] - median).toBeCloseTo(4.3027 * 0.1 * Math.sqrt(1 + Math.PI / 6), 4);
  });

  it("is the same in reverse: laps and reference exchanged change the sign only", () => {
    const [a, b] = [draw(6, NOISE.normal, 3), draw(5, NOISE.normal)];
    const [one, other] = [judgePairings(pairingsOf(a, b), 0.1), judgePairings(pairingsOf(b, a), 0.1)];
    expect(other.median).toBeCloseTo(-one.median, 12);
    expect(other.interval[0]).toBeCloseTo(-one.interval[1], 12);
    expect(other.sameSign).toBe(one.sameSign);
  });
});
