import {expect, it} from "vitest";
import {placeUnder} from "../../../src/components/laps/lapPlace.js";
import {lapsOnLine} from "../../../src/components/laps/lapsOnLine.js";
import {lineAxis} from "../../../src/components/laps/lineAxis.js";
import {placementNotes} from "../../../src/components/laps/lineCheck.js";
import type {TraceLap} from "../../../src/components/laps/traceLap.js";
import {UNKNOWN_TRACK} from "../../../src/core/archive/types.js";
import {deltaRate} from "../../../src/core/laps/deltaRate.js";
import {gridAtPlaces} from "../../../src/core/laps/gridAt.js";
import {pieceTimes} from "../../../src/core/laps/partition.js";
import {BEAN, EIGHT} from "../../support/madeLaps.js";
import {drawn} from "../drawnLap.js";

it("lapsOnLine(laps) gives each lap its delta to the first, by sample, where both are of one circuit", () => {
  const laps = [
    drawn(80, "a", "Bean"),
    drawn(81, "a", "Bean"),
    drawn(82, "b", "Bean GP"),
    drawn(80, "c", UNKNOWN_TRACK, EIGHT),
    drawn(80, "d", "Bean", EIGHT),
  ];
  const notes = placementNotes(lapsOnLine(laps, []));
  expect(notes.find((note) => note.includes("no delta"))).toContain("not the same circuit by its shape");
  expect(notes.some((note) => note.includes("placed by the game's distance"))).toBe(true);
  // the second lap needs none
  expect(notes.length).toBeLessThan(4);
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

it("lapsOnLine(laps) cuts all laps alike; the pieces of each add up to its time, their differences to the delta at the line", async () => {
  const laps = [drawn(80, "a", "Bean"), drawn(81.5, "a", "Bean")];
  const {pieces, laps: placed, corners, lengthM} = lapsOnLine(laps, [])!;
  expect(corners.list.length).toBeGreaterThan(1);
  expect([pieces[0].fromM, pieces.at(-1)!.toM]).toEqual([0, lengthM]);
  const [reference, slower] = placed.map(({grid}) => pieceTimes(grid, pieces));
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  expect(sum(reference)).toBeCloseTo(80, 9);
  expect(1000 * (sum(slower) - sum(reference))).toBeCloseTo(placed[1].comparison!.deltaAtLineMs!, 6);
  // the same corners stand on the axis
  const place = await placeUnder(laps[0]);
  expect(place!.corners.map(({number}) => number)).toEqual(corners.list.map(({number}) => number));
  for (const {apex, apexM} of place!.corners) expect(Math.abs(placed[0].position.at[apex] - apexM)).toBeLessThan(5);
  // the delta grows with the time: its rate is the same share of the time that 100 m take
  const {derived, errors} = laps[1];
  const share = gridAtPlaces(placed[0].grid, deltaRate(placed[0].grid.time, 1), placed[1].position.at);
  for (let i = 20; i < 1600; i++)
    expect(Math.abs(derived.deltaRate[i] - (1.5 / 80) * share[i])).toBeLessThan(errors!.deltaRate[i]);
});

it("lapsOnLine(laps) counts the distance of every lap along the line, as its corners do, and measures the lines apart", () => {
  const [reference, wide] = [drawn(80, "a", "Bean"), drawn(80, "b", "Bean", BEAN, 4)];
  // its own count is longer
  wide.axes.distance = wide.axes.distance.map((metres) => 1.03 * metres);
  const {laps, pieces, lengthM} = lapsOnLine([reference, wide], [])!;
  // the line of the first lap is longer than the 3,000 m that its game counts
  expect(lengthM).toBeGreaterThan(3200);
  // the last sample is within a step of 20 Hz
  expect(Math.abs(reference.axes.distance.at(-1)! - lengthM)).toBeLessThan(3);
  const axis = lineAxis(laps[0])!;
  for (const {fromM, toM} of pieces) {
    const isInside = fromM > 3 && toM < lengthM - 3;
    expect(Math.abs(axis.position(fromM, "distance") - fromM)).toBeLessThan(isInside ? 1e-6 : 3);
    expect(Math.abs(axis.metres(toM, "distance") - toM)).toBeLessThan(isInside ? 1e-6 : 3);
  }
  for (let i = 20; i < 1580; i++) {
    expect(Math.abs(wide.axes.distance[i] - reference.axes.distance[i])).toBeLessThan(2);
    expect(wide.derived.lineOffset[i]).toBeCloseTo(4, 0);
  }
});

it("lapsOnLine(laps) takes the path of a part of a lap as the line, and is null without laps", () => {
  const part = drawn(80, "a", "Bean");
  part.lap.complete = false;
  const {laps, source} = lapsOnLine([part], [])!;
  expect(laps[0].grid.alignment).toBe("reference path");
  expect(source).toBe("the reference lap's path");
  expect(lapsOnLine([], [])).toBeNull();
});
