import {describe, expect, it} from "vitest";
import {formulaOneFuel} from "../../../../src/core/laps/stints/formulaOneFuel.js";
import {runKind} from "../../../../src/core/laps/stints/runKind.js";
import {type PaceLap, stintPace} from "../../../../src/core/laps/stints/stintPace.js";
import {random} from "../../../../src/core/signal/random.js";

const EFFECT = {msPerKg: 33, deviation: 5, source: "planted"};

/** Laps with 60 ms of ageing a lap, 2.2 kg of fuel burnt a lap at 33 ms a kilogramme. */
function stint(n: number, seed: number, {ageing = 60, scatter = 120, fuel = true, effect = 33} = {}): PaceLap[] {
  const source = random(seed);
  return Array.from({length: n}, (_, i) => {
    const fuelKg = 60 - 2.2 * i;
    const timeMs = 88_000 + ageing * i + effect * fuelKg + scatter * source.normal();
    return {lap: 10 + i, timeMs, ...(fuel && {fuelKg})};
  });
}

describe("stintPace(laps, {fuelEffect})", () => {
  it("without scatter finds what was planted: trend, degradation, pace, fuel a lap", () => {
    const pace = stintPace(stint(12, 1, {scatter: 0}), {fuelEffect: {...EFFECT, deviation: 0}});
    expect(pace.status).toBe("resolved");
    expect(pace.trend!.value).toBeCloseTo(60 - 33 * 2.2, 6);
    expect(pace.degradation!.value).toBeCloseTo(60, 6);
    expect(pace.fuelPerLapKg).toBeCloseTo(2.2, 9);
    expect(pace.fuelCorrected!.value).toBeCloseTo(88_000 + 60 * 5.5, 5);
    expect(pace.n).toBe(12);
  });

  it("its intervals cover the planted degradation and pace in 95 % of 600 stints, fuel effect unknown within its deviation", () => {
    const source = random(77);
    let [degradation, corrected] = [0, 0];
    for (let round = 0; round < 600; round++) {
      // the car's true effect is drawn from what is known about it
      const effect = 33 + 5 * source.normal();
      const pace = stintPace(stint(10, round, {effect}), {fuelEffect: EFFECT});
      if (pace.degradation!.low <= 60 && pace.degradation!.high >= 60) degradation++;
      const truth = 88_000 + 60 * 4.5;
      if (pace.fuelCorrected!.low <= truth && pace.fuelCorrected!.high >= truth) corrected++;
    }
    // three standard errors: 2.7 %; the fuel's share is widened by Student's t too, so a little more is covered
    expect(degradation / 600).toBeGreaterThan(0.923);
    expect(degradation / 600).toBeLessThan(0.99);
    expect(corrected / 600).toBeGreaterThan(0.923);
  });

  it("a stint without ageing is called resolved in 5 % of cases; else it says how many laps would do", () => {
    let resolved = 0;
    for (let round = 0; round < 400; round++) {
      const pace = stintPace(stint(10, round, {ageing: 0, effect: 0, fuel: false}));
      if (pace.status === "resolved") resolved++;
      else expect(pace.lapsNeeded).toBeGreaterThan(10);
    }
    expect(resolved / 400).toBeLessThan(0.083);
    expect(resolved / 400).toBeGreaterThan(0.02);
  });

  it("does not take the fuel for the tyres: without its effect or its mass only the trend is known, and it says so", () => {
    const noMass = stintPace(stint(12, 3, {fuel: false}), {fuelEffect: EFFECT});
    expect(noMass.degradation).toBeUndefined();
    expect(noMass.trend).toBeDefined();
    expect(noMass.limits.join()).toMatch(/fuel unknown/);
    const noEffect = stintPace(stint(12, 3));
    expect(noEffect.degradation).toBeUndefined();
    expect(noEffect.limits.join()).toMatch(/fuel effect of this car unknown/);
  });

  it("with the fuel a lap only, knows the degradation but not the pace with an empty tank", () => {
    const {degradation, fuelCorrected, limits} = stintPace(stint(12, 1, {scatter: 0, fuel: false}), {
      fuelEffect: {...EFFECT, deviation: 0},
      fuelPerLapKg: 2.2,
    });
    expect(degradation!.value).toBeCloseTo(60, 6);
    expect(fuelCorrected).toBeUndefined();
    expect(limits.join()).not.toMatch(/unknown/);
    expect(
      stintPace(stint(8, 1, {fuel: false}), {fuelEffect: EFFECT, fuelPerLapKg: Number.NaN}).degradation,
    ).toBeUndefined();
  });

  it("takes a few laps for nothing, and a refuelled or constant tank for unknown fuel", () => {
    expect(stintPace(stint(3, 1)).status).toBe("unavailable");
    expect(stintPace([]).status).toBe("unavailable");
    expect(stintPace(stint(4, 1)).status).not.toBe("unavailable");
    const full = stint(8, 2).map((lap) => ({...lap, fuelKg: 50}));
    expect(stintPace(full, {fuelEffect: EFFECT}).degradation).toBeUndefined();
    const same = stint(5, 1).map((lap) => ({...lap, lap: 7}));
    expect(stintPace(same)).toMatchObject({status: "unavailable", limits: ["all laps have the same number"]});
  });

  it("warns where successive laps are alike beyond the trend", () => {
    const wave = stint(20, 1, {scatter: 0}).map((lap, i) => ({...lap, timeMs: lap.timeMs + 300 * Math.sin(i / 3)}));
    expect(stintPace(wave).limits.join()).toMatch(/too narrow/);
    expect(stintPace(stint(20, 4)).limits.join()).not.toMatch(/too narrow/);
  });

  it("formulaOneFuel(lap time) is a third of a second for 10 kg at Silverstone, as two lap-time simulations have it", () => {
    const {msPerKg, deviation} = formulaOneFuel(88_000);
    expect(msPerKg * 10).toBeGreaterThan(325);
    expect(msPerKg * 10).toBeLessThan(355);
    expect(deviation / msPerKg).toBeGreaterThan(0.1);
  });
});

describe("runKind(laps)", () => {
  const laps = (...times: (number | null)[]) => times.map((timeMs, i) => ({lap: i + 1, timeMs}));

  it("five flying laps in succession are a long run, whatever comes before and after", () => {
    const run = runKind(laps(null, 93_000, 92_800, 93_100, 92_900, 93_300, null));
    expect(run).toMatchObject({kind: "long run", laps: [2, 3, 4, 5, 6]});
    expect(run.meanMs).toBe(93_020);
  });

  it("a flying lap, slow laps and a flying lap are a short run", () => {
    expect(runKind(laps(null, 88_000, 110_000, 88_200, null)).kind).toBe("short run");
    expect(runKind(laps(null, 88_000, 105_000, 112_000, 88_200, 88_300, null))).toMatchObject({
      kind: "short run",
      laps: [5, 6],
    });
  });

  it("four in succession are unclear, none too; a missing lap breaks the succession", () => {
    expect(runKind(laps(90_000, 90_100, 90_050, 90_200)).kind).toBe("unclear");
    expect(runKind(laps(null, null))).toMatchObject({kind: "unclear", laps: [], meanMs: Number.NaN});
    expect(runKind(laps(90_000, 90_000, 90_000, 90_000, 90_000).filter(({lap}) => lap !== 3)).kind).toBe("short run");
  });
});
