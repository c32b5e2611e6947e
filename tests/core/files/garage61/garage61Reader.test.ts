import {describe, expect, it} from "vitest";
import {readLogBytes, sharedBytes, utf8} from "../../../support/logFiles.js";
import {LAP_S, LINE_S, states} from "../../../support/loggedDrive.js";
import {sharedData} from "../../../support/sharedData.js";

const NAMED = "Garage 61 - A. Driver - GT3 - Oval - 00.20.004 - ABC.csv";

/** One lap of the drive at `hz`, or a part. */
function lap(hz: number, {to = LAP_S, places = true}: {to?: number; places?: boolean} = {}): Uint8Array {
  const lines = [
    "Speed,LapDistPct,Lat,Lon,Brake,Throttle,RPM,SteeringWheelAngle,Gear,Clutch,ABSActive,DRSActive,LatAccel,LongAccel,VertAccel,Yaw,YawRate,PositionType",
    ...states(hz, LINE_S, LINE_S + to).map((s) => {
      const place = places ? `${47 - s.z / 111_320},${11 + s.x / 75_921}` : "0,0";
      const speed = `${s.kmh / 3.6},${s.share.toFixed(7)},${place}`;
      return `${speed},-5.8e-10,1.0000001,${s.rpm},-0.3,${s.gear},1,false,false,-8.35373,2.8,11.34,0,-0.15,3`;
    }),
  ];
  return utf8(`${lines.join("\n")}\n`);
}
const laps = ({cars}: ReturnType<typeof readLogBytes>) =>
  cars[0].laps.map(({lapTimeMs, complete}) => [lapTimeMs, complete]);

describe("garage61Reader", () => {
  it.each([60, 30, 12, 10])("finds %i rows a second by positions and speed", (hz) => {
    const log = readLogBytes("lap.csv", lap(hz));
    expect(log.format).toBe("garage61-csv");
    expect(log.report.notes.join()).toContain(`time: ${hz} rows per second, by positions and speed`);
    expect(laps(log)).toEqual([[expect.closeTo(20_000, -1), true]]);
  });

  it("has iRacing's clutch, accelerations and pedals in our units", () => {
    const {columns} = readLogBytes("lap.csv", lap(60)).cars[0];
    expect([columns.clutchPercent[9], columns.brake[9], columns.throttle[9]]).toEqual([0, 0, 1]);
    expect(columns.gLateral[9]).toBeCloseTo(8.35373 / 9.80665, 6);
    expect(columns.gVertical[9]).toBeCloseTo(11.34 / 9.80665, 6);
  });

  it("has the lap time of the file's name if the rows take as long", () => {
    const log = readLogBytes(NAMED, lap(60));
    expect(laps(log)).toEqual([[20_004, true]]);
    expect(log).toMatchObject({track: {name: "Oval"}, game: "iRacing"});
    expect(log.cars[0]).toMatchObject({driver: "A. Driver", team: "GT3"});
    const other = readLogBytes(NAMED.replace("00.20.004", "00.25.000"), lap(60));
    expect(laps(other)).toEqual([[expect.closeTo(20_000, -1), true]]);
    expect(other.report.notes.join()).toContain("the rows are used");
  });

  it("without positions finds the rate by the lap time, else asks for it", () => {
    const log = readLogBytes(NAMED, lap(10, {places: false}));
    expect(log.report.notes.join()).toContain("time: 10 rows per second, by the lap time in the file's name");
    expect(() => readLogBytes("lap.csv", lap(10, {places: false}))).toThrow("choose them");
    const chosen = readLogBytes("lap.csv", lap(10, {places: false}), [], {rateHz: 10});
    expect(laps(chosen)).toEqual([[expect.closeTo(20_000, -1), true]]);
  });

  it("does not time a part of a lap", () => {
    expect(laps(readLogBytes("lap.csv", lap(60, {to: 15})))).toEqual([[null, false]]);
  });

  it.skipIf(!sharedData("../cases/garage61-10hz.csv"))("garage61-10hz, of another's making", () => {
    const log = readLogBytes("garage61-10hz.csv", sharedBytes("../cases/garage61-10hz.csv"));
    expect(laps(log)).toEqual([[30_200, true]]);
    expect(Math.max(...log.cars[0].columns.clutchPercent)).toBe(0);
  });
});
