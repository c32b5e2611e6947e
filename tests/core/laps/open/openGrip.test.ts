import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {folderArchive} from "../../../../loaders/archive/folderArchive.js";
import {ggCells} from "../../../../src/core/laps/accelerations/ggCells.js";
import {timeAt, timeAtOver} from "../../../../src/core/laps/conditions/timeAt.js";
import {carConsistency} from "../../../../src/core/laps/open/carConsistency.js";
import {openGrip} from "../../../../src/core/laps/open/openGrip.js";

const archive = folderArchive(fileURLToPath(new URL("../../../../recordings/", import.meta.url)));
const STEADY = "20260301-140000-906dfc";

it("ggCells(laps) shares out the time by cells around multiples of their width, gaps left out", () => {
  const lap = {
    time: [0, 1, 2, 3, 10],
    breaks: [0, 0, 0, 0, 1],
    g: {lateral: [0, 0.04, 1.02, 1, 9], longitudinal: [0, 0, -2, -2.04, Number.NaN]},
  };
  const cells = ggCells([lap, {time: [0, 1], g: null}], 0.1);
  expect(cells.map(({lateral, longitudinal, seconds}) => [lateral, longitudinal, seconds])).toEqual([
    [0, 0, 1.5],
    [1, -2, 1.5],
  ]);
});

it("timeAtOver(laps, edges) is the sum of the laps' histograms", () => {
  const laps = [
    {time: [0, 1, 2], values: [0, 5, 15]},
    {time: [0, 2], values: [5, Number.NaN]},
  ];
  const all = timeAtOver(laps, [0, 10, 20]);
  const each = laps.map(({time, values}) => timeAt(time, values, [0, 10, 20]));
  expect([...all.seconds]).toEqual([0, 1].map((i) => each[0].seconds[i] + each[1].seconds[i]));
  expect(all.unknownS).toBe(1);
});

it("openGrip(archive, session, cars): verified axes, the pedals of the laps, the map that `statistics --corners` has", async () => {
  const archived = await archive.session(STEADY);
  const {drivers, opened} = await openGrip(archive, archived, [0]);
  const [own] = drivers;
  expect(own.isPace).toBe(true);
  expect(own.checks.lateral.status).toBe("verified");
  expect(own.envelope!.radius.some((g) => g > 3)).toBe(true);
  for (const {row, pedals, envelope, time} of own.laps) {
    expect(pedals!.fullThrottle).toBeCloseTo(row.fullThrottle!, 2);
    expect(pedals!.knownS + pedals!.unknownS).toBeCloseTo(time[time.length - 1] - time[0], 6);
    // a lap's limits are within those of all laps, but for the two per cent beyond
    expect(Math.max(...envelope!.radius.filter(Number.isFinite))).toBeLessThan(
      1.1 * Math.max(...own.envelope!.radius.filter(Number.isFinite)),
    );
  }
  const printed = await carConsistency(archive, archived, 0, own.checks);
  expect(own.map!.use).toEqual(printed!.grip!.use);
  expect(opened!.source).toBe(printed!.source);
});

it("openGrip(archive, session, cars) of laps that do not show the pace takes those with samples, and has no map", async () => {
  const archived = await archive.session(STEADY);
  const laps = archived.laps.map((row) => ({...row, valid: false}));
  const {drivers, opened} = await openGrip(archive, {...archived, laps}, [0]);
  expect(drivers[0]).toMatchObject({isPace: false, map: undefined});
  expect(drivers[0].laps.length).toBe(archived.laps.filter(({file}) => file).length);
  expect(opened).toBeNull();
});
