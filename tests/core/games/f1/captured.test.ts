import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {createColumns, decoderOf, type PacketColumns} from "../../../../src/core/games/f1/decode.js";
import * as enums from "../../../../src/core/games/f1/enums.js";
import {readEvent} from "../../../../src/core/games/f1/events.js";
import type {Format} from "../../../../src/core/games/f1/formats.js";
import {createHeader, readHeader, uidText} from "../../../../src/core/games/f1/header.js";
import {type Layout, layoutOf} from "../../../../src/core/games/f1/layout.js";
import {sharedData} from "../../../support/sharedData.js";
import {Comparison} from "./comparison.js";
import {haveRealPackets, payloads, type RealPacket, recordings, singlePackets} from "./realPackets.js";

type Truth = Record<string, unknown>;

const truthFile = sharedData("ground-truth.json");
const truth: Record<string, Truth> = truthFile ? JSON.parse(readFileSync(truthFile, "utf8")) : {};

function decode({format, id, view}: RealPacket): {layout: Layout; columns: PacketColumns} {
  const layout = layoutOf(format, id)!;
  const columns = createColumns(layout);
  decoderOf(layout.format, id)(view, 0, columns);
  return {layout, columns};
}

const header = ({view}: RealPacket) => readHeader(view, 0, createHeader());
const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;

describe.skipIf(!haveRealPackets)("single real packets have the recorded values", () => {
  const packets = [2023, 2024].flatMap((format) => singlePackets(format));

  it.each(packets.map((packet) => [packet.file, packet] as const))("%s", (file, packet) => {
    const expected = truth[file];
    const {frame, packetFormat, packetId, player, sessionTime, ...version} = header(packet);
    expect({bytes: packet.view.byteLength, packetFormat, packetId, frame, player}).toEqual({
      bytes: expected.bytes,
      packetFormat: expected.format,
      packetId: expected.packetId,
      frame: expected.frame,
      player: expected.playerCarIndex,
    });
    expect(round(sessionTime, 3)).toBe(expected.sessionTime);
    expect(`${version.gameMajorVersion}.${String(version.gameMinorVersion).padStart(2, "0")}`).toBe(expected.version);

    if (expected.event) expect(readEvent(packet.view, 0, packetFormat as Format).code).toBe(expected.event);
    const {columns} = decode(packet);
    const of = (...names: string[]) => names.map((name) => round(columns[name][player] ?? columns[name][0], 3));
    if (packetId === 2) {
      const {last, cur, s1, s2, dist, tot, pos, lap, pit, npit, sector, inv} = expected.player as Record<
        string,
        number
      >;
      expect(of("lastLapTimeInMS", "currentLapTimeInMS", "sector1TimeMSPart", "sector2TimeMSPart")).toEqual([
        last,
        cur,
        s1,
        s2,
      ]);
      expect(of("lapDistance", "totalDistance", "carPosition", "currentLapNum")).toEqual([dist, tot, pos, lap]);
      expect(of("pitStatus", "numPitStops", "sector", "currentLapInvalid")).toEqual([pit, npit, sector, inv]);
    }
    if (packetId === 6) {
      const {speed, thr, brk, gear, rpm, drs} = expected.player as Record<string, number>;
      expect(of("speed", "throttle", "brake", "gear", "engineRPM", "drs")).toEqual([speed, thr, brk, gear, rpm, drs]);
    }
    if (packetId === 1) {
      const s = expected.session as Record<string, number | string>;
      const names = [
        "weather",
        "trackTemperature",
        "airTemperature",
        "totalLaps",
        "trackLength",
        "sessionType",
        "trackId",
      ];
      expect(names.map((name) => columns[name][0])).toEqual([
        s.weather,
        s.trackTemp,
        s.airTemp,
        s.totalLaps,
        s.trackLength,
        s.sessionType,
        s.track,
      ]);
      expect([columns.formula[0], columns.sessionTimeLeft[0], columns.sessionDuration[0]]).toEqual([
        s.formula,
        s.left,
        s.dur,
      ]);
      expect(enums.trackName(columns.trackId[0])).toBe(s.trackName);
    }
  });
});

describe.skipIf(!haveRealPackets)("recordings have the recorded totals", () => {
  it.each(recordings().map((recording) => [recording.file, recording] as const))("%s", (file, {packets}) => {
    const byId: Record<string, number> = {};
    const events: Record<string, number> = {};
    const uids = new Set<string>();
    const games = new Set<string>();
    let topSpeed = 0;
    let maxRpm = 0;
    let lapTime = 0;
    let distances: number[] = [];
    const frames: number[] = [];
    for (const packet of packets) {
      const {packetId, uidHigh, uidLow, player, overallFrame, gameYear} = header(packet);
      byId[packetId] = (byId[packetId] ?? 0) + 1;
      uids.add(uidText(uidHigh, uidLow));
      games.add(enums.gameName(gameYear));
      const {columns} = decode(packet);
      if (packetId === 1) {
        expect(enums.trackName(columns.trackId[0])).toBe(truth[file].track);
        expect(columns.trackLength[0]).toBe(truth[file].trackLength);
        expect(enums.sessionTypeName(packet.format, columns.sessionType[0])).toBe("time trial");
      } else if (packetId === 2) {
        distances.push(columns.lapDistance[player]);
        lapTime = Math.max(lapTime, columns.currentLapTimeInMS[player]);
        frames.push(overallFrame);
      } else if (packetId === 3) {
        const {code} = readEvent(packet.view, 0, packet.format as Format);
        events[code] = (events[code] ?? 0) + 1;
      } else if (packetId === 6) {
        topSpeed = Math.max(topSpeed, columns.speed[player]);
        maxRpm = Math.max(maxRpm, columns.engineRPM[player]);
      }
    }
    distances = distances.map((metres) => round(metres, 2)).sort((a, b) => a - b);
    const expected = truth[file];
    expect({packets: packets.length, byId, events}).toEqual({
      packets: expected.packets,
      byId: expected.byId,
      events: expected.events,
    });
    expect([...uids]).toEqual([expected.sessionUID]);
    expect([...games]).toEqual(["F1 24"]);
    expect({topSpeed, maxRpm, lapTime}).toEqual({
      topSpeed: expected.topSpeedKmh,
      maxRpm: expected.maxRpm,
      lapTime: expected.currentLapTimeMaxMs,
    });
    expect([distances[0], distances.at(-1)]).toEqual([expected.lapDistanceMin, expected.lapDistanceMax]);
    expect({kept: frames.length, span: Math.max(...frames) - Math.min(...frames) + 1}).toEqual(expected.lapDataFrames);
  });
});

// counts and limits of its own, and fields of later formats that it fills with zeros
const THEIRS_ALONE = [
  "lapdatacount",
  "ersmaxcapacity",
  "ersharvestedlimitperlap",
  "frontaeroheight",
  "rearaeroheight",
  "frontrollangle",
  "rearrollangle",
  "chassisyaw",
  "chassispitch",
  "wheelcamber",
  "wheelcambergain",
];

describe.skipIf(!haveRealPackets)("bodies that another program decoded have the same values here", () => {
  it.each(payloads().map((payload) => [payload.file, payload] as const))("%s", (_file, payload) => {
    const {layout, columns} = decode(payload);
    const comparison = new Comparison(payload, layout, columns);
    comparison.object(payload.expected as object, 0);
    expect([...comparison.left].filter((name) => !THEIRS_ALONE.includes(name))).toEqual([]);
    expect(comparison.compared).toBeGreaterThan(15);
  });
});
