import {describe, expect, it} from "vitest";
import {type F1Event, readEvent, writeEvent} from "../../../../src/core/games/f1/events.js";
import type {Format} from "../../../../src/core/games/f1/formats.js";
import {haveRealPackets, payloads, recordings, singlePackets} from "./realPackets.js";

/** An event packet spelled by hand: code, then bytes in hex; the rest of the union holds leftovers. */
function packet(code: string, hex = ""): DataView {
  const bytes = new Uint8Array(45).fill(0xee, 33);
  bytes.set(new TextEncoder().encode(code), 29);
  bytes.set(
    hex
      .split(" ")
      .filter(Boolean)
      .map((byte) => Number.parseInt(byte, 16)),
    33,
  );
  return new DataView(bytes.buffer);
}

const read = (format: Format, code: string, hex?: string) => readEvent(packet(code, hex), 0, format);

describe("readEvent(view, offset, format)", () => {
  it.each<[code: string, hex: string, details: Record<string, number>, car?: number]>([
    ["SSTA", "", {}],
    ["SEND", "", {}],
    ["CHQF", "", {}],
    ["LGOT", "", {}],
    ["RDFL", "", {}],
    ["DRSE", "", {}],
    ["FTLP", "13 00 00 af 42", {vehicleIdx: 19, lapTime: 87.5}, 19],
    ["TMPT", "02", {vehicleIdx: 2}, 2],
    ["RCWN", "07", {vehicleIdx: 7}, 7],
    ["DTSV", "08", {vehicleIdx: 8}, 8],
    ["STLG", "05", {numLights: 5}],
    ["FLBK", "36 02 00 00 00 80 a5 41", {flashbackFrameIdentifier: 566, flashbackSessionTime: 20.6875}],
    ["BUTN", "00 00 10 80", {buttonStatus: 0x80100000}],
    ["OVTK", "03 04", {overtakingVehicleIdx: 3, beingOvertakenVehicleIdx: 4}, 3],
    ["SCAR", "02 03", {safetyCarType: 2, eventType: 3}],
    [
      "PENA",
      "04 11 05 ff 05 03 00",
      {
        penaltyType: 4,
        infringementType: 17,
        vehicleIdx: 5,
        otherVehicleIdx: 255,
        time: 5,
        lapNum: 3,
        placesGained: 0,
      },
      5,
    ],
    [
      "SPTP",
      "06 00 00 a2 43 01 00 09 00 80 a2 43",
      {
        vehicleIdx: 6,
        speed: 324,
        isOverallFastestInSession: 1,
        isDriverFastestInSession: 0,
        fastestVehicleIdxInSession: 9,
        fastestSpeedInSession: 325,
      },
      6,
    ],
  ])("%s in every format", (code, hex, details, car) => {
    for (const format of [2023, 2024, 2025, 2026] as const) {
      expect(read(format, code, hex)).toEqual({code, details, ...(car !== undefined && {car})});
    }
  });

  it("reads only what the format has, never leftovers", () => {
    expect(read(2024, "RTMT", "05 03").details).toEqual({vehicleIdx: 5});
    expect(read(2025, "RTMT", "05 03").details).toEqual({vehicleIdx: 5, reason: 3});
    expect(read(2024, "DRSD", "01").details).toEqual({});
    expect(read(2025, "DRSD", "01").details).toEqual({reason: 1});
    expect(read(2024, "SGSV", "05 00 00 20 40").details).toEqual({vehicleIdx: 5});
    expect(read(2025, "SGSV", "05 00 00 20 40").details).toEqual({vehicleIdx: 5, stopTime: 2.5});
    expect(read(2025, "COLL", "01 02 02")).toEqual({code: "COLL", car: 1, details: {vehicle1Idx: 1, vehicle2Idx: 2}});
    expect(read(2026, "COLL", "01 02 02").details).toEqual({vehicle1Idx: 1, vehicle2Idx: 2, severity: 2});
  });

  it("takes an unknown code as data", () => {
    expect(read(2025, "XYZ1", "01 02")).toEqual({code: "XYZ1", details: {}});
    expect(readEvent(new DataView(new ArrayBuffer(45)), 0, 2025)).toEqual({code: "????", details: {}});
    expect(read(2025, "a\nb\x1b")).toEqual({code: "a?b?", details: {}});
  });

  it.skipIf(!haveRealPackets)("names every real event, with plausible numbers", () => {
    const packets = [
      ...[2023, 2024].flatMap((format) => singlePackets(format)),
      ...recordings().flatMap((recording) => recording.packets),
      ...payloads(),
    ].filter(({id}) => id === 3);
    expect(packets.length).toBeGreaterThan(40);
    for (const {file, format, view} of packets) {
      const {code, car = 0, details} = readEvent(view, 0, format as Format);
      expect(code, file).toMatch(/^[A-Z]{4}$/);
      expect(car, file).toBeLessThan(22);
      for (const value of Object.values(details)) expect(Number.isFinite(value), file).toBe(true);
      if (code === "SPTP") {
        expect(details.speed).toBeGreaterThan(200);
        expect(details.fastestSpeedInSession).toBeGreaterThanOrEqual(details.speed);
      }
      if (code === "FTLP") expect(details.lapTime).toBeGreaterThan(60);
      if (code === "FLBK") expect(details.flashbackSessionTime).toBeLessThan(30);
    }
  });
});

describe("writeEvent(view, offset, format, event)", () => {
  it("writes the published bytes and zeros behind them", () => {
    const view = new DataView(new Uint8Array(45).fill(0xee).buffer);
    writeEvent(view, 0, 2025, {code: "FTLP", car: 19, details: {lapTime: 87.5}});
    expect([...new Uint8Array(view.buffer, 29)]).toEqual([70, 84, 76, 80, 19, 0, 0, 0xaf, 0x42, 0, 0, 0, 0, 0, 0, 0]);
    expect(view.getUint8(28)).toBe(0xee);
  });

  it("is read back the same", () => {
    const events: F1Event[] = [
      {code: "SSTA", details: {}},
      {code: "SEND", details: {}},
      {code: "FLBK", details: {flashbackFrameIdentifier: 4_000_000_000, flashbackSessionTime: 12.5}},
      {code: "FTLP", car: 3, details: {vehicleIdx: 3, lapTime: 80.25}},
      {
        code: "SPTP",
        car: 3,
        details: {
          vehicleIdx: 3,
          speed: 311.5,
          isOverallFastestInSession: 0,
          isDriverFastestInSession: 1,
          fastestVehicleIdxInSession: 4,
          fastestSpeedInSession: 320.25,
        },
      },
      {code: "LGOT", details: {}},
      {code: "STLG", details: {numLights: 3}},
      {code: "CHQF", details: {}},
    ];
    const view = new DataView(new ArrayBuffer(50));
    for (const event of events) {
      writeEvent(view, 5, 2025, event);
      expect(readEvent(view, 5, 2025)).toEqual(event);
    }
  });

  it("refuses a code it does not know", () => {
    expect(() => writeEvent(new DataView(new ArrayBuffer(45)), 0, 2025, {code: "NOPE", details: {}})).toThrow(
      "unknown event: NOPE",
    );
  });
});
