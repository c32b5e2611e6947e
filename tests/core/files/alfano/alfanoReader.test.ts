import {describe, expect, it} from "vitest";
import {readLogBytes, sharedBytes, utf8} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const NAME = "Excel_SN1_301025_17H02_driver.csv";
const laps = ({cars}: ReturnType<typeof readLogBytes>) =>
  cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

interface Written {
  /** Absolute Time over the whole session */
  runsOn?: boolean;
  /** lap and its time in the first row of each lap only, and a row of separators between laps */
  sparse?: boolean;
  lastS?: number;
}

/** Laps of a circle, counter-clockwise at 72 km/h, as ADA writes them. */
function ada({runsOn = true, sparse = true, lastS = 30.1}: Written = {}): string {
  const lines = [
    "Lap;Time Lap;Absolute Time;Time;RPM;Speed GPS;T1;Gf. X;Gf. Y;Orientation;Lat.;Lon.;UTC time : 170245.00",
  ];
  let begun = 0;
  for (const [k, seconds] of [30.4, 30.05, lastS].entries()) {
    if (sparse && k > 0) lines.push(";;;;;;;;;;;;");
    for (let i = 0; i / 10 < seconds; i++) {
      const [t, angle] = [i / 10, ((i / 10) * 2 * Math.PI) / 30.2];
      const heading = ((450 - (angle * 180) / Math.PI - 90) % 360) * 100;
      const first = sparse && i > 0 ? ";" : `${k + 1};${seconds.toFixed(2)}`;
      const clock = `${((runsOn ? begun : 0) + t).toFixed(2)};${t.toFixed(2)}`;
      const place = `${(47 + (96 / 111_320) * Math.sin(angle)).toFixed(7)};${(11 + (96 / 75_921) * Math.cos(angle)).toFixed(7)}`;
      lines.push(
        `${first};${clock};8,${String(100 + i).padStart(3, "0")};72.0;0;-0.42;0.1;${heading.toFixed(0)};${place};`,
      );
    }
    begun += seconds;
  }
  return `${lines.join("\n")}\n`;
}

describe("alfanoReader", () => {
  it.each([
    ["Absolute Time runs on", {runsOn: true, sparse: true}],
    ["all clocks begin anew", {runsOn: false, sparse: true}],
    ["each row has its lap", {runsOn: true, sparse: false}],
  ])("has the lap times of the file: %s", (_, written) => {
    const log = readLogBytes(NAME, utf8(ada(written)));
    expect(laps(log)).toEqual([
      [1, 30_400, true],
      [2, 30_050, true],
      [3, 30_100, true],
    ]);
    const {sessionTime, rpm, heading, speedKmh} = log.cars[0].columns;
    expect(sessionTime[log.cars[0].laps[2].first]).toBeCloseTo(60.45, 6);
    expect([rpm[0], rpm[7], speedKmh[0]]).toEqual([8100, 8107, 72]);
    expect(Math.max(...heading)).toBeLessThanOrEqual(2 * Math.PI);
    expect(heading[75]).toBeCloseTo((2 * Math.PI * (1 - 7.5 / 30.2)) % (2 * Math.PI), 2);
    expect(log.startedAt).toBe(Date.UTC(2025, 9, 30, 17, 2, 45));
    expect(log.report.unused.find(({from}) => from === "T1")?.reason).toContain("choose its channel");
  });

  it("does not take the way to the pits for a lap", () => {
    expect(laps(readLogBytes(NAME, utf8(ada({lastS: 7.95}))))[2]).toEqual([3, null, false]);
  });

  it("says that the file has no date where its name has none", () => {
    const log = readLogBytes("session.csv", utf8(ada()));
    expect(log.startedAt).toBeNull();
    expect(log.report.notes).toContain("the drive began at 17:02:45 by the device; the file has no date");
  });

  it("finds the lateral axis by heading and speed where the app's axes are exchanged", () => {
    const lines = ada().split("\n");
    const turned = lines.map((line, row) => {
      const cells = line.split(";");
      if (row > 0 && cells.length > 8) [cells[7], cells[8]] = ["0.0", cells[7]];
      return cells.join(";");
    });
    const log = readLogBytes(NAME, utf8(turned.join("\n")));
    expect(log.report.notes.join()).toContain("Gf. Y is lateral");
    expect(Math.abs(log.cars[0].columns.gLateral[100])).toBeCloseTo(0.42, 6);
  });

  it.skipIf(!sharedData("../cases/alfano-ada.csv"))("alfano-ada, of another's making", () => {
    const log = readLogBytes("alfano-ada.csv", sharedBytes("../cases/alfano-ada.csv"));
    expect(laps(log)).toEqual([
      [1, 30_200, true],
      [2, 29_850, true],
      [3, null, false],
    ]);
    const {rpm, heading, speedKmh, sessionTime} = log.cars[0].columns;
    expect([rpm[0], speedKmh[0], sessionTime.at(-1)]).toEqual([4498, 89.9, 68]);
    expect(heading[1]).toBeCloseTo((355.24 * Math.PI) / 180, 6);
  });
});
