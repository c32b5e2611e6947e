import {expect, it} from "vitest";
import {Analyst} from "../../../src/core/analyst/analyst.js";
import {statsEvents, windowEvents} from "../../../src/core/analyst/archiveStats.js";
import type {LapRow} from "../../../src/core/archive/types.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {SessionStats, TelemetryWindow} from "../../../src/core/messages/events.js";

const HZ = 60;
const rows = Array.from({length: 24 * HZ}, (_, i) => {
  const row = createRow();
  const values = {sessionTime: i / HZ, car: 0, frame: i, lapNumber: i < 8 * HZ ? 1 : 2, speedKmh: 100 + (i % 77)};
  for (const [name, value] of Object.entries(values)) row[rowIndex(name)] = value;
  return row;
});
const analyst = new Analyst();
for (const row of rows) analyst.sample("s", row);
analyst.end("s");
const live = analyst.drain().map(({event}) => event);

it("windowEvents(car, rows) gives the analyst's own window of three seconds of an archive", () => {
  const [window] = windowEvents(0, rows.slice(12 * HZ, 15 * HZ)) as TelemetryWindow[];
  const published = live.find((e): e is TelemetryWindow => e.topic === "telemetry-windows" && e.startTime === 12)!;
  expect({...window, watermark: 0}).toEqual({...published, watermark: 0});
});

it("statsEvents(laps, rows) gives the analyst's own statistics from the finished laps' means and the running lap's samples", () => {
  const first = rows.slice(0, 8 * HZ).map((row) => row[rowIndex("speedKmh")]);
  const average = first.reduce((sum, v) => sum + v, 0) / first.length;
  const lap = {samples: first.length, averageSpeedKmh: average, topSpeedKmh: Math.max(...first)} as LapRow;
  const [, stats] = statsEvents([lap], rows.slice(8 * HZ)) as SessionStats[];
  const published = live.find((e): e is SessionStats => e.topic === "session-stats" && e.sessionTime === 15)!;
  expect(stats.averageSpeedKmh).toBeCloseTo(published.averageSpeedKmh, 9);
  expect({...stats, averageSpeedKmh: 0}).toEqual({...published, averageSpeedKmh: 0});
});
