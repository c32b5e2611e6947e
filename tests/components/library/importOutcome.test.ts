import {expect, it} from "vitest";
import {fileKind, importedName, importOutcome, outcomeSummary} from "../../../src/components/library/importOutcome.js";

it("importOutcome(imported) knows new sessions, known ones, and none", () => {
  expect(importOutcome({sessions: []})).toBe("none");
  expect(importOutcome({sessions: [{id: "a", status: "unchanged"}]})).toBe("known");
  expect(importOutcome({sessions: [{id: "a", status: "unchanged"}, {id: "b"}]})).toBe("imported");
});

it("outcomeSummary(outcomes) counts each outcome, and leaves out those that do not occur", () => {
  expect(outcomeSummary(["imported", "failed", "imported", "known"])).toBe(
    "4 files: 2 imported, 1 in the archive already, 1 failed",
  );
});

it("importedName(session) is track and type as far as they are known, else the id", () => {
  expect(importedName({id: "x", track: {name: "Monza"}, type: "race"})).toBe("Monza, race");
  expect(importedName({id: "x", track: "unknown", type: "race"})).toBe("race");
  expect(importedName({id: "x", type: "unknown"})).toBe("x");
});

it("fileKind(file) is the extension without .gz; tables share one", () => {
  const kinds = ["a.CSV", "b.tsv.gz", "c.txt", "d.ld", "e.LD.gz", "none"].map((name) => fileKind({name}));
  expect(kinds).toEqual([".csv", ".csv", ".csv", ".ld", ".ld", ""]);
});
