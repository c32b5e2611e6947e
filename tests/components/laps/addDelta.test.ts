import {expect, it} from "vitest";
import {addDelta, type TraceLap} from "../../../src/components/laps/traceLap.js";
import {UNKNOWN_TRACK} from "../../../src/core/archive/types.js";
import {BEAN, EIGHT, madeLap, type Shape} from "../../support/madeLaps.js";
import {fakeLap} from "../fakeLap.js";

/** A lap of a closed form in a session of its own. */
function drawn(seconds: number, session: string, track: string, shape: Shape = BEAN): TraceLap {
  const {time, x, z} = madeLap({seconds, shape, swing: 0, hz: 20});
  const column = (values: ArrayLike<number>) => Array.from(values);
  const lap = fakeLap(
    {
      sessionTime: column(time),
      currentLapTimeMs: Array.from(time, (t) => 1000 * t),
      worldX: column(x!),
      worldZ: column(z!),
      lapDistance: Array.from(time, (t) => (3000 * t) / seconds),
    },
    {row: {lapTimeMs: 1000 * seconds}},
  );
  Object.assign(lap.session, {id: session, track: {...lap.session.track, id: -1, name: track}});
  return lap;
}

it("addDelta(laps) gives each lap its delta to the first, by sample, where both are of one circuit", () => {
  const laps = [
    drawn(80, "a", "Bean"),
    drawn(81, "a", "Bean"),
    drawn(82, "b", "Bean GP"),
    drawn(80, "c", UNKNOWN_TRACK, EIGHT),
    drawn(80, "d", "Bean", EIGHT),
  ];
  addDelta(laps);
  const [reference, slower, other, unknown, fraction] = laps;
  expect(reference.derived.delta).toBeUndefined();
  const off = (lap: TraceLap, lost: number) =>
    Math.max(...lap.derived.delta.map((d, i) => Math.abs(d - (lost * lap.axes.time[i]) / (80 + lost))));
  expect(off(slower, 1)).toBeLessThan(0.01);
  // named otherwise by another session: the shape tells
  expect(off(other, 2)).toBeLessThan(0.01);
  expect(unknown.derived.delta.every(Number.isNaN)).toBe(true);
  // of the same name, but not on the reference's path: by the game's distance
  expect(Math.abs(fraction.derived.delta[800])).toBeLessThan(0.01);
});
