import {describe, expect, it} from "vitest";
import {type ExperimentLap, type ExperimentMeasure, runExperiment} from "../../../src/core/findings/experiment.js";
import {experimentLap, TIME_MEASURES} from "../../../src/core/findings/experimentLaps.js";
import {judgeLaps} from "../../../src/core/laps/pace/judgeLaps.js";
import {type Random, random} from "../../../src/core/signal/random.js";
import {readShared} from "../../support/logFiles.js";
import {sharedData} from "../../support/sharedData.js";

const MEASURES: ExperimentMeasure[] = [
  {name: "lap time", unit: "s", matters: 0.2},
  {name: "brake point", unit: "m", matters: 3},
  {name: "minimum speed", unit: "m/s", matters: 0.5},
  {name: "exit speed", unit: "m/s", matters: 0.5},
];
const SCATTER = [0.25, 4, 0.4, 0.5];

/** n laps with normal scatter and measures that go with the lap time, as they do; `shift` is added to each measure. */
function laps(source: Random, n: number, {group = "a", shift = [0, 0, 0, 0], first = 0} = {}): ExperimentLap[] {
  return Array.from({length: n}, (_, i) => {
    const common = source.normal();
    const value = (m: number) => 90 + shift[m] + SCATTER[m] * (0.6 * common + 0.8 * source.normal());
    const values: Record<string, number> = Object.fromEntries(MEASURES.map(({name}, m) => [name, value(m)]));
    return {name: `s:0:${group}${i}`, lapTimeMs: 1000 * values["lap time"], order: first + 2 * i, values};
  });
}
const quick = {rounds: 200};
const fast = {rounds: 3};

describe("runExperiment(a, b, measures)", () => {
  it("null test: of 200 random splits of one driver's laps, fewer than one in twelve claims any difference (5 % are allowed)", () => {
    const source = random(31);
    const all = laps(source, 24);
    let claimed = 0;
    for (let split = 0; split < 200; split++) {
      const keyed = all.map((lap) => ({lap, key: source.next()})).sort((x, y) => x.key - y.key);
      const shuffled = keyed.map(({lap}) => lap);
      const {results} = runExperiment(shuffled.slice(0, 12), shuffled.slice(12), MEASURES, fast);
      if (results.some(({status}) => status === "difference")) claimed++;
    }
    expect(claimed / 200).toBeLessThan(0.083);
  });

  it("null test over 300 pairs of groups of one driver: the share of pairs with any claim is below α, whatever it is", () => {
    const source = random(32);
    const claims = [0, 0];
    for (let pair = 0; pair < 300; pair++) {
      const [a, b] = [laps(source, 8), laps(source, 6)];
      for (const [k, alpha] of [0.05, 0.2].entries())
        if (runExperiment(a, b, MEASURES, {...fast, alpha}).results.some(({status}) => status === "difference"))
          claims[k]++;
    }
    // three standard errors above; measures that go together make Holm's bound a little strict
    expect(claims[0] / 300).toBeLessThan(0.088);
    expect(claims[1] / 300).toBeLessThan(0.27);
    expect(claims[1] / 300).toBeGreaterThan(0.08);
  });

  it("planted 12 m earlier braking and 0.5 s: found with their intervals, and hardly anything else is claimed", () => {
    const source = random(33);
    let [found, covered, elsewhere] = [0, 0, 0];
    for (let pair = 0; pair < 200; pair++) {
      const b = laps(source, 10, {shift: [0.5, -12, 0, 0]});
      const [time, brake, ...others] = runExperiment(laps(source, 10), b, MEASURES, fast).results;
      if (time.status === "difference" && brake.status === "difference") found++;
      if (brake.welch!.low <= -12 && brake.welch!.high >= -12) covered++;
      elsewhere += others.filter(({status}) => status === "difference").length;
    }
    expect(found / 200).toBeGreaterThan(0.85);
    expect(Math.abs(covered / 200 - 0.95)).toBeLessThan(0.047);
    expect(elsewhere / 400).toBeLessThan(0.06);
  });

  it("the number of laps that it asks for finds a difference that matters in four of five", () => {
    const source = random(34);
    const [, {lapsNeeded}] = runExperiment(laps(source, 200), laps(source, 200), MEASURES, fast).results;
    expect(lapsNeeded).toBeGreaterThan(20);
    let found = 0;
    for (let pair = 0; pair < 150; pair++) {
      const b = laps(source, lapsNeeded, {shift: [0, 3, 0, 0]});
      if (runExperiment(laps(source, lapsNeeded), b, MEASURES, fast).results[1].status === "difference") found++;
    }
    expect(found / 150).toBeGreaterThan(0.7);
    expect(found / 150).toBeLessThan(0.93);
  });

  it("few laps are underpowered, and it says how many would do; many laps without a difference are equal enough", () => {
    const source = random(35);
    const few = runExperiment(laps(source, 4), laps(source, 4), MEASURES, quick).results[1];
    expect(few.status).toBe("underpowered");
    expect(few.lapsNeeded).toBeGreaterThan(4);
    expect(few.detectable).toBeGreaterThan(few.measure.matters);
    expect(few.limitations).toEqual(["4 laps in one group: an indication at most"]);
    const many = runExperiment(laps(source, 200), laps(source, 200), MEASURES, quick).results;
    expect(many.map(({status}) => status)).toEqual(Array(4).fill("equal enough"));
  });

  it("an interval that holds a difference that would matter on one side only is underpowered too", () => {
    const group = (points: number[]) =>
      points.map((point, i) => ({name: `${i}`, lapTimeMs: 90_000, order: i, values: {"brake point": point}}));
    const [result] = runExperiment(group([100, 104, 96, 102, 98]), group([98, 101, 94, 100, 95]), [
      MEASURES[1],
    ]).results;
    expect(result.welch!.high).toBeLessThan(3);
    expect(result.welch!.low).toBeLessThan(-3);
    expect(result.status).toBe("underpowered");
  });

  it("fewer than three laps, or a measure that a group does not have, are unavailable", () => {
    const source = random(36);
    const without = laps(source, 6).map((lap) => ({
      ...lap,
      values: {...lap.values, "brake point": null, "exit speed": Number.NaN},
    }));
    const [time, brake, , exit] = runExperiment(laps(source, 6), without, MEASURES, quick).results;
    expect(time.welch).not.toBeNull();
    for (const result of [brake, exit]) {
      expect(result).toMatchObject({
        status: "unavailable",
        welch: null,
        bootstrap: null,
        adjustedP: Number.NaN,
        n: [6, 0],
      });
      expect(result.limitations[0]).toMatch(/^0 laps with this measure/);
    }
    expect(runExperiment(laps(source, 2), laps(source, 9), MEASURES).results[0].status).toBe("unavailable");
    const [single] = runExperiment(laps(source, 1), laps(source, 9), MEASURES).results;
    expect(single.limitations[0]).toMatch(/^1 lap with this measure/);
    expect(runExperiment([], [], MEASURES).results.map(({status}) => status)).toEqual(Array(4).fill("unavailable"));
    const constant = laps(source, 4).map((lap) => ({...lap, values: {"brake point": 7}}));
    expect(runExperiment(constant, constant, MEASURES).results[1].limitations[0]).toMatch(/spread is not known/);
  });

  it("blunders are left out of both groups by one fence on the lap time, by name; a slower group is none", () => {
    const source = random(37);
    const a = laps(source, 8);
    const b = laps(source, 8, {group: "b", shift: [6, 0, 0, 0]});
    a[3] = {...a[3], lapTimeMs: 99_000};
    const {leftOut, results} = runExperiment(a, b, MEASURES, quick);
    expect(leftOut).toEqual([["s:0:a3"], []]);
    expect(results[0].n).toEqual([7, 8]);
    expect(results[0].status).toBe("difference");
  });

  it("never takes the fastest of a group: groups that differ by their spread only are not called different", () => {
    const source = random(38);
    const wider = (lap: ExperimentLap) => ({...lap, values: {"lap time": 90 + 3 * (lap.values["lap time"]! - 90)}});
    let claimed = 0;
    for (let pair = 0; pair < 200; pair++) {
      const wide = laps(source, 12).map(wider);
      if (runExperiment(laps(source, 6), wide, [MEASURES[0]], fast).results[0].status === "difference") claimed++;
    }
    expect(claimed / 200).toBeLessThan(0.1);
  });

  it("says when one group was driven after the other, or in an order that is not known", () => {
    const source = random(39);
    const note = (b: ExperimentLap[]) => runExperiment(laps(source, 6), b, MEASURES, quick).limitations.join();
    expect(note(laps(source, 6, {first: 1}))).toBe("");
    expect(note(laps(source, 6, {first: 100}))).toMatch(/driven after the other/);
    expect(note(laps(source, 6).map(({order, ...lap}) => lap))).toMatch(/order .* not known/);
  });

  it("repeats for a seed", () => {
    const source = random(40);
    const [a, b] = [laps(source, 6), laps(source, 6)];
    expect(runExperiment(a, b, MEASURES, {seed: 4})).toEqual(runExperiment(a, b, MEASURES, {seed: 4}));
  });
});

