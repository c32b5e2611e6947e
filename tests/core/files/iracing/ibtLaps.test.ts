import {expect, it} from "vitest";
import {ibtLaps} from "../../../../src/core/files/iracing/ibtLaps.js";

/** Three laps of 20 s at 10 Hz, in the pits for the last two seconds of the second. */
function log() {
  const time = Float64Array.from({length: 601}, (_, i) => i / 10);
  return {
    time,
    lap: time.map((t) => 1 + Math.floor(t / 20)),
    part: time.map((t) => (t % 20) / 20),
    lastLap: time.map((t) => (t >= 20 ? 20.1 : -1)),
    onPitRoad: time.map((t) => Number(t >= 38 && t < 40)),
  };
}

it("ibtLaps(log) marks the lap that was in the pits for a part of it, and no other", () => {
  expect(ibtLaps(log(), []).map(({lap, pit}) => [lap, pit])).toEqual([
    [1, false],
    [2, true],
    [3, false],
    [4, false],
  ]);
});

it("ibtLaps(log) takes the game's time where it agrees with the crossings, and theirs where it does not", () => {
  expect(ibtLaps(log(), []).map(({lapTimeMs}) => lapTimeMs)).toEqual([null, 20_100, 20_100, null]);
  const wrong = {...log(), lastLap: new Float64Array(601).fill(25)};
  expect(ibtLaps(wrong, []).map(({lapTimeMs, valid}) => [lapTimeMs, valid])).toEqual([
    [null, true],
    [20_000, false],
    [20_000, false],
    [null, true],
  ]);
});
