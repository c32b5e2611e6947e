import {describe, expect, it} from "vitest";
import {candidatesOf} from "../../../src/components/laps/lapCandidates.js";
import {drawable, drawableOwnFirst, lapText, withSlots} from "../../../src/components/laps/lapChoice.js";
import {wholeNotes} from "../../../src/components/laps/wholeNotes.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {fakeRow} from "../fakeLap.js";

const key = (lap: number) => ({session: "s", car: 0, lap});

describe("withSlots", () => {
  it("leaves each lap its colour when another goes or the reference changes", () => {
    const three = withSlots([key(1), key(2), key(3)]);
    expect(three.map((c) => c.slot)).toEqual([0, 1, 2]);
    const two = withSlots([key(3), key(1)], three);
    expect(two.map((c) => [c.lap, c.slot])).toEqual([
      [3, 2],
      [1, 0],
    ]);
    expect(withSlots([...two, key(4)], two).map((c) => c.slot)).toEqual([2, 0, 1]);
  });
});

describe("drawable", () => {
  it("puts counted laps first, fastest first, and leaves out laps without samples", () => {
    const rows = [
      fakeRow({lap: 1, lapTimeMs: 90_000}),
      fakeRow({lap: 2, lapTimeMs: 70_000, valid: false}),
      fakeRow({lap: 3, lapTimeMs: null, complete: false}),
      fakeRow({lap: 4, lapTimeMs: 80_000}),
      fakeRow({lap: 5, lapTimeMs: 60_000, file: null, samples: 0}),
    ];
    expect(drawable(rows).map((l) => l.lap)).toEqual([4, 1, 2, 3]);
  });
});

describe("candidatesOf", () => {
  it("marks the session's best and each driver's best, never an invalid lap", () => {
    const laps = [
      fakeRow({car: 0, lap: 1, lapTimeMs: 80_000}),
      fakeRow({car: 0, lap: 2, lapTimeMs: 79_000}),
      fakeRow({car: 1, lap: 1, lapTimeMs: 81_000}),
      fakeRow({car: 1, lap: 2, lapTimeMs: 70_000, valid: false}),
    ];
    const marks = candidatesOf({session: {id: "s"} as SessionFile, laps}).map(
      (c) => `${c.key.car}:${c.key.lap} ${c.timing}`,
    );
    expect(marks.sort()).toEqual(["0:1 slower", "0:2 best", "1:1 personal", "1:2 null"]);
  });
});

describe("lapText", () => {
  it("says what is unusual about a lap", () => {
    expect(lapText(fakeRow({lapTimeMs: 83_456}))).toBe("1:23.456  Ada lap 1");
    expect(lapText(fakeRow({driver: "", lapTimeMs: null, complete: false}))).toBe("—  car 0 lap 1 (not finished)");
  });
});

it("wholeNotes(laps) says of a lap that is not whole how far it is compared, and which are whole", () => {
  const laps = [1, 2, 3].map((lap) => fakeRow({lap, ...(lap === 3 && {lapTimeMs: null, complete: false})}));
  const named = (lap: number) => ({label: `lap ${lap}`, lap: laps[lap - 1], laps});
  expect(wholeNotes([named(1), named(2)])).toEqual([]);
  expect(wholeNotes([named(1), named(3)])).toEqual([
    "lap 3: it was not finished; its delta covers the part that there is, and can't be checked at the line; whole laps of this car: 1–2.",
  ]);
  expect(wholeNotes([named(3), named(1)])[0]).toContain("as the reference it gives a delta only where it was recorded");
});

it("drawableOwnFirst(session) puts the player before a faster driver of the game", () => {
  const drivers = [
    {car: 0, name: "Game", ai: true},
    {car: 1, name: "Player", ai: false},
    {car: 2, name: "Friend", ai: false},
  ];
  const laps = [
    fakeRow({car: 0, lapTimeMs: 80_000}),
    fakeRow({car: 1, lapTimeMs: 90_000}),
    fakeRow({car: 1, lap: 2, lapTimeMs: 89_000}),
    fakeRow({car: 2, lapTimeMs: 85_000}),
  ];
  const order = (playerCar: number | null) =>
    drawableOwnFirst({session: {drivers, playerCar} as never, laps}).map(({car, lap}) => `${car}:${lap}`);
  expect(order(1)).toEqual(["1:2", "1:1", "2:1", "0:1"]);
  // nobody is known to be the player: people before the game, fastest first
  expect(order(null)).toEqual(["2:1", "1:2", "1:1", "0:1"]);
});