const DAY = "real-f1/2026_bahrain_test/practice_3/HAM/laptimes.json";

describe.skipIf(!sharedData(DAY))(
  "runExperiment of the real lap times of one driver on one day, split at random 200 times",
  () => {
    const {laps: rows, session} = sharedData(DAY) ? readShared(DAY).session : {laps: [], session: undefined!};
    const real = rows.length
      ? judgeLaps(rows, session).flatMap(({row, leftOut}): ExperimentLap[] =>
          leftOut && leftOut !== "much slower" ? [] : [experimentLap(`s:0:${row.lap}`, row, {order: row.lap})],
        )
      : [];
    /** The share of splits that claim any difference, with the times of one half raised. */
    const claims = (seed: number, raised: number) => {
      const source = random(seed);
      let claimed = 0;
      for (let split = 0; split < 200; split++) {
        const keyed = real.map((lap) => ({lap, key: source.next()})).sort((x, y) => x.key - y.key);
        const [a, b] = [keyed.slice(0, keyed.length / 2), keyed.slice(keyed.length / 2)].map((half) =>
          half.map(({lap}) => lap),
        );
        const slower = b.map((lap) => ({
          ...lap,
          lapTimeMs: lap.lapTimeMs + 1000 * raised,
          values: {...lap.values, "lap time": lap.values["lap time"]! + raised},
        }));
        const {results} = runExperiment(a, slower, TIME_MEASURES, fast);
        if (raised ? results[0].status === "difference" : results.some(({status}) => status === "difference"))
          claimed++;
      }
      return claimed / 200;
    };

    it("claims nothing where nothing was changed, in all but 5 % or so of the splits", () => {
      expect(real.length).toBeGreaterThan(60);
      expect(claims(1, 0)).toBeLessThan(0.083);
    });

    it("finds 2 s that were added to one half", () => {
      expect(claims(2, 2)).toBeGreaterThan(0.9);
    });
  },
);
