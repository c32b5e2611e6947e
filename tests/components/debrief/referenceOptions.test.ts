import {expect, it} from "vitest";
import {referenceOptions} from "../../../src/components/debrief/referenceOptions.js";
import type {ArchivedSession, LibraryEntry} from "../../../src/core/archive/types.js";

/** A drive around a square of this side, m. */
const square = (side: number): [number, number][] => [
  [0, 0],
  [side, 0],
  [side, side],
  [0, side],
];
const entry = (id: string, name: string, outline: [number, number][]) =>
  ({
    ...{id, outline, startedAt: "2026-01-01T12:00:00Z", bestSampled: true, bestDriver: "Ada"},
    track: {id: -1, name, lengthM: 0, sectorStartsM: null},
    source: {game: "unknown"},
    best: {car: 0, lap: 1, lapTimeMs: 60_000},
  }) as unknown as LibraryEntry;
const offered = (name: string, others: LibraryEntry[], outline = square(500)) => {
  const own = entry("own", name, outline);
  const archived = {session: {id: "own", track: own.track, drivers: []}, laps: []} as unknown as ArchivedSession;
  return referenceOptions(archived, 0, [own, ...others]).map(({key}) => key);
};

it("offers sessions of a named circuit, of one without a name only those whose laps are as long", () => {
  expect(offered("Oval", [entry("a", "Oval", []), entry("b", "Other", square(500))])).toEqual(["a:0"]);
  const unknown = (id: string, side: number) => entry(id, "unknown track", square(side));
  expect(offered("unknown track", [unknown("same", 504), unknown("other", 530), unknown("long", 2000)])).toEqual([
    "same:0",
  ]);
  // nothing tells them apart from others: none is offered
  expect(offered("unknown track", [unknown("other", 500), entry("none", "unknown track", [])], [])).toEqual([]);
});
