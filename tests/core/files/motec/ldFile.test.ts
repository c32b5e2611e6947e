import {describe, expect, it} from "vitest";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {readLd} from "../../../../src/core/files/motec/ldFile.js";
import {random} from "../../../../src/core/signal/random.js";
import {ldBytes} from "../../../support/ldBytes.js";
import {count} from "../../../support/long.js";
import {drive, ramp, read, session} from "./ldDrive.js";

describe("readLd(bytes)", () => {
  it("scales integers, halves and floats by the tables' formula", () => {
    const channels = readLd(
      ldBytes([
        {name: "Engine RPM", rate: 10, type: 3, size: 2, scale: [0, 6, 10, -1], raw: [1141]},
        {name: "Gyro", rate: 10, type: 5, size: 2, scale: [0, 36, 10, 1], raw: [112]},
        {name: "Air Temp", rate: 2, type: 3, size: 2, scale: [0, 1, 1, 1], raw: [-3]},
        {name: "Shifted", rate: 2, type: 3, size: 4, scale: [5, 2, 1, 3], raw: [1_234_567]},
        {name: "Half", rate: 2, type: 7, size: 2, raw: [0x3c01, 0xc000, 0x7e00, 1, 0xfc00]},
        {name: "Float", rate: 2, raw: [0.1, Number.NaN]},
      ]),
    ).channels;
    expect(channels.map((c) => [...c.values()])).toEqual([
      [6846],
      [expect.closeTo(40.32, 9)],
      [-0.3],
      [expect.closeTo(2479.134, 9)],
      [1 + 2 ** -10, -2, Number.NaN, 2 ** -24, Number.NEGATIVE_INFINITY],
      [Math.fround(0.1), Number.NaN],
    ]);
  });

  it("refuses pointers in circles, beyond the file and into the header, by their byte", () => {
    const good = ldBytes(drive([{name: "Gear", rate: 10, raw: new Float64Array(6000)}]));
    const lie = (at: number, value: number, size = 4): Uint8Array => {
      const bytes = good.slice();
      const view = new DataView(bytes.buffer);
      if (size === 4) view.setUint32(at, value, true);
      else view.setUint16(at, value, true);
      return bytes;
    };
    expect(() => readLd(lie(0, 0x41))).toThrow("byte 0: not a MoTeC log: it begins with 41 00 00 00");
    expect(() => readLd(lie(8, 0))).toThrow("byte 8: no channels");
    expect(() => readLd(lie(4276 + 124 + 4, 4276))).toThrow("byte 4276, channel 3: the channel list has a cycle");
    expect(() => readLd(lie(4276 + 4, 0xfffffff0))).toThrow("byte 4294967280, channel 2");
    expect(() => readLd(lie(4276 + 4, 100))).toThrow("byte 100, channel 2: channel lies inside the header");
    expect(() => readLd(lie(4276 + 8, 0x7fffffff))).toThrow('byte 4276, channel "Ground Speed": samples from byte');
    expect(() => readLd(lie(4276 + 12, 0xffffffff))).toThrow("it is cut or damaged");
    expect(readLd(lie(4276 + 18, 9, 2)).unread).toEqual([
      {name: "Ground Speed", unit: "km/h", reason: "unknown data type: 9 of 4 bytes"},
    ]);
    expect(() => readLd(lie(4276 + 22, 0, 2))).toThrow("invalid rate: 0 Hz");
    expect(() => readLd(lie(4276 + 28, 0, 2))).toThrow("invalid scale: 0");
    expect(() => readLd(lie(4276 + 30, 99, 2))).toThrow("invalid decimals: 99");
    expect(readLd(lie(36, 0xffffff)).notes).toEqual(["invalid position of the event: byte 16777215"]);
    expect(readLd(lie(86, 5)).notes).toEqual(["the header announces 5 channels, 2 found"]);
  });

  it("throws a LogFileError wherever the file is cut", () => {
    const good = ldBytes(drive());
    for (let end = 0; end < good.length; end += 1024)
      expect(() => read(good.subarray(0, end)), `${end}`).toThrow(LogFileError);
  });

  it("throws LogFileError or makes a whole session of damaged bytes", () => {
    const good = ldBytes(drive([{name: "Lap Number", rate: 10, raw: ramp(6000, (i) => Math.floor(i / 1000))}]));
    const chance = random(3);
    const next = () => chance.next();
    for (let k = 0; k < count(40, 120); k++) {
      const bytes = good.slice();
      for (let n = 0; n < 4; n++) bytes[Math.floor(next() * (k % 2 ? 4600 : bytes.length))] = Math.floor(next() * 256);
      try {
        session(read(bytes));
      } catch (error) {
        if (!(error instanceof LogFileError)) throw error;
      }
    }
  });
});
