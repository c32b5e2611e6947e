import {describe, expect, it} from "vitest";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {isIbt, readIbt} from "../../../../src/core/files/iracing/ibtFile.js";
import {ibtReader} from "../../../../src/core/files/iracing/ibtReader.js";
import {type IbtVariableBytes, ibtBytes} from "../../../support/ibtBytes.js";
import {readLogBytes, sessionOf, sharedBytes} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const LAP_S = 20;
const RADIUS = 100;
const INFO = [
  "---",
  "WeekendInfo:",
  " TrackLength: 0.63 km",
  " TrackDisplayName: Caf\u00e9: Ring",
  " TrackSurfaceTemp: 86 F",
  "SessionInfo:",
  " Sessions:",
  " - SessionNum: 0",
  "   SessionType: Practice",
  " - SessionNum: 1",
  "   SessionType: Race",
  "DriverInfo:",
  " DriverCarIdx: 3",
  " DriverCarFuelKgPerLtr: 0.75",
  " Drivers:",
  " - CarIdx: 0",
  "   UserName: Pace Car",
  " - CarIdx: 3",
  "   UserName: A. Driver",
  '   CarNumber: "64"',
  "   CarScreenName: A: Car",
  "",
].join("\n");

/** Five laps of 20 s on a circle driven counter-clockwise; the game tells a lap's time half a second after the line. */
function circle(more: IbtVariableBytes[] = []): IbtVariableBytes[] {
  const t = (r: number) => 5.003 + r / 60;
  const part = (r: number) => (t(r) / LAP_S) % 1;
  const angle = (r: number) => (2 * Math.PI * t(r)) / LAP_S;
  return [
    {name: "SessionTime", type: 5, unit: "s", value: (r) => 100 + r / 60},
    {name: "SessionNum", type: 2, value: () => 1},
    {name: "Lap", type: 2, value: (r) => 1 + Math.floor(t(r) / LAP_S)},
    {name: "LapDistPct", type: 4, unit: "%", value: part},
    {
      name: "LapLastLapTime",
      type: 4,
      unit: "s",
      value: (r) => (t(r) < LAP_S + 0.5 ? -1 : t(r) < 2 * LAP_S + 0.5 ? 19.998 : 20.002),
    },
    {name: "Speed", type: 4, unit: "m/s", value: () => (2 * Math.PI * RADIUS) / LAP_S},
    {name: "YawRate", type: 4, unit: "rad/s", value: () => (2 * Math.PI) / LAP_S},
    {name: "SteeringWheelAngle", type: 4, unit: "rad", value: () => 0.5},
    {name: "SteeringWheelAngleMax", type: 4, unit: "rad", value: () => 4},
    {name: "Lat", type: 5, unit: "deg", value: (r) => (RADIUS * Math.sin(angle(r))) / 111_320},
    {name: "Lon", type: 5, unit: "deg", value: (r) => (RADIUS * Math.cos(angle(r))) / 111_320},
    {name: "FuelLevel", type: 4, unit: "l", value: () => 40},
    {name: "Torque_ST", type: 4, count: 6, countAsTime: true, value: () => 1},
    ...more,
  ];
}

const read = (bytes: Uint8Array) => readLogBytes("run.ibt", bytes);

