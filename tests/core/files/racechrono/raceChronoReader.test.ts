import {describe, expect, it} from "vitest";
import {readLogBytes, sharedBytes, utf8} from "../../../support/logFiles.js";
import {LAP_S, LENGTH, STARTED, states} from "../../../support/loggedDrive.js";
import {logSamples} from "../../../support/logSamples.js";
import {sharedData} from "../../../support/sharedData.js";

const HEAD = ["This file is created using RaceChrono Pro v9.1.3 ( http://racechrono.com/ ).", "Format,3", "Note,", ""];
const laps = ({cars}: ReturnType<typeof readLogBytes>) =>
  cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

describe("raceChronoReader", () => {
  it("has the date of the first row, and the distance in each lap", () => {
    const {name, bytes} = logSamples().find(({format}) => format === "racechrono-csv")!;
    const log = readLogBytes(name, bytes);
    expect(log).toMatchObject({startedAt: STARTED * 1000, track: {name: "Oval"}});
    expect(log.cars[0].driver).toBe("A. Driver");
    for (const {first, end, complete} of log.cars[0].laps) {
      if (!complete) continue;
      const {lapDistance} = log.cars[0].columns;
      expect(lapDistance[first]).toBeCloseTo(LENGTH / LAP_S / 20, 1);
      expect(lapDistance[end - 1]).toBeLessThan(LENGTH);
    }
  });

  it("takes the speed by GPS of several, wherever its column is", () => {
    const rows = states(10, 0, 30).map((s) => `${STARTED + s.t},1,${s.t},25,30.5,90`);
    const names = "timestamp,lap_number,elapsed_time,speed,speed,coolant_temp";
    const lines = [...HEAD, names, "unix time,,s,m/s,m/s,.C", ",,,200: obd,100: gps,200: obd", ...rows];
    const log = readLogBytes("a.csv", utf8(`${lines.join("\n")}\n`));
    expect(log.cars[0].columns.speedKmh[3]).toBeCloseTo(109.8, 6);
    expect(log.cars[0].columns.waterTempC[3]).toBe(90);
    expect(log.report.unused).toContainEqual({
      from: "speed",
      unit: "m/s",
      reason: "speed of 200: obd; that of 100: gps is used",
    });
    expect(log.report.unused.find(({from}) => from === "elapsed_time")?.reason).toContain("since the recording began");
  });

  it("has one whole lap in the export of one lap, with the ends of its neighbours", () => {
    const rows = states(25, 0, 28).map((s) => {
      const lap = s.t < 4 ? 12 : s.t < 24 ? 13 : 14;
      return `${STARTED + s.t},${lap},${500 + s.t},${s.t * 30},30`;
    });
    const names = "timestamp,lap_number,elapsed_time,distance_traveled,speed";
    const lines = [...HEAD, names, "unix time,,s,m,m/s", ",,,,100: gps", ...rows];
    const log = readLogBytes("a.csv", utf8(`${lines.join("\n")}\n`));
    expect(laps(log)).toEqual([
      [12, null, false],
      [13, 20_000, true],
      [14, null, false],
    ]);
    expect(log.report.notes.join()).toContain("accurate to 0.040 s");
  });

  it("reads version 2, without sources", () => {
    const rows = states(10, 0, 10).map((s) => `${STARTED + s.t},,${s.t},30`);
    const lines = ["Format,2", "", "timestamp,lap_number,elapsed_time,speed", ...rows];
    const log = readLogBytes("a.csv", utf8(`${lines.join("\n")}\n`));
    expect(log.format).toBe("racechrono-csv");
    expect(log.cars[0].columns.speedKmh[0]).toBeCloseTo(108, 9);
  });

  it.skipIf(!sharedData("../cases/racechrono-v3.csv"))("racechrono-v3, of another's making", () => {
    const log = readLogBytes("racechrono-v3.csv", sharedBytes("../cases/racechrono-v3.csv"));
    const times = log.cars[0].laps.filter(({complete}) => complete).map(({lap, lapTimeMs}) => [lap, lapTimeMs]);
    expect(times).toEqual([
      [1, expect.closeTo(30_200, -2.5)],
      [2, expect.closeTo(29_850, -2.5)],
    ]);
    expect(Math.abs(times[0][1]! - 30_200)).toBeLessThanOrEqual(200);
    const {speedKmh, lapDistance} = log.cars[0].columns;
    expect(Math.max(...speedKmh)).toBeCloseTo(182, 0);
    const {first, end} = log.cars[0].laps[1];
    expect(lapDistance[first]).toBeLessThan(6);
    expect(lapDistance[end - 1]).toBeGreaterThan(1145);
    expect(lapDistance[end - 1]).toBeLessThan(1175);
  });
});
