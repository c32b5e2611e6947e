import {expect, it} from "vitest";
import type {LapRow, Stint} from "../../../../src/core/archive/types.js";
import {pitRuns} from "../../../../src/core/laps/pace/pitRuns.js";
import {stintRuns} from "../../../../src/core/laps/stints/stintRuns.js";
import {lapRow} from "../../../support/session.js";

const laps = (n: number, change: (lap: number) => Partial<LapRow>) =>
  Array.from({length: n}, (_, i) =>
    lapRow({
      lap: i + 1,
      lapTimeMs: 90_000 + 37 * ((i * 7) % 5),
      tyreCompound: null,
      tyreAgeLaps: null,
      ...change(i + 1),
    }),
  );
const stint = (endLap: number | null, compound: string): Stint => ({car: 0, startLap: 1, endLap, compound, actual: ""});
const limits = (runs: ReturnType<typeof stintRuns>) =>
  runs.map(({firstLap, lastLap, compound, from}) => [firstLap, lastLap, compound, from]);

it("pitRuns(laps) joins successive laps that touched the pit lane, and keeps a single one", () => {
  const rows = laps(12, (lap) => ({pit: [4, 5, 9].includes(lap)}));
  expect(pitRuns(rows).map(({firstLap, lastLap, from}) => [firstLap, lastLap, from])).toEqual([
    [4, 5, "pit lane"],
    [9, 9, "pit lane"],
  ]);
});

it("pitRuns(laps, stints) finds an unmarked visit at the slower pair of laps, whichever way the source counts", () => {
  const rows = laps(12, (lap) => ({...(lap === 6 && {lapTimeMs: 96_000}), ...(lap === 7 && {lapTimeMs: 103_000})}));
  for (const endLap of [5, 6]) {
    const found = pitRuns(rows, [stint(endLap, "medium"), stint(null, "hard")]);
    expect(found).toEqual([{car: 0, firstLap: 6, lastLap: 7, from: "tyre change"}]);
  }
  // the last stint's end is no visit, although the lap after the flag follows it; a marked visit is not found twice
  expect(pitRuns(rows, [stint(12, "hard")])).toEqual([]);
  expect(pitRuns(rows, [stint(5, "medium"), {...stint(11, "hard"), startLap: 6}])).toHaveLength(1);
  const marked = rows.map((row) => ({...row, pit: row.lap === 6 || row.lap === 7}));
  expect(pitRuns(marked, [stint(5, "medium"), stint(null, "hard")])).toHaveLength(1);
});

it("stintRuns(laps, stints) moves the session's stints to the lap into the pits, and covers all laps", () => {
  const rows = laps(12, (lap) => ({...(lap === 6 && {lapTimeMs: 96_000}), ...(lap === 7 && {lapTimeMs: 103_000})}));
  for (const endLap of [5, 6])
    expect(limits(stintRuns(rows, [stint(endLap, "medium"), {...stint(null, "hard"), startLap: endLap + 1}]))).toEqual([
      [1, 6, "medium", "session"],
      [7, 12, "hard", "session"],
    ]);
});

it("stintRuns(laps) without a list begins a stint where the tyres are younger, or the compound another", () => {
  const aged = laps(6, (lap) => ({tyreAgeLaps: lap < 4 ? lap + 2 : lap - 4, tyreCompound: "soft"}));
  const runs = stintRuns(aged);
  expect(limits(runs)).toEqual([
    [1, 3, "soft", "all laps"],
    [4, 6, "soft", "tyre age"],
  ]);
  expect(runs.map(({startAge}) => startAge)).toEqual([3, 0]);
  const changed = laps(6, (lap) => ({tyreCompound: lap < 3 ? "wet" : "intermediate"}));
  expect(limits(stintRuns(changed))[1]).toEqual([3, 6, "intermediate", "compound"]);
});

it("stintRuns(laps) that know nothing of tyres divides at the pit lane; the lap out belongs to the new stint", () => {
  const rows = laps(8, (lap) => ({pit: lap === 3 || lap === 4}));
  expect(limits(stintRuns(rows))).toEqual([
    [1, 3, null, "all laps"],
    [4, 8, null, "pit lane"],
  ]);
  expect(stintRuns([])).toEqual([]);
});

it("stintRuns(laps, stints) of a list that contradicts itself has no lap twice", () => {
  const rows = laps(10, () => ({}));
  const listed = [stint(8, "soft"), {...stint(3, "hard"), startLap: 4}, {...stint(null, "medium"), startLap: 5}];
  expect(limits(stintRuns(rows, listed))).toEqual([
    [1, 8, "soft", "session"],
    [9, 10, "medium", "session"],
  ]);
});

it("stintRuns(laps) without a list begins no stint after the lap on which a car left the pits", () => {
  expect(
    limits(stintRuns(laps(8, (lap) => ({pit: lap === 1 || lap === 5})))).map(([first, last]) => [first, last]),
  ).toEqual([
    [1, 5],
    [6, 8],
  ]);
});
