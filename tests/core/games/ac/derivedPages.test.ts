import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {acPages} from "../../../../src/core/games/ac/game.js";
import {PageReader} from "../../../../src/core/games/ac/pageReader.js";
import {PAGE_NAMES, type PageName} from "../../../../src/core/games/ac/pages.js";
import {Listener, MemoryPages} from "../../../support/acPages.js";
import {sharedData} from "../../../support/sharedData.js";

const FOLDER = "assetto-corsa/derived";
const BYTES = {physics: 592, graphics: 296, static: 684};

interface Truth {
  topSpeedKmh: number;
  laps: {
    lap: number;
    rows: number;
    lapTimeMs: number | null;
    sectorsMs: number[] | null;
    complete: boolean;
    topSpeedKmh?: number;
  }[];
}

/** The records of all pages in order of time; at the same time in the order graphics, static, physics. */
function records(): {seconds: number; page: PageName; bytes: Uint8Array}[] {
  const order = ["graphics", "static", "physics"];
  return PAGE_NAMES.flatMap((page) => {
    const all = gunzipSync(readFileSync(sharedData(`${FOLDER}/acpmf_${page}.bin.gz`)!));
    const size = 8 + BYTES[page];
    return Array.from({length: all.length / size}, (_, i) => ({
      page,
      seconds: all.readDoubleLE(i * size),
      bytes: new Uint8Array(all.subarray(i * size + 8, (i + 1) * size)),
    }));
  }).sort((a, b) => a.seconds - b.seconds || order.indexOf(a.page) - order.indexOf(b.page));
}

describe("the pages of a real drive", () => {
  it.skipIf(!sharedData(FOLDER))("give the laps, sectors, rows and top speeds that the ground truth states", () => {
    const truth: Truth = JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[
      `${FOLDER}/acpmf_physics.bin.gz`
    ];
    const source = new MemoryPages();
    const reader = new PageReader(source);
    const listener = new Listener(acPages());
    const all = records();
    for (let i = 0; i < all.length; i++) {
      const {seconds, page, bytes} = all[i];
      source.write(page, bytes);
      if (all[i + 1]?.seconds === seconds) continue;
      for (const datagram of reader.poll(seconds)) listener.take(datagram, 1.7e9 + seconds);
    }
    const [session, ...others] = listener.end();
    expect(others).toEqual([]);
    expect([...listener.reasons.keys()]).toEqual(["ok"]);
    expect(session).toMatchObject({game: "Assetto Corsa", gameVersion: "1.16.4", type: "practice", playerCar: 0});
    expect(session.track.lengthM).toBeCloseTo(5754.837, 2);
    const laps = session.laps.map((lap) => ({
      ...{lap: lap.lap, rows: lap.samples, lapTimeMs: lap.lapTimeMs, complete: lap.complete},
      sectorsMs: lap.lapTimeMs === null ? null : [lap.sector1Ms, lap.sector2Ms, lap.sector3Ms],
    }));
    expect(laps).toEqual(
      truth.laps.map(({lap, rows, lapTimeMs, sectorsMs, complete}) => ({lap, rows, lapTimeMs, complete, sectorsMs})),
    );
    for (const {lap, topSpeedKmh} of truth.laps)
      if (topSpeedKmh !== undefined) expect(session.laps[lap].topSpeedKmh).toBeCloseTo(topSpeedKmh, 2);
  });
});
