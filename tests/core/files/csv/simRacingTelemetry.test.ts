import {expect, it} from "vitest";
import {readLogBytes, sessionOf} from "../../../support/logFiles.js";
import {LAP_S, lapStates, utf8} from "../../../support/loggedDrive.js";

/** Laps 1–3 as Sim Racing Telemetry exports them: a row a stretch, in tabs, with rows of zeros where nothing was measured. */
function srtText(): string {
  const names =
    "carId trackId trackLength lapIndex lapNum lapFlag binIndex validBin lap_distance lap_time total_time world_position_X world_position_Y world_position_Z throttle brake steering gear rpm speed";
  const rows = [1, 2, 3].flatMap((lap) => {
    const own = lapStates(lap, 10).map((s, bin) => [
      ...["car", "oval", 754, lap - 1, lap, 0, bin, 1, s.distance, s.lapTime, s.t, s.x, 1, s.z],
      ...[s.throttle, s.brake, s.steer, s.gear, s.rpm, s.kmh / 3.6],
    ]);
    const empty = Array.from({length: 5}, (_, i) => [
      "car",
      "oval",
      754,
      lap - 1,
      lap,
      0,
      300 + i,
      ...Array(13).fill(0),
    ]);
    return [...own, ...empty];
  });
  return [names.split(" "), ...rows].map((row) => row.join("\t")).join("\n");
}

it("a table of Sim Racing Telemetry has its laps, without the rows that were not measured", () => {
  const log = readLogBytes("laps.csv", utf8(`${srtText()}\n`));
  const {laps} = sessionOf(log);
  expect(laps.map(({lap, complete}) => [lap, complete])).toEqual([1, 2, 3].map((lap) => [lap, true]));
  for (const {lapTimeMs} of laps) expect(Math.abs(lapTimeMs! - LAP_S * 1000)).toBeLessThanOrEqual(100);
  const {columns, rows} = log.cars[0];
  expect(rows).toBe(600);
  expect(Math.min(...columns.speedKmh)).toBeGreaterThan(100);
  expect(log.report.notes.join("\n")).toContain("15 of 615 rows are left out: validBin is 0");
});
