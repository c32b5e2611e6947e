import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importFile} from "../../../loaders/archive/importFile.js";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {learnTracks} from "../../../loaders/tracks/learnTracks.js";
import {readTracks} from "../../../loaders/tracks/trackStore.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {temporaryFolder} from "../../support/server.js";
import {sharedData} from "../../support/sharedData.js";

/** In this order: what is learned from one helps the next. */
const FILES = [
  "assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz",
  "assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz",
  "assetto-corsa/pdata-json/brands_hatch_indy_practice_3_laps.json.gz",
  "other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz",
  "other-sims/gt7/broad_bean_time_trial_4laps.json.gz",
  "f1-udp/derived/laps/2025_melbourne_79782ms.pcap.gz",
  "f1-laps/f1-25_melbourne_tt/player_79782ms.json.gz",
  "f1-laps/f1-2019_demo/quix-demo-data.csv.gz",
  "real-f1/2026_bahrain_test/practice_3/VER/laptimes.json",
];

describe.skipIf(!sharedData())("tracks of real recordings", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const named: Record<string, string> = {};
  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const file of FILES) {
      const [{session}] = (await importFile(sharedData(file)!, {recordings: folder.path})).sessions;
      await learnTracks(folder.path, [session.id]);
      const {name, shape} = session.track;
      named[file.split("/").at(-1)!] = shape ? `${name} by its shape` : name;
    }
  });
  afterAll(() => folder?.remove());

  it("are named by their files, else by their shape, else not at all", () => {
    expect(named).toEqual({
      "telemetry_2025-09-13_16-18-26.csv.gz": "Monza by its shape",
      "imola_corvette_c7r_lap_0.tsv.gz": "unknown track",
      "brands_hatch_indy_practice_3_laps.json.gz": "ks_brands_hatch indy",
      "session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz": "Monza Monza_2020",
      "broad_bean_time_trial_4laps.json.gz": "unknown track",
      "2025_melbourne_79782ms.pcap.gz": "Melbourne",
      "player_79782ms.json.gz": "Melbourne",
      // its best recorded part is shorter than 2 km
      "quix-demo-data.csv.gz": "unknown track",
      "laptimes.json": "PreSeasonTesting",
    });
  });

  it("are learned with their length within 1.5 %, and numbered by the official corners of their circuits", async () => {
    const {tracks} = await readTracks(folder.path);
    const told = Object.fromEntries(
      tracks.map((track) => {
        const {from, circuit, list} = cornersOf(track);
        return [track.id, [Math.round(track.lengthM), from === "official" ? circuit : from, list.length, track.laps]];
      }),
    );
    const near = (metres: number) => expect.toSatisfy((m: number) => Math.abs(m / metres - 1) < 0.015);
    expect(told).toEqual({
      "assetto-corsa-monza": [near(5755), "Monza", 11, 2],
      "assetto-corsa-ks-brands-hatch-indy": [near(1929), "Brands Hatch Indy", 6, 1],
      "automobilista-2-monza-monza-2020": [near(5793), "Monza", 11, 2],
      "f1-25-melbourne": [near(5276), "Melbourne", 14, 2],
      "formula-1-preseasontesting": [near(5412), "Sakhir", 15, expect.any(Number)],
    });
    expect((await libraryIndex(folder.path)).tracks.length).toBe(5);
  });
});
