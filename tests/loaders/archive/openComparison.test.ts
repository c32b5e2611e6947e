import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {importFile} from "../../../loaders/archive/importFile.js";
import {learnTracks} from "../../../loaders/tracks/learnTracks.js";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import {findingsAboutDriver, findingsAboutLaps} from "../../../src/core/findings/findingsAbout.js";
import {openComparison} from "../../../src/core/findings/openComparison.js";
import {chooseLaps} from "../../../src/core/laps/open/chooseLaps.js";
import {falseLosses} from "../../support/falseLosses.js";
import {usually} from "../../support/long.js";
import {temporaryFolder} from "../../support/server.js";
import {sharedData} from "../../support/sharedData.js";

/** Real drivers with many laps, of about 7 samples a second. */
const DRIVERS = usually(["VER"], ["VER", "ANT"]);
const LAPS = 12;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

describe.skipIf(!sharedData())("real laps of one driver", () => {
  it.each(DRIVERS)(
    "%s: split at random into two drivers 200 times, a loss is claimed in less than 5 % of corners",
    async (name) => {
      const file = sharedData(`real-f1/2026_bahrain_test/practice_3/${name}/laptimes.json`)!;
      const {sessions} = await importFile(file, {recordings: folder.path});
      const {id} = sessions[0].session;
      await learnTracks(folder.path, [id]);
      const archive = folderArchive(folder.path);
      const chosen = await chooseLaps(archive, {session: id});
      const {comparison} = await openComparison(archive, {...chosen, laps: chosen.laps.slice(0, LAPS)});
      const laps = [...comparison.laps, ...comparison.references];
      expect(comparison.pieces.filter(({kind}) => kind === "corner").length).toBeGreaterThan(12);
      const half = laps.length >> 1;
      const rate = falseLosses(comparison, laps, half, 200);
      expect(rate).toBeLessThan(0.05);
      const findings = [...findingsAboutDriver(comparison), ...findingsAboutLaps(comparison)];
      expect(findings.flatMap(checkFinding)).toEqual([]);
      for (const lap of comparison.laps) {
        const times = findings.filter(
          ({about, kind, subject}) => about === "lap" && kind === "time" && subject.laps[0] === lap.lap,
        );
        const parts = times.filter(({place}) => place.kind !== "lap").reduce((sum, {value}) => sum + value!, 0);
        expect(Math.abs(parts - times[0].value!)).toBeLessThan(0.001);
      }
    },
  );
});
