import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {folderArchive} from "../../../../loaders/archive/folderArchive.js";
import {cornerSpreads} from "../../../../src/core/findings/consistency/cornerSpread.js";
import {cornerTrends} from "../../../../src/core/findings/consistency/cornerTrends.js";
import {openConsistency} from "../../../../src/core/findings/consistency/openConsistency.js";
import {carConsistency} from "../../../../src/core/laps/open/carConsistency.js";
import {random} from "../../../../src/core/signal/random.js";
import {madeComparison} from "../../../support/madeDebrief.js";

const archive = folderArchive(fileURLToPath(new URL("../../../../recordings/", import.meta.url)));
const STEADY = "20260301-140000-906dfc";

it("cornerSpreads(laps, pieces): the planted spread of minimum speeds is resolved, an equal corner is not", () => {
  const laps = [100, 104, 108, 112].map((first, i) => ({lap: i + 1, first, second: 120}));
  const {comparison} = madeComparison(laps, [{lap: 9, first: 100, second: 120}]);
  const [first, second] = cornerSpreads(comparison.laps, comparison.pieces);
  expect([...first.values["minimum speed"].byLap]).toEqual([100, 104, 108, 112]);
  // of an arithmetic progression: 4 √(5/3)
  expect(first.values["minimum speed"].scatter!.deviation).toBeCloseTo(4 * Math.sqrt(5 / 3), 9);
  expect(first.values["minimum speed"]).toMatchObject({isResolved: true, floor: expect.closeTo(1, 9)});
  expect(first.values.time.isResolved).toBe(true);
  // a frame of 1/60 s
  expect(first.values.time.floor).toBeCloseTo(1 / 60, 9);
  expect(second.values["minimum speed"].isResolved).toBe(false);
  expect(second.values.time.isResolved).toBe(false);
});

it("cornerSpreads(laps, pieces): one lap far off is an outlier beside the spread of the others; of four laps none is", () => {
  const speeds = [100, 104, 108, 112, 106, 40];
  const spread = (values: number[]) => {
    const laps = values.map((first, i) => ({lap: i + 1, first, second: 120}));
    const {comparison} = madeComparison(laps, [{lap: 9, first: 100, second: 120}]);
    return cornerSpreads(comparison.laps, comparison.pieces)[0].values["minimum speed"];
  };
  const {scatter, outliers} = spread(speeds);
  expect(outliers).toEqual([40]);
  // of 100, 104, 106, 108 and 112
  expect([scatter!.n, scatter!.deviation]).toEqual([5, expect.closeTo(Math.sqrt(20), 9)]);
  expect(spread(speeds.slice(0, 5)).outliers).toEqual([]);
  expect(spread([100, 104, 108, 40]).outliers).toEqual([]);
  // whole km/h: most are equal, and one more is none
  expect(spread([100, 100, 100, 100, 101]).outliers).toEqual([]);
});

it("cornerSpreads(laps, pieces, stint): a planted trend is claimed, not one below what a frame resolves", () => {
  const speeds = [100, 103, 106, 109, 112].map((first, i) => ({lap: i + 1, first, second: 120 + i / 10}));
  const {comparison} = madeComparison(speeds, [{lap: 9, first: 100, second: 120}]);
  const [first, second] = cornerSpreads(comparison.laps, comparison.pieces, [1, 2, 3, 4, 5]);
  expect(first.trend).toMatchObject({n: 5, isFound: true});
  expect(first.trend!.slopeS).toBeLessThan(0);
  expect(second.trend!.reachS).toBeLessThan(Math.abs(second.trend!.slopeS));
  expect(second.trend!.isFound).toBe(false);
});

it("cornerSpreads(laps, pieces) says why a measure is missing, and claims nothing of one lap", () => {
  const {comparison} = madeComparison(
    [{lap: 1, first: 100, second: 120, brake: false}],
    [{lap: 9, first: 1, second: 1}],
  );
  const [{values, trend}] = cornerSpreads(comparison.laps, comparison.pieces, [1]);
  expect(values["brake point"]).toMatchObject({scatter: undefined, because: "no brake channel", isResolved: null});
  expect(values.time.isResolved).toBeNull();
  expect(trend).toBeNull();
});

it("cornerTrends(times, laps) finds a planted trend within its interval, and of the stint's laps only", () => {
  const source = random(5);
  const normal = () => source.normal();
  const laps = Array.from({length: 14}, (_, i) => (i < 12 ? i + 1 : Number.NaN));
  const drifting = laps.map((lap) => (Number.isNaN(lap) ? 99 : 5 + 0.01 * lap + 0.005 * normal()));
  // the same backwards: its slope is 0
  const still = laps.map((_, i) => 5 + 0.005 * ((i * (11 - i)) % 3));
  const [drift, none] = cornerTrends([drifting, still], laps);
  expect(drift).toMatchObject({n: 12, isFound: true});
  expect(Math.abs(drift!.slopeS - 0.01)).toBeLessThan(drift!.reachS);
  expect(none!.slopeS).toBeCloseTo(0, 12);
  expect(none!.isFound).toBe(false);
  expect(
    cornerTrends(
      [drifting],
      laps.map((lap) => (lap < 4 ? lap : Number.NaN)),
    ),
  ).toEqual([null]);
});

it("null test: of 18 corners without a trend, any is claimed in fewer than 8 % of 200 stints", () => {
  const source = random(11);
  const normal = () => source.normal();
  const laps = [1, 2, 3, 4, 5, 6, 7, 8];
  const claims = Array.from({length: 200}, () =>
    cornerTrends(
      Array.from({length: 18}, () => laps.map(() => normal())),
      laps,
    ).some((trend) => trend!.isFound),
  ).filter(Boolean).length;
  // 5 % and two standard errors
  expect(claims).toBeLessThan(17);
});

it("openConsistency(archive, session, cars) has the scatters that `statistics --corners` prints", async () => {
  const archived = await archive.session(STEADY);
  const printed = await carConsistency(archive, archived, 0);
  const {drivers, opened} = (await openConsistency(archive, archived, [0]))!;
  const [own] = drivers;
  expect(own.laps.map(({name}) => name.lap)).toEqual(printed!.laps);
  for (const [k, {name, values}] of own.corners.entries()) {
    expect(name).toBe(printed!.corners[k].name);
    expect(values.time.scatter).toEqual(printed!.corners[k].values.time);
    expect(values["exit speed"].scatter).toEqual(printed!.corners[k].values["exit speed"]);
  }
  expect(own.line!.spread).toEqual(printed!.line!.spread);
  expect(opened.source).toBe(printed!.source);
  expect(await openConsistency(archive, {...archived, laps: archived.laps.slice(0, 1)}, [0])).toBeNull();
});
