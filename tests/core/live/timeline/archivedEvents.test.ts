import {expect, it} from "vitest";
import {archivedEvents} from "../../../../src/core/live/timeline/archivedEvents.js";
import type {LapEvent, SectorEvent} from "../../../../src/core/messages/events.js";
import {lapRow} from "../../../components/fakeSession.js";

it("archivedEvents(laps) has every timed lap and sector, with its time in the session and whether it was the car's best", () => {
  const laps = [
    lapRow({lap: 2, endTime: 270, lapTimeMs: 90_000, sector1Ms: 31_000, sector2Ms: 29_000, sector3Ms: 30_000}),
    lapRow({lap: 1, endTime: 180, lapTimeMs: 91_000, sector1Ms: 30_000, sector2Ms: 30_000, sector3Ms: 31_000}),
    lapRow({lap: 3, endTime: 350, lapTimeMs: 80_000, sector1Ms: 20_000, valid: false}),
    lapRow({lap: 4, endTime: 400, lapTimeMs: null}),
  ];
  const events = archivedEvents(laps);
  const finished = events.filter((e): e is LapEvent => e.topic === "lap-events");
  expect(finished.map(({lap, sessionTime, best, valid}) => [lap, sessionTime, best, valid])).toEqual([
    [1, 180, true, true],
    [2, 270, true, true],
    [3, 350, false, false],
  ]);
  const sectors = events.filter((e): e is SectorEvent => e.topic === "sector-times" && e.lap < 3);
  expect(sectors.map(({lap, sector, sessionTime, best}) => [lap, sector, sessionTime, best])).toEqual([
    [1, 1, 119, true],
    [1, 2, 149, true],
    [1, 3, 180, true],
    [2, 1, 211, false],
    [2, 2, 240, true],
    [2, 3, 270, true],
  ]);
});
