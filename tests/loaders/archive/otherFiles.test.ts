import {expect, it} from "vitest";
import {adviceOn} from "../../../loaders/archive/otherFiles.js";
import {LOG_FILE_READERS} from "../../../src/core/files/readers.js";

it.each([
  ["short.RCZ", "CSV v3 or VBO"],
  ["laps.xlsx", "save the sheet as CSV"],
  ["session.zip", "unpack it"],
  ["drive.fit", "as GPX"],
  ["table.csv.gz", "the line of its names"],
  ["photo.jpg", ""],
])("%s: %s", (name, advice) => {
  if (advice) expect(adviceOn(name)).toContain(advice);
  else expect(adviceOn(name)).toBe("");
});

it("no advice is given on a kind of file that is read, except on tables", () => {
  const read = LOG_FILE_READERS.flatMap(({extensions}) => extensions).filter((end) => !/csv|tsv|txt/.test(end));
  expect(read.filter((end) => adviceOn(`run${end}`) !== "")).toEqual([]);
});