describe("an iRacing log", () => {
  const log = read(ibtBytes(circle(), 60 * 90, {info: INFO}));
  const {columns, laps} = log.cars[0];

  it("has laps from line to line with the game's own times", () => {
    expect(laps.map((l) => [l.lap, l.lapTimeMs, l.complete])).toEqual([
      [1, 19998, false],
      [2, 20002, true],
      [3, 20002, true],
      [4, 20002, true],
      [5, null, false],
    ]);
    expect(sessionOf(log).laps).toHaveLength(5);
  });

  it("has the track, driver, car and session of its text", () => {
    expect(log).toMatchObject({game: "iRacing", type: "race", startedAt: 1_700_000_000_000, trackTempC: 30});
    expect(log.track).toMatchObject({name: "Caf\u00e9: Ring", lengthM: 630});
    expect(log.cars[0]).toMatchObject({driver: "A. Driver", team: "A: Car", raceNumber: 64});
  });

  it("has metres, km/h, kg, and what turns left as the catalogue counts it", () => {
    expect(columns.speedKmh[0]).toBeCloseTo(113.097, 2);
    expect([columns.fuelMass[0], columns.fuelLitres[0]]).toEqual([30, 40]);
    expect(columns.steering[100]).toBeCloseTo(-0.25, 9);
    expect(columns.yawRate[100]).toBeGreaterThan(0);
    // the circle's height on the map
    const z = [...columns.worldZ];
    expect(Math.max(...z) - Math.min(...z)).toBeCloseTo(2 * RADIUS, 0);
  });

  it("has places, heights, pressures and temperatures in the catalogue's units, the tread's strips by the car's side", () => {
    const at = (name: string, value: number, type = 4): IbtVariableBytes => ({name, type, value: () => value});
    const {columns} = read(
      ibtBytes(
        circle([
          ...[
            at("LFrideHeight", 0.025),
            at("LFshockDefl", -0.012),
            at("LFshockVel", 0.3),
            at("LFbrakeLinePress", 42.5),
          ],
          ...[at("LFtempL", 90), at("LFtempM", 80), at("LFtempR", 70), at("RFtempL", 71), at("RFtempR", 91)],
          ...[
            at("WaterTemp", 88),
            at("OilTemp", 101),
            at("OilPress", 5.5),
            at("ManifoldPress", 1.8),
            at("Voltage", 13.8),
          ],
          ...[at("AirPressure", 93_785), at("RelativeHumidity", 0.55), at("YawNorth", 4.4), at("dcBrakeBias", 52.5)],
          ...[at("BrakeABSactive", 1, 1), at("LapDeltaToBestLap", -0.25), at("LapDeltaToBestLap_OK", 1, 1)],
        ]),
        600,
      ),
    ).cars[0];
    const first = (name: string) => columns[name]?.[0];
    const told = {
      ...{rideHeightFl: 25, suspensionPositionFl: -12, suspensionVelocityFl: 300, brakePressureFlBar: 42.5},
      ...{tyreTreadOuterTempFlC: 90, tyreTreadMiddleTempFlC: 80, tyreTreadInnerTempFlC: 70, tyreSurfaceTempFlC: 80},
      ...{tyreTreadInnerTempFrC: 71, tyreTreadOuterTempFrC: 91, tyreSurfaceTempFrC: 81},
      ...{waterTempC: 88, oilTempC: 101, oilPressureBar: 5.5, manifoldPressureBar: 1.8, batteryVolts: 13.8},
      ...{airPressureBar: 0.93785, humidityPercent: 55, heading: 4.4, brakeBiasPercent: 52.5, absActive: 1},
      ...{deltaToBestMs: -250, latitude: (RADIUS * Math.sin((2 * Math.PI * 5.003) / LAP_S)) / 111_320},
    };
    for (const [name, value] of Object.entries(told)) expect(first(name), name).toBeCloseTo(value, 4);
    expect(columns.engineTempC).toBeUndefined();
  });

  it("has the pressure of the air in older files, which have inches of mercury", () => {
    const old = read(ibtBytes(circle([{name: "AirPressure", unit: "Hg", type: 4, value: () => 27.59}]), 60));
    expect(old.cars[0].columns.airPressureBar[0]).toBeCloseTo(0.934, 3);
  });

  it("leaves out samples within a tick and says so", () => {
    expect(log.report.unused.find(({from}) => from === "Torque_ST")?.reason).toBe(
      "6 samples per record (360 Hz), but rows are at 60 Hz",
    );
    expect(log.report.notes.join("\n")).toContain("metres east and south of");
  });

  it("counts records that the game had no time to count", () => {
    const open = readIbt(ibtBytes(circle(), 50, {stated: 0}));
    expect([open.records, open.notes.length]).toEqual([50, 1]);
  });

  it("goes on when the clock and the lap counter begin anew", () => {
    const [, ...rest] = circle();
    const again = read(
      ibtBytes(
        [
          {name: "SessionTime", type: 5, value: (r: number) => (r % 600) / 60},
          ...rest.filter(({name}) => name !== "Lap"),
          {name: "Lap", type: 2, value: (r: number) => Math.floor((r % 600) / 300)},
        ],
        1200,
      ),
    );
    expect(again.cars[0].laps.map(({lap}) => lap)).toEqual([0, 1, 2, 3]);
    expect(again.cars[0].columns.sessionTime[1199]).toBeCloseTo(1199 / 60, 9);
  });
});

describe("a damaged iRacing log", () => {
  const good = ibtBytes(circle(), 600, {info: INFO});
  const lie = (at: number, value: number) => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setInt32(at, value, true);
    return bytes;
  };

  it.each([
    ["a version", 0, 7, "byte 0"],
    ["a rate of zero", 8, 0, "byte 0"],
    ["a text beyond the file", 16, 1 << 28, "byte 16"],
    ["absurdly many variables", 24, 1 << 30, "byte 0"],
    ["more variables than fit", 24, 8000, "byte 24"],
    ["records beyond the file", 52, 1 << 28, "byte 52"],
    ["more records than there are", 140, 601, "byte "],
    ["a negative count of records", 140, -1, "byte 140"],
    ["an unknown type", 144, 9, "byte 144"],
    ["a variable outside of its record", 148, 4000, "byte 144"],
    ["an absurd array", 152, 1 << 30, "byte 144"],
  ])("is refused for %s", (_, at, value, place) => {
    const bytes = lie(at, value);
    expect(() => ibtReader.read({name: "run.ibt", bytes, companions: []})).toThrow(LogFileError);
    expect(() => ibtReader.read({name: "run.ibt", bytes, companions: []})).toThrow(place);
  });

  it("is refused wherever it is cut", () => {
    for (const bytes of sharedData() ? [good, sharedBytes("other-sims/iracing/spielberg_w13_6s.ibt.gz")] : [good])
      for (let end = 0; end < bytes.length; end += 1024)
        expect(() => ibtReader.read({name: "run.ibt", bytes: bytes.slice(0, end), companions: []})).toThrow(
          LogFileError,
        );
    expect(isIbt(new Uint8Array(200))).toBe(false);
  });

  it("has no values where numbers are none", () => {
    const spoilt = circle().map((v) =>
      v.name === "Speed" ? {...v, value: (r: number) => (r % 2 ? Number.NaN : Number.POSITIVE_INFINITY)} : v,
    );
    const log = read(ibtBytes(spoilt, 600));
    expect(log.cars[0].columns.speedKmh).toBeUndefined();
    expect(log.report.unused.find(({from}) => from === "Speed")?.reason).toBe("empty");
    const elsewhere = circle().map((v) => (v.name === "Lat" ? {...v, value: () => 1e9} : v));
    const lost = read(ibtBytes(elsewhere, 600));
    expect(lost.report.used.find(({channel}) => channel === "latitude")?.coverage).toBe(0);
    expect([lost.cars[0].columns.worldX, lost.cars[0].columns.worldZ]).toEqual([undefined, undefined]);
  });
});
