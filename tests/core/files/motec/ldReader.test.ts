import {describe, expect, it} from "vitest";
import {readLd} from "../../../../src/core/files/motec/ldFile.js";
import {motecLdReader} from "../../../../src/core/files/motec/ldReader.js";
import {type LdChannelBytes, ldBytes} from "../../../support/ldBytes.js";
import {ovalDrive} from "../../../support/ovalDrive.js";
import {drive, ramp, read, session, utf8} from "./ldDrive.js";

describe("a MoTeC log", () => {
  it("that would need more memory than sense is refused", () => {
    const long = {name: "Gear", rate: 1, size: 2, type: 3, raw: new Int16Array(2_000_000)};
    const fast = {name: "Ground Speed", unit: "km/h", rate: 200, raw: new Float64Array(200)};
    expect(() => read(ldBytes([fast, long]))).toThrow(
      "too many values: 400000000 rows at 200 Hz with 2 channels; choose fewer rows per second",
    );
  });

  it("has one table at the speed's rate, with lines between samples, means of faster ones and held gears", () => {
    const log = read(
      ldBytes([
        {name: "Ground Speed", unit: "m/s", rate: 50, raw: ramp(500, (i) => i / 10)},
        {name: "Throttle Pos", unit: "%", rate: 20, raw: ramp(200, (i) => i / 2)},
        {name: "Gear", rate: 20, raw: ramp(200, (i) => i % 2)},
        {name: "Susp Pos FL", unit: "cm", rate: 200, raw: ramp(2000, (i) => (i % 2 ? 1 : 3))},
      ]),
    );
    const {speedKmh, throttle, gear, suspensionPositionFl: damper} = log.cars[0].columns;
    expect(log.cars[0].rows).toBe(500);
    expect(speedKmh[100]).toBeCloseTo(36, 5);
    expect(throttle[1]).toBeCloseTo(0.002, 7);
    expect([...gear.subarray(0, 6)]).toEqual([0, 0, 0, 1, 1, 0]);
    expect(damper[10]).toBeCloseTo(20, 0);
    expect(read(ldBytes(drive()), undefined, {rateHz: 5}).cars[0].rows).toBe(3000);
  });

  it("turns what is counted to the left round, by the wheels", () => {
    const turn = (i: number) => Math.sin(i / 50);
    const log = read(
      ldBytes(
        drive([
          {name: "G Force Lat", unit: "G", rate: 10, raw: ramp(6000, turn)},
          {name: "Steered Angle", unit: "deg", rate: 10, raw: ramp(6000, (i) => -90 * turn(i))},
          {name: "Wheel Speed FL", unit: "km/h", rate: 10, raw: ramp(6000, (i) => 180 - turn(i))},
          {name: "Wheel Speed FR", unit: "km/h", rate: 10, raw: ramp(6000, (i) => 180 + turn(i))},
        ]),
      ),
      undefined,
      {steeringLockDeg: 180},
    );
    const {gLateral, steering} = log.cars[0].columns;
    expect(gLateral[50]).toBeCloseTo(-turn(50), 6);
    expect(steering[50]).toBeCloseTo(-turn(50) / 2, 6);
    expect(log.report.notes.filter((n) => n.includes("sign inverted"))).toHaveLength(1);
  });

  it("knows the names of real loggers and of the games' own, in whatever unit", () => {
    const one = (name: string, unit: string, value: number): LdChannelBytes => ({
      name,
      unit,
      rate: 10,
      raw: new Float64Array(600).fill(value),
    });
    const {columns} = read(
      ldBytes([
        ...drive().map((c) => ({...c, raw: new Float64Array(600).fill(180)})),
        ...[one("Brake Pres Front", "kPa", 4123), one("Eng Oil Pres", "psi", 60), one("Eng Oil Temp", "F", 212)],
        ...[one("Fuel Level", "gal", 10), one("Ride Height FL", "cm", 4.5), one("Damper Vel RR", "mm/s", -250)],
        // Assetto Corsa's, rFactor's
        ...[one("Tire Temp Inner FL", "C", 91), one("Tire Temp Core RL", "C", 85), one("Camber RR", "deg", -3)],
        ...[one("Tire Load FR", "N", 4100), one("Tire Pressure RR", "psi", 26), one("Suspension Travel FL", "mm", 30)],
        ...[
          one("ABS Active", "", 1),
          one("Road Temp", "C", 31),
          one("Eng Water Temp", "C", 92),
          one("Turbo Boost", "bar", 1.1),
        ],
        ...[one("BUMPSTOPUP_RIDE_LF", "..", 1), one("Session Lap Count", "", 4), one("Brake Pressure FL", "%", 40)],
      ]),
    ).cars[0];
    const told = {
      ...{brakePressureFrontBar: 41.23, oilPressureBar: 4.13685, oilTempC: 100, fuelLitres: 37.8541, rideHeightFl: 45},
      ...{suspensionVelocityRr: -250, tyreTreadInnerTempFlC: 91, tyreInnerTempRlC: 85, camberRr: -0.05236},
      ...{verticalForceFr: 4100, tyrePressureRrPsi: 26, suspensionPositionFl: 30, absActive: 1, trackTempC: 31},
      ...{waterTempC: 92, turboBoostBar: 1.1, bumpStopUpFl: 1, tyreSurfaceTempFlC: 91, brake: 1},
    };
    for (const [name, value] of Object.entries(told)) expect(columns[name]?.[300], name).toBeCloseTo(value, 4);
    // a share of the largest is no pressure
    expect(columns.brakePressureFlBar).toBeUndefined();
    expect(columns.fuelMass).toBeUndefined();
  });

  it("adds shifts last where nothing else makes sense, and takes a multiplier that is not filled in for one", () => {
    const int16 = (
      name: string,
      scale: [number, number, number, number],
      values: (i: number) => number,
    ): LdChannelBytes => ({
      ...{name, unit: "km/h", rate: 10, type: 3, size: 2, scale, raw: ramp(600, values)},
    });
    const read16 = (channel: LdChannelBytes) => readLd(ldBytes([channel])).channels[0].values()[0];
    // raw × 6 ÷ 100 + 150 = 30 … 270; the other way 930 at the least
    expect(read16(int16("Ground Speed", [150, 6, 1, 2], (i) => -2000 + (i % 600) * 6))).toBeCloseTo(30, 9);
    expect(read16(int16("Ground Speed", [5, 2, 1, 1], () => 900))).toBe(190);
    expect(read16(int16("Ground Speed", [0, 0, 1, 1], () => 1234))).toBeCloseTo(123.4, 9);
    expect(readLd(ldBytes([{name: "Byte", rate: 1, type: 3, size: 2, scale: [0, 1, 1, 0], raw: []}])).unread).toEqual([
      {name: "Byte", unit: "", reason: "no samples"},
    ]);
  });

  it("takes units from the place of the short name, if they are there", () => {
    const moved = ldBytes([
      {name: "Ground Speed", rate: 10, short: "m/s", raw: ramp(600, () => 50)},
      {name: "Coolant Temperature", rate: 10, short: "K", raw: ramp(600, () => 363.15)},
      {name: "Engine RPM", rate: 10, short: "rpm", raw: ramp(600, () => 5000)},
    ]);
    const {columns} = read(moved).cars[0];
    expect(columns.rpm[9]).toBe(5000);
    expect(columns.speedKmh[9]).toBeCloseTo(180, 9);
    expect(columns.waterTempC[9]).toBeCloseTo(90, 3);
    expect(read(moved).report.notes).toContain("units of 3 channels are in the place of the short name");
    const named = ldBytes([
      ...drive(),
      {name: "Gear", rate: 10, short: "G", raw: ramp(6000, () => 3)},
      {name: "Engine RPM", rate: 10, short: "Revs", raw: ramp(6000, () => 1)},
    ]);
    expect(readLd(named).channels.map(({unit, short}) => [unit, short])).toEqual([
      ["km/h", ""],
      ["", "G"],
      ["", "Revs"],
    ]);
  });

  it("reads data type 8 as doubles if its values are, and says so", () => {
    const gps = (raw: Float64Array) => ({name: "GPS Latitude", unit: "deg", rate: 10, type: 8, size: 8, raw});
    const log = read(ldBytes([...drive(), gps(ramp(6000, (i) => 47 + i / 1e6))]));
    expect(log.cars[0].columns.latitude[1000]).toBeCloseTo(47.001, 9);
    expect(log.report.notes.join()).toContain("GPS Latitude: data type 8 is not documented; read as double");
    const whole = new Float64Array(new BigInt64Array(6000).fill(470_000_000n).buffer);
    expect(readLd(ldBytes([...drive(), gps(whole)])).unread[0].reason).toBe("unknown data type: 8 of 8 bytes");
  });

  it("is as long as its driving channels; others are cut with a word", () => {
    const log = read(
      ldBytes([
        {name: "SPEED", unit: "km/h", rate: 20, raw: ramp(600, () => 100)},
        {name: "TIME", unit: "s", rate: 10, raw: ramp(1200, (i) => i / 10)},
        {name: "Air Temp", unit: "C", rate: 1, raw: ramp(200, () => 20)},
      ]),
    );
    expect(log.cars[0].rows).toBe(600);
    expect(log.report.notes.join()).toContain("ends with the driving channels, at 30.0 s; cut there: TIME, Air Temp");
    expect(session(log).laps.map(({coverage}) => coverage)).toEqual([1]);
  });

  it("gives a speed without unit the one of its positions", () => {
    const d = ovalDrive({hz: 20, pace: 0.5});
    const one = (name: string, raw: number[], unit = "") => ({name, unit, rate: 20, type: 7, size: 8, raw});
    const {cars, report} = read(
      ldBytes([
        one("Ground Speed", d.speed),
        one("GPS Latitude", d.latitude, "deg"),
        one("GPS Longitude", d.longitude, "deg"),
      ]),
    );
    expect(cars[0].columns.speedKmh[40]).toBeCloseTo(d.speed[40] * 3.6, 4);
    expect(report.notes).toContain("Ground Speed: in m/s, by the positions");
    expect(report.notes.join()).not.toContain("is assumed: Ground Speed");
    expect(report.used.find(({channel}) => channel === "speedKmh")).toMatchObject({assumed: "by the positions"});
  });

  it("is dated as its country writes it, and named in Latin-1 or UTF-8", () => {
    const dated = (date: string, time: string, venue = "Oval") => read(ldBytes(drive(), {date, time, venue}));
    expect(dated("07/12/2021", "17:59:12").startedAt).toBe(Date.UTC(2021, 11, 7, 17, 59, 12));
    expect(dated("12/27/21", "5:59:12 PM").startedAt).toBe(Date.UTC(2021, 11, 27, 17, 59, 12));
    expect(dated("2021-12-07", "12:05 am").startedAt).toBe(Date.UTC(2021, 11, 7, 0, 5));
    expect(dated("soon", "").startedAt).toBeNull();
    const bytes = ldBytes(drive(), {venue: "Nürburgring"});
    expect(read(bytes).track.name).toBe("Nürburgring");
    bytes.fill(0, 350, 414);
    bytes.set([0x4e, 0xfc, 0x72], 350);
    expect(read(bytes).track.name).toBe("Nür");
  });

  it("of which nothing but laps can be used says so", () => {
    const number = {name: "Lap Number", rate: 50, raw: ramp(3000, (i) => Math.floor(i / 1000))};
    const odd = {name: "Ground Speed", unit: "km/h", rate: 50, type: 8, size: 4, raw: ramp(3000, () => 180)};
    expect(read(ldBytes([odd, number])).report.notes).toContain("no usable channels, only laps: one table at 1 Hz");
  });

  it("says of each column why it is not used", () => {
    const log = read(
      ldBytes(
        drive([
          {name: "Ign Advance", unit: "dBTDC", rate: 10, raw: [1]},
          {name: "Drive Speed", unit: "km/h", rate: 10, raw: [1]},
          {name: "Throttle Pos", unit: "V", rate: 10, raw: [1]},
        ]),
      ),
    );
    expect(log.report.unused).toEqual([
      {from: "Ign Advance", unit: "dBTDC", reason: "no matching channel"},
      {from: "Drive Speed", unit: "km/h", reason: "Ground Speed is used for speedKmh"},
      {from: "Throttle Pos", unit: "V", reason: "unknown unit: V"},
    ]);
    expect(log.cars[0].columns.throttle).toBeUndefined();
  });
});

describe("motecLdReader.recognises(head)", () => {
  it("goes by the mark, and takes a cut header for a log", () => {
    expect(motecLdReader.recognises(ldBytes(drive()).subarray(0, 1000), "x.bin")).toBe(true);
    expect(motecLdReader.recognises(utf8("@\n0,1,2,3"), "x.ld")).toBe(false);
    expect(motecLdReader.recognises(new Uint8Array(0), "x.ld")).toBe(false);
  });
});
