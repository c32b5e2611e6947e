import {expect, it} from "vitest";
import {orderByLap} from "../../../../src/core/laps/race/orderByLap.js";
import type {LapEvent} from "../../../../src/core/messages/events.js";

const ended = (car: number, lap: number, sessionTime: number) => ({car, lap, sessionTime}) as LapEvent;

it("orderByLap counts places among the cars that have finished a lap, by the time at which they did", () => {
  const laps = [
    ended(1, 1, 92),
    ended(0, 1, 90),
    ended(2, 1, 95),
    ended(2, 2, 180),
    ended(0, 2, 181),
    ended(0, 3, 270),
  ];
  const places = orderByLap(laps).map(({car, lap, position}) => `lap ${lap}: P${position} car ${car}`);
  expect(places).toEqual([
    ...["lap 1: P1 car 0", "lap 1: P2 car 1", "lap 1: P3 car 2"],
    ...["lap 2: P1 car 2", "lap 2: P2 car 0", "lap 3: P1 car 0"],
  ]);
  expect(orderByLap([])).toEqual([]);
});
