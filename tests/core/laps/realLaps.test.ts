import {describe, expect, it} from "vitest";
import type {Samples} from "../../../src/core/archive/samples.js";
import {type DrivenLap, drivenLap} from "../../../src/core/laps/drivenLap.js";
import {gridLap} from "../../../src/core/laps/gridLap.js";
import {placeLap} from "../../../src/core/laps/placeLap.js";
import {lineOfLap} from "../../../src/core/laps/placeLine.js";
import {readShared} from "../../support/logFiles.js";
import {against} from "../../support/madeLaps.js";
import {sharedData} from "../../support/sharedData.js";

const files = {
  ac: "assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz",
  ams2: "other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz",
  gt7: "other-sims/gt7/broad_bean_time_trial_4laps.json.gz",
  melbourne: "f1-laps/f1-25_melbourne_tt/player_79782ms.json.gz",
  rival: "f1-laps/f1-25_melbourne_tt/rival_pace_78758ms.json.gz",
};

interface RecordedLap {
  driven: DrivenLap;
  samples: Samples;
}

const read = new Map<string, RecordedLap[]>();

/** The finished laps of a file, read once. */
function lapsOf(path: string): RecordedLap[] {
  const laps = read.get(path) ?? readLaps(path);
  read.set(path, laps);
  return laps;
}

function readLaps(path: string): RecordedLap[] {
  const {log, session} = readShared(path);
  const {columns, laps} = log.cars[0];
  return session.laps
    .filter(({complete, lapTimeMs}) => complete && lapTimeMs !== null)
    .map((row) => {
      const {first, end} = laps.find(({lap}) => lap === row.lap)!;
      const samples: Samples = {
        names: Object.keys(columns),
        rows: end - first,
        has: (name) => columns[name] !== undefined,
        values: (name) => columns[name].subarray(first, end),
      };
      return {samples, driven: drivenLap(samples, row, session.session)};
    });
}

describe.skipIf(!sharedData())("recorded laps", () => {
  it("of Gran Turismo 7 agree with their official differences within 1 ms by the samples alone", () => {
    const laps = lapsOf(files.gt7);
    expect(laps.length).toBe(4);
    for (const lap of laps)
      for (const reference of laps) {
        if (lap === reference) continue;
        const found = against(lap.driven, reference.driven);
        expect(found.alignment).toBe("reference path");
        expect(Math.abs(found.measuredDifferenceMs! - found.officialDifferenceMs!)).toBeLessThan(1);
        expect(1000 * found.deltaS[found.deltaS.length - 1]).toBeCloseTo(found.officialDifferenceMs!, 6);
      }
  });

  it("of Monza in Assetto Corsa and Automobilista 2 meet in the same corners", () => {
    const [ac] = lapsOf(files.ac);
    const ams2 = lapsOf(files.ams2)[1];
    const line = lineOfLap(ac.driven)!;
    const speeds = [ac, ams2].map(({driven, samples}) => {
      const position = placeLap(driven, line, {sameCircuit: false});
      expect(position.alignment).toBe("reference path");
      return gridLap(driven, position, {speed: {values: samples.values("speedKmh")}}).channels.speed;
    });
    // the slowest place of the second chicane, of the Ascari chicane and of the Parabolica
    for (const [from, to] of [
      [1900, 2500],
      [3700, 4200],
      [4800, 5400],
    ]) {
      const [a, b] = speeds.map((speed) => {
        const part = Array.from(speed.subarray(from, to));
        return from + part.indexOf(Math.min(...part));
      });
      expect(Math.abs(a - b)).toBeLessThan(60);
    }
    const found = against(ams2.driven, ac.driven, {sameCircuit: false});
    expect(found.because).toMatch(/by shape, [012]\.\d m from the line on average; its start line is \d+ m further on/);
  });

  it("refuses a lap of another circuit", () => {
    const [ac] = lapsOf(files.ac);
    const found = against(lapsOf(files.gt7)[0].driven, ac.driven, {sameCircuit: false});
    expect([found.alignment, found.because]).toEqual([
      "none",
      "not the same circuit by its shape: no track of this length: 1701 m",
    ]);
  });

  it("without positions are placed by the game's distances, within a frame", () => {
    const [player] = lapsOf(files.melbourne);
    const [rival] = lapsOf(files.rival);
    const found = against(rival.driven, player.driven);
    expect([found.alignment, found.because]).toEqual(["lap fraction", "no positions"]);
    expect(found.officialDifferenceMs).toBeCloseTo(-1024, 6);
    // both are from a recorder that is a frame late at times
    expect(Math.abs(found.measuredDifferenceMs! + 1024)).toBeLessThan(2 * 16.7 + 1);
    expect(found.uncertaintyMs).toBeGreaterThan(Math.abs(found.measuredDifferenceMs! + 1024));
    // the same lap with positions and without is at the same places
    const {x, z, ...bare} = player.driven;
    const off = against(bare, player.driven).deltaS;
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.02);
  });
});
