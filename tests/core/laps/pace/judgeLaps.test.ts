import {expect, it} from "vitest";
import type {LapRow, SessionEvent} from "../../../../src/core/archive/types.js";
import {judgeLaps, type PaceFacts} from "../../../../src/core/laps/pace/judgeLaps.js";
import {neutralisedPeriods} from "../../../../src/core/laps/pace/neutralised.js";
import {lapRow} from "../../../support/session.js";

const FACTS: PaceFacts = {type: "race", events: [], flashbacks: [], stints: [], playerCar: 0};
const event = (code: string, sessionTime: number, details: Record<string, number> = {}): SessionEvent => ({
  code,
  sessionTime,
  details,
});
/** Twelve laps of 90 s, the first from 0 s on. */
const race = (change: (lap: number) => Partial<LapRow> = () => ({})) =>
  Array.from({length: 12}, (_, i) =>
    lapRow({
      ...{lap: i + 1, lapTimeMs: 90_000 + ((i * 7) % 5) * 100, startTime: 90 * i, endTime: 90 * (i + 1)},
      ...change(i + 1),
    }),
  );
const reasons = (rows: LapRow[], facts: Partial<PaceFacts> = {}) =>
  Object.fromEntries(
    judgeLaps(rows, {...FACTS, ...facts}).flatMap(({row, leftOut}) => (leftOut ? [[row.lap, leftOut]] : [])),
  );

it("judgeLaps(laps, facts) leaves out the first lap of a race, and of another session none", () => {
  expect(reasons(race())).toEqual({1: "start of the race"});
  expect(reasons(race(), {type: "practice 1"})).toEqual({});
});

it("judgeLaps(laps, facts) leaves out laps without a time, invalid ones, and those that touched the pit lane", () => {
  const rows = race((lap) => ({
    ...(lap === 3 && {lapTimeMs: null}),
    ...(lap === 4 && {valid: false}),
    // the games make the lap out of the pits invalid
    ...((lap === 6 || lap === 7) && {pit: true, lapTimeMs: 100_000, valid: lap !== 7}),
  }));
  const left = {1: "start of the race", 3: "no time", 4: "not valid", 6: "pit lane", 7: "pit lane"};
  expect(reasons(rows)).toEqual(left);
});

it("judgeLaps(laps, facts) leaves out what was driven behind a safety car, from the lap in which it came out to the one in which it went in", () => {
  const events = [event("safetyCar", 200, {from: 0, to: 1}), event("safetyCar", 400, {from: 1, to: 0})];
  const left = {1: "start of the race", 3: "safety car", 4: "safety car", 5: "safety car"};
  expect(reasons(race(), {events})).toEqual(left);
  // a lap known by its times only cannot be placed, and is not judged by the events
  expect(
    reasons(
      race(() => ({startTime: null, endTime: null})),
      {events},
    ),
  ).toEqual({1: "start of the race"});
});

it("judgeLaps(laps, facts) says of a pit lap that it was neutralised too", () => {
  const events = [
    event("SCAR", 200, {safetyCarType: 2, eventType: 0}),
    event("SCAR", 220, {safetyCarType: 2, eventType: 3}),
  ];
  const third = judgeLaps(
    race((lap) => ({pit: lap === 3})),
    {...FACTS, events},
  )[2];
  expect(third).toMatchObject({leftOut: "pit lane", neutralised: "virtual safety car"});
});

it("judgeLaps(laps, facts) leaves out the player's lap with a flashback, not the others'", () => {
  const flashbacks = [{fromFrame: 9, toFrame: 5, fromTime: 475, toTime: 470}];
  expect(reasons(race(), {flashbacks})).toEqual({1: "start of the race", 6: "flashback"});
  expect(reasons(race(), {flashbacks, playerCar: 3})).toEqual({1: "start of the race"});
});

it("judgeLaps(laps, facts) leaves out a spin, but not the laps of a slower tyre or of a slower car", () => {
  const spin = race((lap) => ({...(lap === 8 && {lapTimeMs: 97_000})}));
  expect(reasons(spin)).toEqual({1: "start of the race", 8: "much slower"});
  const wet = race((lap) => (lap > 6 ? {lapTimeMs: 99_000 + lap * 50, tyreCompound: "wet"} : {}));
  expect(reasons(wet)).toEqual({1: "start of the race"});
  const slow = race((lap) => ({car: 1, lapTimeMs: 99_000 + lap * 50}));
  expect(judgeLaps([...race(), ...slow], FACTS).filter(({leftOut}) => leftOut).length).toBe(2);
});

it("neutralisedPeriods(events) knows one that began before the recording, one that lasts, and a red flag until the restart", () => {
  expect(
    neutralisedPeriods([event("safetyCar", 50, {from: 2, to: 0}), event("safetyCar", 70, {from: 0, to: 1})]),
  ).toEqual([
    {kind: "virtual safety car", from: -Infinity, to: 50},
    {kind: "safety car", from: 70, to: Infinity},
  ]);
  expect(neutralisedPeriods([event("LGOT", 5), event("RDFL", 100), event("LGOT", 900)])).toEqual([
    {kind: "red flag", from: 100, to: 900},
  ]);
  // virtual to real safety car without a green phase; SCAR repeats what the status says
  expect(
    neutralisedPeriods([
      event("safetyCar", 10, {from: 0, to: 2}),
      event("SCAR", 10.1, {safetyCarType: 2, eventType: 0}),
      event("safetyCar", 20, {from: 2, to: 1}),
      event("safetyCar", 30, {from: 1, to: 3}),
    ]),
  ).toEqual([
    {kind: "virtual safety car", from: 10, to: 20},
    {kind: "safety car", from: 20, to: 30},
  ]);
  expect(neutralisedPeriods([])).toEqual([]);
});

it("judgeLaps(laps, facts) judges a lap on unknown tyres like those on known ones, and laps that all have unknown tyres among themselves", () => {
  const out = race((lap) => (lap === 2 ? {tyreCompound: null, lapTimeMs: 130_000} : {}));
  expect(reasons(out, {type: "practice 1"})).toEqual({2: "much slower"});
  const unknown = race((lap) => ({tyreCompound: null, ...(lap === 2 && {lapTimeMs: 130_000})}));
  expect(reasons(unknown, {type: "practice 1"})).toEqual({2: "much slower"});
});
