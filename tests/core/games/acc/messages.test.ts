import {describe, expect, it} from "vitest";
import {NO_TIME} from "../../../../src/core/games/ac/lapTime.js";
import type {AccRequest} from "../../../../src/core/games/acc/messages.js";
import type {AccMessage} from "../../../../src/core/games/acc/readMessage.js";
import {readMessage, readRequest} from "../../../../src/core/games/acc/readMessage.js";
import {writeMessage, writeRequest} from "../../../../src/core/games/acc/writeMessage.js";

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (text: string) => new Uint8Array((text.match(/[0-9a-f]{2}/g) ?? []).map((x) => Number.parseInt(x, 16)));
const read = (bytes: Uint8Array) => readMessage(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
const ask = (bytes: Uint8Array) => readRequest(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);

const lap = (splitsMs: number[]) => ({
  ...{lapTimeMs: splitsMs.length ? 90_000 : NO_TIME, carIndex: 7, driverIndex: 1, splitsMs},
  ...{isInvalid: true, isValidForBest: false, isOutLap: true, isInLap: false},
});

const MESSAGES: AccMessage[] = [
  {type: "registration", connectionId: 3, success: true, readOnly: false, error: "nö"},
  {
    ...{type: "realtime", eventIndex: 1, sessionIndex: 2, sessionType: 10, phase: 5, sessionTimeMs: 1500},
    ...{sessionEndTimeMs: -1, focusedCarIndex: 9, cameraSet: "a", camera: "b", hudPage: "c"},
    ...{replay: {sessionTimeMs: 1, remainingMs: 2}, timeOfDayMs: 5, ambientTempC: 22, trackTempC: 30},
    ...{clouds: 0.4, rain: 0.1, wetness: 1, bestSessionLap: lap([1, 2, 3])},
  },
  {
    ...{type: "car", carIndex: 1007, driverIndex: 1, driverCount: 2, gear: -1, worldX: 1.5, worldY: -2.5, yaw: 0.5},
    ...{location: 2, speedKmh: 251, position: 3, cupPosition: 2, trackPosition: 4, spline: 0.25, laps: 12},
    ...{deltaMs: -345, bestSessionLap: lap([1, 2, 3]), lastLap: lap([1, NO_TIME]), currentLap: lap([])},
  },
  {type: "entryList", connectionId: 3, carIndices: [1, 1007]},
  {
    ...{type: "trackData", connectionId: 3, name: "Spa", id: 5, meters: 7004, hudPages: ["x", ""]},
    cameraSets: [
      {name: "s", cameras: ["1", "2"]},
      {name: "t", cameras: []},
    ],
  },
  {
    ...{type: "entryCar", carIndex: 7, model: 30, teamName: "É", raceNumber: 911, cupCategory: 1},
    ...{currentDriverIndex: 1, nationality: 5},
    drivers: [
      {firstName: "A", lastName: "B", shortName: "AB", category: 2, nationality: 3},
      {firstName: "C", lastName: "D", shortName: "CD", category: 3, nationality: 0},
    ],
  },
  {type: "event", event: 4, text: "boom", timeMs: 123, carIndex: 7},
];

describe("the broadcasting messages", () => {
  it("are written as the protocol defines", () => {
    const register: AccRequest = {
      ...{type: "register", version: 4, displayName: "test", password: "asd", intervalMs: 250, commandPassword: ""},
    };
    // the documents' example
    const bytes = "01040400746573740300617364fa0000000000";
    expect(hex(writeRequest(register))).toBe(bytes);
    expect(ask(bytesOf(bytes))).toEqual(register);
    expect(hex(writeRequest({type: "unregister"}))).toBe("09");
    expect(hex(writeRequest({type: "unregister", connectionId: 2}))).toBe("0902000000");
    expect(hex(writeRequest({type: "requestEntryList", connectionId: 258}))).toBe("0a02010000");
    expect(hex(writeRequest({type: "requestTrackData", connectionId: 1}))).toBe("0b01000000");
  });

  it("are read from bytes written by hand", () => {
    expect(read(bytesOf("01 03000000 00 00 0500 6e6f706521"))).toEqual({
      ...{type: "registration", connectionId: 3, success: false, readOnly: true, error: "nope!"},
    });
    expect(read(bytesOf("04 01000000 0200 0700 ef03"))).toEqual({
      ...{type: "entryList", connectionId: 1, carIndices: [7, 1007]},
    });
    const none = "ffffff7f 0700 0000 00 00 01 00 00";
    const done = "905f0100 0700 0000 03 1027 0000 204e 0000 ffffff7f 00 01 00 01";
    const car = `03 0700 0000 01 03 0000c03f 000020c0 00000000 01 fb00 0100 0200 0300 0000803e 0c00 9cffffff`;
    expect(read(bytesOf(`${car} ${none} ${done} ${none}`))).toMatchObject({
      ...{carIndex: 7, driverCount: 1, gear: 1, worldX: 1.5, worldY: -2.5, location: 1, speedKmh: 251, position: 1},
      ...{cupPosition: 2, trackPosition: 3, spline: 0.25, laps: 12, deltaMs: -100},
      lastLap: {lapTimeMs: 90_000, splitsMs: [10_000, 20_000, NO_TIME], isInvalid: false, isInLap: true},
      currentLap: {lapTimeMs: NO_TIME, splitsMs: [], isValidForBest: true},
    });
    // as protocol 2 sent it, without driverCount
    expect(read(bytesOf(`${car.replace("0000 01 03", "0000 03")} ${none} ${done} ${none}`))).toBe("protocol 2");
  });

  for (const message of MESSAGES)
    it(`${message.type} is read as it was written, and is short when truncated anywhere`, () => {
      const bytes = writeMessage(message);
      expect(read(bytes)).toEqual(message);
      for (let end = 0; end < bytes.length; end++) {
        const cut = read(bytes.slice(0, end));
        // truncated there it is a valid entry of an older version
        if (typeof cut !== "string") expect(message.type).toBe("entryCar");
      }
    });

  it("of the session are read without the weather bytes, as one client reads them", () => {
    const realtime = MESSAGES[1] as AccMessage & {type: "realtime"};
    const without = {...realtime, clouds: Number.NaN, rain: Number.NaN, wetness: Number.NaN};
    const bytes = writeMessage(without);
    expect(bytes.length).toBe(writeMessage(realtime).length - 3);
    expect(read(bytes)).toEqual(without);
  });

  it("of older versions have drivers without nationality", () => {
    const entry = MESSAGES[5] as AccMessage & {type: "entryCar"};
    const older = {...entry, drivers: entry.drivers.map(({nationality: _, ...driver}) => driver)};
    expect(read(writeMessage(older))).toEqual(older);
  });

  it("with invalid UTF-8 are read", () => {
    const bytes = writeMessage({type: "event", event: 1, text: "ab", timeMs: 5, carIndex: 1});
    bytes[4] = 0xf0;
    expect(read(bytes)).toMatchObject({text: "\uFFFDb", timeMs: 5});
  });

  it("with wrong lengths and counts are short", () => {
    expect(read(bytesOf("04 01000000 ffff 0700"))).toBe("short");
    expect(read(bytesOf("05 01000000 ffff 41"))).toBe("short");
    expect(read(bytesOf(`05 01000000 0000 00000000 00000000 ff ${"0000ff".repeat(20)}`))).toBe("short");
    expect(read(bytesOf("06 0700 1e 0000 00000000 00 00 0000 ff"))).toBe("short");
    expect(read(bytesOf("2a"))).toBe("id");
    expect(read(new Uint8Array())).toBe("short");
  });
});
