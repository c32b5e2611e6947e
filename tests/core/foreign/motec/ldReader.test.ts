import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {ForeignError, type ForeignLog} from "../../../../src/core/foreign/foreignLog.js";
import {foreignSession} from "../../../../src/core/foreign/foreignSession.js";
import {readLd} from "../../../../src/core/foreign/motec/ldFile.js";
import {motecLdReader} from "../../../../src/core/foreign/motec/ldReader.js";
import {random} from "../../../../src/core/sim/random.js";
import {type LdChannelBytes, ldBytes} from "../../../support/ldBytes.js";
import {sharedData} from "../../../support/sharedData.js";

const truth = (file: string) => JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[file];
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array, ldx?: Uint8Array, choices?: Record<string, unknown>): ForeignLog =>
  motecLdReader.read(
    {name: "run.ld", bytes, companions: ldx ? [{name: "run.ldx", bytes: ldx}] : []},
    {...(choices && {choices})},
  );
const session = (log: ForeignLog) => foreignSession(log, {id: "x", file: "run.ld", capture: {file: "c", digest: "0"}});
const ramp = (n: number, of: (i: number) => number) => Float64Array.from({length: n}, (_, i) => of(i));

/** Ten minutes at 10 Hz on a constant-speed oval, lines at 100, 200 … s. */
function drive(more: LdChannelBytes[] = []): LdChannelBytes[] {
  return [{name: "Ground Speed", unit: "km/h", rate: 10, raw: new Float64Array(6000).fill(180)}, ...more];
}

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
    expect(() => readLd(lie(4276 + 124 + 4, 4276))).toThrow(
      "byte 4276, channel 3: the list of channels runs in a circle",
    );
    expect(() => readLd(lie(4276 + 4, 0xfffffff0))).toThrow("byte 4294967280, channel 2");
    expect(() => readLd(lie(4276 + 4, 100))).toThrow("byte 100, channel 2: a channel inside of the header");
    expect(() => readLd(lie(4276 + 8, 0x7fffffff))).toThrow('byte 4276, channel "Ground Speed": samples from byte');
    expect(() => readLd(lie(4276 + 12, 0xffffffff))).toThrow("it is cut or damaged");
    expect(readLd(lie(4276 + 18, 9, 2)).unread).toEqual([
      {name: "Ground Speed", unit: "km/h", reason: "unknown data type: 9 of 4 bytes"},
    ]);
    expect(() => readLd(lie(4276 + 22, 0, 2))).toThrow("invalid rate: 0 Hz");
    expect(() => readLd(lie(4276 + 28, 0, 2))).toThrow("invalid scale: 0");
    expect(() => readLd(lie(4276 + 30, 99, 2))).toThrow("invalid decimals: 99");
    expect(readLd(lie(36, 0xffffff)).notes).toEqual(["the event is not where the file says (byte 16777215)"]);
    expect(readLd(lie(86, 5)).notes).toEqual(["the header promises 5 channels, 2 are there"]);
  });

  it("throws a ForeignError wherever the file is cut", () => {
    const good = ldBytes(drive());
    for (let end = 0; end < good.length; end += 1024)
      expect(() => read(good.subarray(0, end)), `${end}`).toThrow(ForeignError);
  });

  it("throws ForeignErrors or makes a whole session of damaged bytes", () => {
    const good = ldBytes(drive([{name: "Lap Number", rate: 10, raw: ramp(6000, (i) => Math.floor(i / 1000))}]));
    const chance = random(3);
    const next = () => chance.next();
    for (let k = 0; k < 120; k++) {
      const bytes = good.slice();
      for (let n = 0; n < 4; n++) bytes[Math.floor(next() * (k % 2 ? 4600 : bytes.length))] = Math.floor(next() * 256);
      try {
        session(read(bytes));
      } catch (error) {
        if (!(error instanceof ForeignError)) throw error;
      }
    }
  });
});

