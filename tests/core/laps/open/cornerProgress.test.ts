import {afterAll, beforeAll, expect, it} from "vitest";
import {folderArchive} from "../../../../loaders/archive/folderArchive.js";
import {cornerProgress} from "../../../../src/core/laps/open/cornerProgress.js";
import {sessionPaces} from "../../../../src/core/laps/progress/sessionPaces.js";
import {random} from "../../../../src/core/signal/random.js";
import {writeDrivenSession} from "../../../support/drivenSession.js";
import {ramp} from "../../../support/gridLaps.js";
import {temporaryFolder} from "../../../support/server.js";

const IDS = ["20260101-100000-aaaaaa", "20260102-100000-bbbbbb", "20260103-100000-cccccc"];
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const source = random(4);
  // Monza: the first chicane at 80, 85 and 90 km/h; everything else alike but for the scatter
  for (const [i, id] of IDS.entries()) {
    const laps = Array.from({length: 4}, () => {
      const [least, top] = [80 + 5 * i + 0.4 * source.normal(), 290 + source.normal()];
      return {speedKmh: ramp([0, top], [560, top], [690, least], [780, least], [1000, top])};
    });
    await writeDrivenSession(folder.path, id, "monza", laps, {startedAt: `2026-01-0${i + 1}T10:00:00.000Z`});
  }
});
afterAll(() => folder.remove());

it("cornerProgress(archive, sessions) finds the time of a faster chicane in its corners, and none elsewhere", async () => {
  const archive = folderArchive(folder.path);
  const driven = await Promise.all(IDS.map(async (id) => ({...(await archive.session(id)), car: 0})));
  let read = 0;
  const found = (await cornerProgress(archive, sessionPaces(driven).sessions, {onRead: (laps) => (read = laps)}))!;
  expect(found.sessions).toEqual(IDS.map((session) => ({session, laps: 4})));
  expect(read).toBe(12);
  const [chicane, ...others] = found.corners;
  // 90 m at 80 and at 90 km/h, and the same roads down to them and up from them, which are longer
  const even = 90 * 3.6 * (1 / 90 - 1 / 80);
  expect(chicane.change!.difference).toBeLessThan(0.9 * even);
  expect(chicane.change!.high).toBeLessThan(0);
  expect(chicane.medianS[0]).toBeGreaterThan(chicane.medianS[1]);
  expect(chicane.medianS[1]).toBeGreaterThan(chicane.medianS[2]);
  const later = others.filter(({medianS}) => medianS[0] > 0).slice(1);
  expect(later.filter(({change}) => change!.low > 0 || change!.high < 0).length).toBeLessThanOrEqual(1);
});
