import {describe, expect, it} from "vitest";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import type {ExperimentLap} from "../../../src/core/findings/experiment.js";
import {experimentFindings} from "../../../src/core/findings/experimentFindings.js";
import {type PlacedMeasure, timeMeasures} from "../../../src/core/findings/experimentLaps.js";
import {type Finding, findingId} from "../../../src/core/findings/finding.js";
import {random} from "../../../src/core/signal/random.js";
import {valuesNeeded} from "../../../src/core/signal/sampleSize.js";

const CIRCUIT = {name: "Here", lengthM: 5000, sectorStartsM: [1500, 3200] as [number, number]};
const TIMES = timeMeasures(CIRCUIT);
const CORNER = {track: "Here", kind: "corner", number: 6, name: "Turn 6", phase: null, fromM: 900, toM: 1100} as const;
const BRAKE: PlacedMeasure = {
  ...{name: "Turn 6 brake point", unit: "m", matters: 3, measure: "brake point", place: CORNER},
  ...{noiseFloor: 1.6, missing: "no brake channel"},
};
const SPEED: PlacedMeasure = {
  ...{name: "Turn 6 minimum speed", unit: "m/s", matters: 1 / 3.6, measure: "minimum speed", place: CORNER},
  noiseFloor: Math.SQRT2 / 3.6,
};

const lap = (session: string, n: number, values: ExperimentLap["values"]): ExperimentLap => ({
  ...{name: `${session}:3:${n}`, lapTimeMs: 90_000, order: 2 * n + (session === "a" ? 0 : 1), values},
});
const side = (session: string, laps: ExperimentLap[]) => ({session, car: 3, driver: "Ada", laps});
/** Laps of both groups with these brake points. */
const braking = (a: readonly number[], b: readonly number[], noiseFloor = 1.6): Finding => {
  const sides = [a, b].map((points, g) =>
    side(
      "ab"[g],
      points.map((point, i) => lap("ab"[g], i + 1, {"Turn 6 brake point": point})),
    ),
  );
  return experimentFindings([sides[0], sides[1]], [{...BRAKE, noiseFloor}]).findings[0];
};

