import {existsSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {importFile} from "../../../loaders/archive/importFile.js";
import {readArchived} from "../../../loaders/archive/library.js";
import {learnTracks} from "../../../loaders/tracks/learnTracks.js";
import {compareLaps} from "../../../src/core/laps/compareLaps.js";
import {cornerMeasures, MEASURED_CHANNELS} from "../../../src/core/laps/cornerMeasures.js";
import {lapFaultOf} from "../../../src/core/laps/open/archivedLap.js";
import {openLaps} from "../../../src/core/laps/open/openLaps.js";
import {trackPieces} from "../../../src/core/laps/partition.js";
import {pieceDeltas} from "../../../src/core/laps/pieceDeltas.js";
import {usually} from "../../support/long.js";
import {temporaryFolder} from "../../support/server.js";
import {sharedData} from "../../support/sharedData.js";

/** Files with whole laps, and how many: a file of each kind, and all the others in a long run. */
const SOME: [file: string, laps: number][] = [
  ["assetto-corsa/pdata-json/brands_hatch_indy_practice_3_laps.json.gz", 2],
  ["f1-laps/f1-23_austria_tt/timetrial_lap_3_69190ms.json.gz", 1],
  ["f1-laps/f1-25_melbourne_tt/player_79782ms.json.gz", 1],
  ["f1-udp/derived/laps/2023_austria_3_cars.pcap.gz", 2],
  ["real-f1/2026_bahrain_test/practice_3/HAM/laptimes.json", 2],
];
const ALL: typeof SOME = [
  ...SOME,
  ["acc/laguna-seca-study/P010.csv.gz", 2],
  ["acc/laguna-seca-study/P029.csv.gz", 2],
  ["acc/laguna-seca-study/P043.csv.gz", 2],
  ["acc/motec/motec-sample1-calder-2005.ld.gz", 4],
  ["acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz", 2],
  ["assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz", 2],
  ["assetto-corsa/synthetic-seed-demo/purple-sector-demo-v1.json.gz", 5],
  ["other-sims/gt7/broad_bean_time_trial_4laps.json.gz", 4],
  ["assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz", 1],
  ["f1-laps/f1-23_austria_tt/lap_2_65911ms.json.gz", 1],
  ["f1-laps/f1-25_melbourne_tt/rival_pace_78758ms.json.gz", 1],
  ["f1-udp/derived/laps/2025_melbourne_79782ms.pcap.gz", 1],
  ["f1-udp/derived/laps/2025_melbourne_79782ms_hostile.pcap.gz", 1],
  ["other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz", 3],
  ["other-sims/crewchief-csv/session_1694266648_iracing_okayama_mx5.csv.gz", 3],
  ["real-f1/2026_bahrain_test/practice_3/ANT/laptimes.json", 42],
  ["real-f1/2026_bahrain_test/practice_3/VER/laptimes.json", 44],
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);

describe.skipIf(!sharedData())("every whole lap of the recordings, against the fastest of its session", () => {
  it.each(usually(SOME, ALL))("%s: corners and straights add up to its time and difference", async (file, count) => {
    const recordings = join(folder.path, file.replaceAll("/", "-"));
    const {sessions} = await importFile(sharedData(file)!, {recordings});
    await learnTracks(
      recordings,
      sessions.map(({session}) => session.id),
    );
    let seen = 0;
    for (const {session} of sessions) {
      const {laps} = await readArchived(recordings, session.id);
      const whole = laps.filter((row) => !lapFaultOf({row})).sort((a, b) => a.lapTimeMs! - b.lapTimeMs!);
      if (whole.length === 0) continue;
      seen += whole.length;
      const names = whole.map(({car, lap}) => ({session: session.id, car, lap}));
      const opened = await openLaps(folderArchive(recordings), names[0], names, MEASURED_CHANNELS);
      const grids = opened.laps.map((lap) => ("grid" in lap ? lap.grid : expect.fail(lap.because)));
      const pieces = trackPieces(opened.corners.list, opened.line.lengthM, grids);
      for (const [i, grid] of grids.entries()) {
        const deltas = pieceDeltas(grid, grids[0], pieces, opened.corners.list);
        const {officialDifferenceMs} = compareLaps(grid, grids[0]);
        if (grid.lapTimeS === null) {
          // its start is not where the line is: nothing is claimed
          expect([officialDifferenceMs, grid.because]).toEqual([null, expect.any(String)]);
          continue;
        }
        expect(officialDifferenceMs).toBeCloseTo(whole[i].lapTimeMs! - whole[0].lapTimeMs!, 6);
        expect(Math.abs(sum(deltas.map(({ms}) => ms)) - whole[i].lapTimeMs!)).toBeLessThan(0.001);
        expect(Math.abs(sum(deltas.map(({deltaMs}) => deltaMs)) - officialDifferenceMs!)).toBeLessThan(0.001);
        for (const {kind, phases, deltaMs} of deltas)
          if (kind === "corner")
            expect(Math.abs(sum(Object.values(phases).map((phase) => phase.deltaMs)) - deltaMs!)).toBeLessThan(0.001);
        for (const {brake, fromM, toM} of cornerMeasures(grid, pieces, opened.corners.list))
          if (brake) expect(brake.pointM > 0 && brake.pointM <= brake.releaseM && fromM < toM).toBe(true);
      }
    }
    expect(seen).toBe(count);
  });

  it("names files that are there", () => {
    for (const [file] of ALL) expect(existsSync(sharedData(file) ?? file), file).toBe(true);
  });
});
