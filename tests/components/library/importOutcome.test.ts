import {expect, it} from "vitest";
import {fileKind, importedNames, importOutcome, outcomeSummary} from "../../../src/components/library/importOutcome.js";

it("importOutcome(imported) knows new sessions, known ones, and none", () => {
  expect(importOutcome({sessions: []})).toBe("none");
  expect(importOutcome({sessions: [{id: "a", status: "unchanged"}]})).toBe("known");
  expect(importOutcome({sessions: [{id: "a", status: "unchanged"}, {id: "b"}]})).toBe("imported");
  // the archive has more of it: nothing was imported
  expect(importOutcome({sessions: [{id: "a", status: "shorter"}]})).toBe("known");
});

it("outcomeSummary(outcomes) counts each outcome, and leaves out those that do not occur", () => {
  expect(outcomeSummary(["imported", "failed", "imported", "known"])).toBe(
    "4 files: 2 imported, 1 in the archive already, 1 failed",
  );
});

it("importedNames(sessions) are track and type as far as they are known, else the id; equal ones have their time", () => {
  const monza = {track: {name: "Monza"}, type: "race"};
  const others = [
    {id: "x", track: "unknown", type: "race"},
    {id: "y", type: "unknown"},
  ];
  expect(importedNames([{id: "a", ...monza}, ...others])).toEqual(["Monza, race", "race", "y"]);
  const [first, second] = importedNames([
    {id: "a", ...monza, startedAt: "2026-03-01T14:00:00Z"},
    {id: "b", ...monza, startedAt: "2026-03-01T15:00:00Z"},
  ]);
  expect(first).toMatch(/^Monza, race, 1 Mar 2026, \d\d:00$/);
  expect(second).not.toBe(first);
});

it("fileKind(file) is the extension without .gz; tables share one", () => {
  const kinds = ["a.CSV", "b.tsv.gz", "c.txt", "d.ld", "e.LD.gz", "none"].map((name) => fileKind({name}));
  expect(kinds).toEqual([".csv", ".csv", ".csv", ".ld", ".ld", ""]);
});