describe("experimentFindings([a, b], measures)", () => {
  it("closed form: 10 m later with ±1 m in each group of four is Welch's difference, interval and p", () => {
    const finding = braking([99, 101, 99, 101], [109, 111, 109, 111]);
    expect(checkFinding(finding)).toEqual([]);
    // variances of 4/3, standard error √(2/3), six degrees of freedom: t(0.975) = 2.446912
    const reach = 2.446912 * Math.sqrt(2 / 3);
    expect(finding).toMatchObject({status: "found", reason: null, value: 10, noiseFloor: 1.6, more: null});
    expect(finding.interval![0]).toBeCloseTo(10 - reach, 5);
    expect(finding.interval![1]).toBeCloseTo(10 + reach, 5);
    expect(finding.groups).toMatchObject({answer: "difference", means: [100, 110], matters: 3});
    expect(finding.groups!.df).toBeCloseTo(6, 9);
    // two-sided p of t = 12.247449 with six degrees of freedom, by the closed form of its distribution
    const theta = Math.atan(12.247449 / Math.sqrt(6));
    const within = Math.sin(theta) * (1 + Math.cos(theta) ** 2 / 2 + (3 / 8) * Math.cos(theta) ** 4);
    expect(finding.chance! / (1 - within)).toBeCloseTo(1, 4);
    expect(finding.n).toEqual({laps: 4, referenceLaps: 4, pairings: 0, sameSign: 0, leftOut: 0});
    expect([finding.subject.session, finding.reference.session]).toEqual(["b", "a"]);
    expect(finding.evidence).toHaveLength(8);
    expect(finding.evidence[0]).toEqual({session: "b", car: 3, lap: 1, fromM: 900, toM: 1100});
    expect(finding.text).toBe(
      "Turn 6 brake point: a difference, p < 0.001; B − A +10.0 m (95 % interval +8.0 to +12.0), 4 and 4 laps, A 100.0 m",
    );
  });

  it("a difference within what the recordings resolve is not found, however many laps show it", () => {
    const finding = braking([99, 101, 99, 101], [109, 111, 109, 111], 12);
    expect(checkFinding(finding)).toEqual([]);
    expect(finding).toMatchObject({status: "not resolved", groups: {answer: "difference"}, more: null});
    expect(finding.reason).toBe("+10.0 m is within the ±12.0 m that these recordings resolve");
    expect(braking([99, 101, 99, 101], [109, 111, 109, 111], Number.NaN).status).toBe("not resolved");
  });

  it("what would be found alone is a hint among many measures, in the words of page, text and JSON", () => {
    const source = random(11);
    const names = Array.from({length: 20}, (_, i) => `Turn 6 brake point ${i}`);
    const measures = names.map((name) => ({...BRAKE, name, noiseFloor: 0.1}));
    // only the first differs: by 6.5 m where laps scatter by 6 m
    const laps = (session: string, by: number) =>
      Array.from({length: 8}, (_, i) =>
        lap(session, i + 1, Object.fromEntries(names.map((name, m) => [name, 6 * source.normal() + (m ? 0 : by)]))),
      );
    const {findings} = experimentFindings([side("a", laps("a", 0)), side("b", laps("b", 8))], measures);
    const [hint] = findings;
    expect(hint.groups!.p).toBeLessThan(0.05);
    expect(hint.chance).toBeGreaterThan(0.05);
    expect(hint).toMatchObject({status: "not resolved", groups: {answer: "underpowered"}});
    expect(hint.reason).toMatch(
      /^a hint: apart from 0 taken alone, not among 20 measures; about \d+ more laps? of both/,
    );
    expect(hint.text).toContain(hint.reason!);
    // what settles it is a difference of the size seen, not the smallest that matters: 8 m of 6 m scatter, each of 20 tested at 0.05 / 20
    expect(hint.more!.laps).toBe(
      valuesNeeded(hint.value!, Math.hypot(...hint.groups!.deviations) / Math.SQRT2, {alpha: 0.05 / 20}) - 8,
    );
    expect(hint.more!.laps).toBeLessThan(40);
    for (const {reason, interval} of findings.filter(({status}) => status === "not resolved"))
      expect(reason!.startsWith("a hint")).toBe(interval![0] > 0 || interval![1] < 0);
    expect(
      experimentFindings([side("a", laps("a", 0)), side("b", laps("b", 8))], [measures[0]]).findings[0].reason ?? "",
    ).not.toContain("hint");
  });

  it("few laps are not resolved, with the number of laps more that would do; no number of them is no answer", () => {
    const few = braking([90, 100, 110], [91, 103, 112]);
    expect(checkFinding(few)).toEqual([]);
    expect(few).toMatchObject({status: "not resolved", groups: {answer: "underpowered"}, more: {of: "both"}});
    expect(few.reason).toContain(`about ${few.more!.laps} more laps of both would settle it`);
    // σ = 10 m, 3 m with a power of 80 %: 2 (1.96 + 0.84)² 100 / 9 = 174 laps, of which there are 3
    expect(few.more!.laps).toBeGreaterThan(165);
    expect(few.more!.laps).toBeLessThan(190);
    const hopeless = braking([0, 9e4, 18e4], [1, 9e4, 18e4]);
    expect([hopeless.more, hopeless.reason]).toEqual([null, expect.stringContaining("would not settle it")]);
    const equal = braking([100, 100.1, 100.2, 100.1], [100.1, 100.2, 100, 100.1]);
    // nearest to the mean first
    expect(few.evidence.map(({lap: n}) => n)).toEqual([2, 3, 1, 2, 1, 3]);
    expect([equal.status, equal.reason]).toEqual(["not resolved", "no difference of 3 m or more"]);
    expect(checkFinding(equal)).toEqual([]);
  });

  it("what laps lack is unavailable with the reason; an empty group too", () => {
    const none = braking([99, 101, 99], []);
    expect(checkFinding(none)).toEqual([]);
    expect(none).toMatchObject({status: "unavailable", value: null, groups: null, interval: null, resolves: null});
    expect(none.text).toBe(
      "Turn 6 brake point: unavailable, 0 laps with this measure in one group, 3 are needed: no brake channel",
    );
    for (const {status} of experimentFindings([side("a", []), side("b", [])], TIMES).findings)
      expect(status).toBe("unavailable");
  });

  it("speeds are SI and worded in km/h; sectors lie where they lie, or anywhere in the lap; each question has its own id", () => {
    const source = random(8);
    const group = (session: string, speed: number) =>
      side(
        session,
        Array.from({length: 40}, (_, i) =>
          lap(session, i, {
            "lap time": 90 + source.normal(),
            "sector 2": 30,
            [SPEED.name]: (speed + source.normal()) / 3.6,
          }),
        ),
      );
    const {findings} = experimentFindings([group("a", 90), group("b", 93)], [...TIMES, SPEED]);
    expect(findings.flatMap(checkFinding)).toEqual([]);
    const speed = findings[4];
    expect(speed).toMatchObject({status: "found", unit: "m/s"});
    expect(Math.abs(speed.value! - 3 / 3.6)).toBeLessThan(0.3);
    expect(speed.text).toMatch(/^Turn 6 minimum speed: a difference.*B − A \+[23]\.\d km\/h .*A (89|90)\.\d km\/h$/);
    // at most 64 pieces of evidence, of both groups
    expect(new Set(speed.evidence.map(({session}) => session))).toEqual(new Set(["a", "b"]));
    expect(findings.map(({place}) => [place.kind, place.fromM, place.toM])).toEqual([
      ["lap", 0, 5000],
      ["sector", 0, 1500],
      ["sector", 1500, 3200],
      ["sector", 3200, 5000],
      ["corner", 900, 1100],
    ]);
    expect(new Set(findings.map(({id}) => id)).size).toBe(5);
    const [, unknown] = timeMeasures({...CIRCUIT, lengthM: Number.NaN, sectorStartsM: null});
    expect([unknown.place.fromM, unknown.place.toM]).toEqual([0, 0]);
  });

  it("null test: of 200 random splits of one driver's laps about 5 % have any finding, and far fewer of the measures one; all are sound", () => {
    const source = random(131);
    const all = Array.from({length: 20}, (_, i): ExperimentLap => {
      const common = source.normal();
      const value = (scatter: number) => scatter * (0.6 * common + 0.8 * source.normal());
      return lap("a", i, {
        ...{"lap time": 90 + value(0.3), "sector 1": 30 + value(0.1), "sector 2": 30 + value(0.1)},
        ...{"sector 3": 30 + value(0.1), [BRAKE.name]: 950 + value(6), [SPEED.name]: 25 + value(1)},
      });
    });
    let [claimed, ofMeasures] = [0, 0];
    for (let split = 0; split < 200; split++) {
      const keyed = all.map((one) => ({one, key: source.next()})).toSorted((x, y) => x.key - y.key);
      const [a, b] = [keyed.slice(0, 10), keyed.slice(10)].map((half) =>
        side(
          "a",
          half.map(({one}) => one),
        ),
      );
      const {findings} = experimentFindings([a, b], [...TIMES, BRAKE, SPEED], {rounds: 3});
      const found = findings.filter(({status}) => status === "found").length;
      if (found) claimed++;
      ofMeasures += found;
      expect(findings.flatMap(checkFinding)).toEqual([]);
    }
    // 5 % with two standard errors
    expect(claimed / 200).toBeLessThan(0.081);
    expect(ofMeasures / 1200).toBeLessThan(0.025);
  });
});

it("checkFinding(value) finds what contradicts itself in an experiment's record", () => {
  const of = (change: (finding: Finding) => void) => {
    const finding = structuredClone(braking([99, 101, 99, 101], [109, 111, 109, 111]));
    change(finding);
    finding.id = findingId(finding);
    return checkFinding(finding);
  };
  expect(of((f) => (f.groups!.means = [100, 109]))).toEqual(["value is not the difference of the means"]);
  expect(of((f) => (f.groups!.answer = "equal enough"))).toEqual(["found where the groups do not differ"]);
  expect(of((f) => (f.groups = null))).toEqual(["groups belong to the value of an experiment"]);
  expect(of((f) => (f.about = "driver"))).toEqual(["a group of another kind"]);
  expect(of((f) => (f.groups!.deviations = [1] as never))).toEqual(["invalid groups"]);
});
