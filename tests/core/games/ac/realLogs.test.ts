import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {rowIndex, type TelemetryRow} from "../../../../src/core/channels/telemetryRow.js";
import {acUdp} from "../../../../src/core/games/ac/game.js";
import {NO_TIME} from "../../../../src/core/games/ac/lapTime.js";
import {writeStruct} from "../../../../src/core/games/ac/struct.js";
import {CAR_INFO} from "../../../../src/core/games/ac/udpMessages.js";
import {accBroadcast} from "../../../../src/core/games/acc/game.js";
import type {AccMessage} from "../../../../src/core/games/acc/readMessage.js";
import {writeMessage} from "../../../../src/core/games/acc/writeMessage.js";
import type {RowGame} from "../../../../src/core/games/game.js";
import {sharedData} from "../../../support/sharedData.js";

const UDP = sharedData("assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz");
const MAPS = sharedData("acc/broadcast-track-maps");

/** Rows of one decoder. */
function rowsOf(protocol: RowGame, datagrams: Iterable<[Uint8Array, number]>): TelemetryRow[] {
  const rows: TelemetryRow[] = [];
  const decoder = protocol.decoder({
    facts() {},
    lap() {},
    event() {},
    lost() {},
    row: (_, row) => rows.push(row.slice()),
  });
  const answers = new Set<string>();
  for (const [bytes, seconds] of datagrams)
    answers.add(decoder.datagram(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length, seconds));
  expect([...answers]).toEqual(["ok"]);
  return rows;
}

/** Length of a path, m (climbs included where they are known), and its signed area: positive where it turns clockwise with z drawn down. */
function path(rows: TelemetryRow[]) {
  const [x, y, z] = ["worldX", "worldY", "worldZ"].map((name) => rows.map((row) => row[rowIndex(name)]));
  let length = 0;
  let area = 0;
  for (let i = 0; i < rows.length; i++) {
    const next = (i + 1) % rows.length;
    if (next > 0) length += Math.hypot(x[next] - x[i], y[next] - y[i] || 0, z[next] - z[i]);
    area += (x[i] * z[next] - x[next] * z[i]) / 2;
  }
  return {length, area};
}

describe("a real lap over AC's UDP", () => {
  it.skipIf(!UDP)("has its top speed, its length and its last time", () => {
    const lines = gunzipSync(readFileSync(UDP!)).toString().trim().split("\n");
    const names = lines[0].split("\t");
    const of = (line: string, name: string) => Number(line.split("\t")[names.indexOf(name)]);
    const rows = rowsOf(
      acUdp(),
      lines.slice(1).map((line): [Uint8Array, number] => {
        const bytes = new Uint8Array(CAR_INFO.bytes);
        const mph = of(line, "speed_Mph");
        writeStruct(CAR_INFO, new DataView(bytes.buffer), {
          ...{identifier: 97, size: 328, speed_Mph: mph, speed_Kmh: mph * 1.609344, gas: of(line, "gas")},
          ...{brake: of(line, "brake"), steer: of(line, "steer"), gear: of(line, "gear")},
          ...{lapTime: Math.round(1000 * of(line, "lapTime"))},
          carCoordinates: [of(line, "x"), of(line, "y"), of(line, "z")],
        });
        return [bytes, of(line, "lapTime")];
      }),
    );
    expect(rows).toHaveLength(4869);
    expect(Math.max(...rows.map((row) => row[rowIndex("speedKmh")]))).toBeCloseTo(260.43, 2);
    expect(rows.at(-1)![rowIndex("currentLapTimeMs")]).toBe(109_524);
    const {length, area} = path(rows);
    expect(length).toBeCloseTo(4870.2, 0);
    // Imola is driven anticlockwise
    expect(area).toBeLessThan(0);
  });
});

describe("a circuit traced through ACC broadcasting", () => {
  for (const [track, length] of [
    ["imola", 4904.2],
    ["laguna_seca", 3592.7],
  ] as const)
    it.skipIf(!MAPS)(`${track} has its length and runs anticlockwise, as in reality`, () => {
      const bytes = gunzipSync(readFileSync(`${MAPS}/${track}.bin.gz`));
      const none = {lapTimeMs: NO_TIME, carIndex: 0, driverIndex: 0, splitsMs: []};
      const lap = {...none, isInvalid: false, isValidForBest: true, isOutLap: false, isInLap: false};
      const car = {
        ...{type: "car" as const, carIndex: 0, driverIndex: 0, driverCount: 1, gear: 3, yaw: 0, location: 1, laps: 0},
        ...{speedKmh: 100, position: 1, cupPosition: 1, trackPosition: 1, deltaMs: 0},
        ...{bestSessionLap: lap, lastLap: lap, currentLap: lap},
      };
      const realtime: AccMessage = {
        ...{type: "realtime", eventIndex: 0, sessionIndex: 0, sessionType: 0, phase: 5, sessionTimeMs: 0},
        ...{sessionEndTimeMs: -1, focusedCarIndex: 0, cameraSet: "", camera: "", hudPage: "", replay: null},
        ...{timeOfDayMs: 0, ambientTempC: 20, trackTempC: 20, clouds: 0, rain: 0, wetness: 0, bestSessionLap: lap},
      };
      const updates: [Uint8Array, number][] = [[writeMessage(realtime), 0]];
      for (let at = 14; at + 12 <= bytes.length; at += 12) {
        const [worldX, worldY, spline] = [0, 4, 8].map((k) => bytes.readFloatLE(at + k));
        updates.push([writeMessage({...car, worldX, worldY, spline}), at / 1000]);
      }
      const driven = path(rowsOf(accBroadcast(), updates));
      expect(driven.length).toBeCloseTo(length, 0);
      expect(driven.area).toBeLessThan(0);
    });
});