describe("a MoTeC log", () => {
  const ldx = (...times: (number | string)[]) =>
    utf8(
      `<LDXFile><Layers><Layer><MarkerBlock><MarkerGroup Name="Beacons">${times
        .map((t) => `<Marker ClassName="BCN" Time="${t}"/>`)
        .join("")}</MarkerGroup></MarkerBlock></Layer></Layers></LDXFile>`,
    );
  const laps = (log: ForeignLog) => log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs]);

  it("has laps between the markers of its .ldx", () => {
    const log = read(ldBytes(drive()), ldx("1.00123e+08", "300500000", "2.0025E8"));
    expect(laps(log)).toEqual([
      [0, null],
      [1, 100_127],
      [2, 100_250],
      [3, null],
    ]);
    expect(log.report.notes).toContain("laps: 3 crossings of the line from the .ldx");
    expect(log.startedAt).toBe(Date.UTC(2005, 10, 23, 9, 53));
    expect([log.track.name, log.cars[0].driver, log.cars[0].team]).toEqual(["Oval", "A. Driver", "GT3"]);
  });

  it("leaves markers after its end out, and says so", () => {
    const log = read(ldBytes(drive()), ldx(1e8, 2e8, 9e8));
    expect(laps(log)).toHaveLength(3);
    expect(log.report.notes).toContain("1 of 3 crossings lie after the end of the log and are left out");
  });

  it("is refused with a broken .ldx, by the line", () => {
    expect(() => read(ldBytes(drive()), utf8("<LDXFile>\n<Layers></LDXFile>"))).toThrow(
      "run.ldx: line 2: </LDXFile> closes <Layers>",
    );
    expect(() => read(ldBytes(drive()), ldx("soon"))).toThrow("run.ldx: line 1: invalid marker time: soon");
  });

  it("without .ldx has laps of a beacon channel, running time, lap number or distance", () => {
    const beacon = {name: "LAP_BEACON", rate: 100, raw: ramp(60_000, (i) => (i % 10_000 === 5000 ? 1 : 0))};
    expect(laps(read(ldBytes(drive([beacon])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    const running = {
      name: "Running Lap Time",
      unit: "s",
      rate: 1,
      raw: ramp(600, (i) => Math.max(0, (i - 40.25) % 101.5)),
    };
    expect(laps(read(ldBytes(drive([running])))).slice(1, 3)).toEqual([
      [1, 101_500],
      [2, 101_500],
    ]);
    const number = {name: "Lap Number", rate: 50, raw: ramp(30_000, (i) => Math.floor(i / 5000))};
    expect(laps(read(ldBytes(drive([number])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    const distance = {name: "Lap Distance", unit: "m", rate: 1, raw: ramp(600, (i) => (i * 50 + 1230) % 5025)};
    const [, [, first]] = laps(read(ldBytes(drive([distance]))));
    expect(first).toBeCloseTo(100_500, -1.5);
  });

  it("does not take a channel of noise for laps, nor an infinity for a speed", () => {
    const chance = random(5);
    const next = () => chance.next();
    const noise = {name: "Lap Number", rate: 50, raw: ramp(30_000, () => Math.floor(next() * 3))};
    const speed = {
      name: "SPEED",
      unit: "km/h",
      rate: 10,
      raw: ramp(6000, (i) => (i === 5 ? Number.POSITIVE_INFINITY : 180)),
    };
    const log = read(ldBytes([speed, noise]));
    expect(log.cars[0].laps).toHaveLength(1);
    expect(log.cars[0].columns.lapDistance[5999]).toBeCloseTo(29_995, 0);
    expect(log.report.used.find((u) => u.channel === "speedKmh")!.coverage).toBe(5999 / 6000);
  });

  it("that would need more memory than sense is refused", () => {
    const long = {name: "Gear", rate: 1, size: 2, type: 3, raw: new Int16Array(2_000_000)};
    const fast = {name: "Ground Speed", unit: "km/h", rate: 200, raw: new Float64Array(200)};
    expect(() => read(ldBytes([fast, long]))).toThrow("400000000 rows of 200 Hz with 2 channels are too many");
  });

  it("takes the log's own lap time where it agrees", () => {
    const number = {name: "Lap Number", rate: 20, raw: ramp(12_000, (i) => Math.floor(i / 2000))};
    const own = {name: "Lap Time", unit: "s", rate: 1, raw: ramp(600, (i) => (i > 200 ? 100.012 : i > 101 ? 77 : 0))};
    expect(laps(read(ldBytes(drive([number, own])))).slice(1, 3)).toEqual([
      [1, 100_012],
      [2, 100_012],
    ]);
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
    expect(log.report.notes.filter((n) => n.includes("turned round"))).toHaveLength(1);
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

  it("takes a lap time that grows all the time for the running one, and laps that a game calls invalid for that", () => {
    const log = read(
      ldBytes([
        ...drive(),
        {name: "Lap Time", unit: "s", rate: 20, raw: ramp(12_000, (i) => (i / 20 + 0.5) % 99.5)},
        {name: "Last Lap Time", unit: "s", rate: 20, raw: ramp(12_000, (i) => (i > 1981 ? 99.487 : 0))},
        {name: "Lap Invalidated", rate: 20, raw: ramp(12_000, (i) => (i > 5000 && i < 5975 ? 1 : 0))},
      ]),
    );
    expect(log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs, l.valid])).toEqual([
      ...[1, 2].map((lap) => [lap, 99_487, true]),
      [3, 99_487, false],
      ...[4, 5, 6].map((lap) => [lap, 99_487, true]),
      [7, null, true],
    ]);
  });

  it("without any other word has laps of the share of the lap", () => {
    const share = {name: "Car Pos Norm", rate: 20, raw: ramp(12_000, (i) => (i / 2000 + 0.4) % 1)};
    expect(laps(read(ldBytes(drive([share])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
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
      {name: "Byte", unit: "", reason: "it has no samples"},
    ]);
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

  it("with an .ldx of another log goes by its own channels", () => {
    const number = {name: "Lap Number", rate: 50, raw: ramp(30_000, (i) => Math.floor(i / 5000))};
    const log = read(ldBytes(drive([number])), ldx(9e8, 9.9e8));
    expect(laps(log).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    expect(log.report.notes.join()).toMatch(
      /2 of 2 crossings lie after the end of the log.*the \.ldx is of another one/,
    );
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
      {from: "Ign Advance", unit: "dBTDC", reason: "no channel of the catalogue for it"},
      {from: "Drive Speed", unit: "km/h", reason: "Ground Speed is taken for speedKmh"},
      {from: "Throttle Pos", unit: "V", reason: "unit not understood: V"},
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

describe("real logs", () => {
  const kyalami = "acc/motec/Kyalami-audi_r8_lms_evo-1-2021.12.07-17.59.12.ld.gz";
  const calder = "acc/motec/motec-sample1-calder-2005.ld.gz";

  it.skipIf(!sharedData(kyalami))("of ACC: speed, revs and duration as others read them", () => {
    const t = truth(kyalami);
    const log = read(gunzipSync(readFileSync(sharedData(kyalami)!)));
    const [car] = log.cars;
    expect([log.game, log.track.name]).toEqual(["Assetto Corsa Competizione", t.venue]);
    expect(car.rows).toBe(t.speedSamples);
    expect(Math.max(...car.columns.speedKmh)).toBeCloseTo(t.topSpeedKmh, 1);
    expect(Math.max(...car.columns.rpm)).toBe(t.maxRpm);
    expect(Math.abs(car.columns.lapDistance[car.rows - 1] / t.distanceM - 1)).toBeLessThan(1e-3);
    expect(car.laps.map((l) => l.complete)).toEqual([false]);
    // in g although the file says m/s²; to the right although ACC counts to the left
    expect(Math.max(...car.columns.gLateral)).toBeGreaterThan(1.5);
    expect(Math.max(...car.columns.gLateral)).toBeLessThan(3);
  });

  it.skipIf(!sharedData(calder))("of a real car: laps, speed and duration as its own channels say", () => {
    const t = truth(calder);
    const log = read(gunzipSync(readFileSync(sharedData(calder)!)));
    const {session: made, laps} = session(log);
    expect(laps.filter((l) => l.complete).map((l) => l.lapTimeMs! / 1000)).toEqual(t.laps);
    expect(Math.max(...laps.map((l) => l.topSpeedKmh ?? 0))).toBeCloseTo(t.topSpeedKmh, 3);
    expect(made.durationS).toBeCloseTo(t.durationS, 1);
    expect(log.report.used.length + log.report.unused.length).toBeGreaterThanOrEqual(t.channels);
  });

  const files = ["Valid.ldx", "no-laps.ldx", "Kyalami-porsche_991ii_gt3_r-3-2021.12.15-21.43.22.ldx"];
  it.skipIf(!sharedData("acc/motec"))("laps are what the markers of real .ldx files say, short ones too", () => {
    for (const name of files) {
      const t = truth(`acc/motec/${name}`);
      const long = {name: "Ground Speed", unit: "km/h", rate: 10, raw: new Float64Array(17_000).fill(150)};
      const log = read(ldBytes([long]), readFileSync(sharedData(`acc/motec/${name}`)!));
      const times = log.cars[0].laps.filter((l) => l.complete).map((l) => l.lapTimeMs! / 1000);
      expect(times).toHaveLength(t.lapSecondsBetweenBeacons.length);
      times.forEach((s, i) => {
        expect(s).toBeCloseTo(t.lapSecondsBetweenBeacons[i], 3);
      });
      if (name === "Valid.ldx")
        expect(log.report.notes.join()).toMatch(/lap 10 takes 36.6 s, the middle one 101.\d+ s: a marker within a lap/);
      if (name === "no-laps.ldx")
        expect(log.report.notes).toContain("the .ldx says 17 laps, but has 0 markers: the markers count");
    }
  });
});
