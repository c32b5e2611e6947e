import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {folderArchive} from "../../../../loaders/archive/folderArchive.js";
import {fastestByPart} from "../../../../src/core/findings/sectors/fastestByPart.js";
import {dominanceParts, openDominance} from "../../../../src/core/findings/sectors/openDominance.js";
import {miniSectorParts, openSectors} from "../../../../src/core/findings/sectors/openSectors.js";
import {partSummary} from "../../../../src/core/findings/sectors/partSummary.js";
import {carBests} from "../../../../src/core/laps/open/carBests.js";
import {gridLapOf, ramp} from "../../../support/gridLaps.js";

const archive = folderArchive(fileURLToPath(new URL("../../../../recordings/", import.meta.url)));
const STEADY = "20260301-140000-906dfc";
const CAUTIOUS = "20260301-150000-ea4ca3";
const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

it("partSummary(times) has the best with its lap, and a mean without laps that took much longer", () => {
  const {best, meanS, n, leftOut} = partSummary([3.1, Number.NaN, 3, 3.2, 3.1, 3.1, 9]);
  expect(best).toEqual({timeS: 3, lap: 2});
  expect(meanS).toBeCloseTo(3.1, 9);
  expect([n, leftOut]).toEqual([6, 1]);
  // of four laps nobody knows which is the blunder
  expect(partSummary([3, 3, 3, 9]).leftOut).toBe(0);
  expect(partSummary([Number.NaN]).best).toBeNull();
});

it("fastestByPart(laps, bounds) finds the planted winner of each part, and no winner within a frame", () => {
  const even = gridLapOf(1000, {speedKmh: () => 180});
  // 36 km/h faster in the second part of three, 0.1 km/h in the third
  const other = gridLapOf(1000, {
    speedKmh: ramp([400, 180], [401, 216], [599, 216], [600, 180], [800, 180], [801, 180.1]),
  });
  const parts = fastestByPart([{grid: even}, {grid: other}], [0, 400, 600, 1000]);
  expect(parts[1]).toMatchObject({fromM: 400, toM: 600, fastest: 1});
  // 200 m at 50 and at 60 m/s
  expect(parts[1].marginS).toBeCloseTo(4 - 200 / 60, 2);
  expect(parts[1].marginS).toBeGreaterThan(parts[1].floorS);
  expect(parts[2].fastest).toBe(1);
  expect(parts[2].marginS).toBeLessThan(parts[2].floorS);
  const [alone] = fastestByPart([{grid: even}], [0, 1000]);
  expect([alone.fastest, alone.marginS]).toEqual([0, Number.NaN]);
});

describe("openSectors(archive, request) of a bundled session", () => {
  it("has the same bests as `laps --bests`, and official sectors that sum to the laps", async () => {
    const opened = await openSectors(archive, {session: CAUTIOUS});
    const archived = await archive.session(CAUTIOUS);
    const bests = await carBests(archive, archived, 0);
    expect(opened.bests.corners!.timeS).toBeCloseTo(bests!.corners!.timeS, 9);
    expect(opened.bests.rolling).toEqual(bests!.rolling);
    expect(opened.laps.map(({lap}) => lap)).toEqual(bests!.laps.map(({lap}) => lap));
    const {sectors, sectorsFrom, laps} = opened;
    expect(sectorsFrom).toBe("official");
    laps.forEach(({grid}, i) => {
      expect(total(sectors!.map(({times}) => times[i]))).toBeCloseTo(grid.lapTimeS!, 2);
    });
    // what the best sectors lose or gain is the theoretical best of the session's page
    const rows = archived.laps.filter((row) => row.valid && row.lapTimeMs);
    const official = (["sector1Ms", "sector2Ms", "sector3Ms"] as const).map((name) =>
      Math.min(...rows.flatMap((row) => row[name] || Infinity)),
    );
    expect(sectors!.map(({best}) => Math.round(1000 * best!.timeS))).toEqual(official);
  });

  it("mini-sectors of any number add up to each lap, and lie in one sector each", async () => {
    const opened = await openSectors(archive, {session: CAUTIOUS, reference: {session: STEADY, car: 0}});
    const {laps, reference, sectorStartsM} = opened;
    expect(reference.session).toBe(STEADY);
    for (const count of [25, 3, 60]) {
      const parts = miniSectorParts(opened, count);
      expect(parts).toHaveLength(count);
      laps.forEach(({grid}, i) => {
        expect(total(parts.map(({times}) => times[i]))).toBeCloseTo(grid.lapTimeS!, 9);
      });
      expect(total(parts.map(({referenceS}) => referenceS))).toBeCloseTo(reference.grid.lapTimeS!, 9);
      for (const start of sectorStartsM!) expect(parts.some(({fromM}) => fromM === start)).toBe(true);
    }
    // the simulator's cautious driver is slower than its steady one nearly everywhere, by more than a frame somewhere
    const lost = miniSectorParts(opened).map(({meanS, referenceS, floorS}) => [meanS - referenceS, floorS]);
    expect(lost.filter(([seconds]) => seconds > 0).length).toBeGreaterThan(20);
    expect(lost.some(([seconds, floor]) => seconds > floor)).toBe(true);
  });

  it("against the theoretical best no sum of parts is faster than that lap by more than joins may hide", async () => {
    const opened = await openSectors(archive, {session: CAUTIOUS, reference: "theoretical best"});
    expect(opened.why).toMatch(/^your theoretical best/);
    expect(opened.reference.grid.lapTimeS).toBeCloseTo(opened.bests.corners!.timeS, 9);
    // a lap put together has no official sectors: they are cut from it
    expect(total(opened.sectors!.map(({referenceS}) => referenceS))).toBeCloseTo(opened.bests.corners!.timeS, 6);
  });

  it("openDominance(archive, laps): the lap times add up, and the faster driver has more mini-sectors", async () => {
    const opened = await openDominance(archive, [
      {session: CAUTIOUS, car: 0, lap: 1},
      {session: STEADY, car: 0, lap: 2},
    ]);
    const parts = dominanceParts(opened, 40);
    opened.laps.forEach(({grid}, i) => {
      expect(total(parts.map(({times}) => times[i]))).toBeCloseTo(grid.lapTimeS!, 9);
    });
    const wins = [0, 1].map((i) => parts.filter((part) => part.fastest === i && part.marginS > part.floorS).length);
    expect(wins[1]).toBeGreaterThan(wins[0]);
    await expect(openDominance(archive, [{session: STEADY, car: 0, lap: 2}])).rejects.toThrow(/no lap can be compared/);
  });
});
