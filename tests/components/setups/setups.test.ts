// @vitest-environment jsdom
import {expect, it} from "vitest";
import {differenceBar} from "../../../src/components/setups/differenceBar.js";
import {experimentTable} from "../../../src/components/setups/experimentTable.js";
import {groupChoice} from "../../../src/components/setups/groupChoice.js";
import {groupLaps} from "../../../src/components/setups/groupLaps.js";
import type {ArchivedSession, LibraryEntry} from "../../../src/core/archive/types.js";
import type {ExperimentLap} from "../../../src/core/findings/experiment.js";
import {experimentFindings} from "../../../src/core/findings/experimentFindings.js";
import {timeMeasures} from "../../../src/core/findings/experimentLaps.js";
import {experimentTitle} from "../../../src/core/findings/experimentWords.js";
import {groupsToCompare, lapGroupText, parseLapGroup} from "../../../src/core/findings/lapGroup.js";
import {random} from "../../../src/core/signal/random.js";

const source = random(5);
const group = (name: string, n: number, mean: number): ExperimentLap[] =>
  Array.from({length: n}, (_, i) => {
    const time = mean + 0.1 * source.normal();
    return {
      name: `${name}:0:${i}`,
      lapTimeMs: 1000 * time,
      values: {"lap time": time, "sector 1": 30 + source.normal()},
    };
  });
const side = (session: string, mean: number) => ({session, car: 0, driver: "Ada", laps: group(session, 12, mean)});
const {findings} = experimentFindings(
  [side("a", 90), side("b", 90.5)],
  timeMeasures({name: "Here", lengthM: 5000, sectorStartsM: null}).slice(0, 3),
);

it("experimentTable(findings) says what the laps show, what they can't tell, and what they lack", () => {
  const table = experimentTable(findings, "laps");
  const rows = [...table.querySelectorAll("tbody tr")];
  expect(rows.map((row) => row.querySelector(".c-answer")?.textContent)).toEqual([
    expect.stringMatching(/^a difference, p < 0\.001/),
    expect.stringMatching(/^open: too much scatter for 0\.05 s/),
  ]);
  // what open means stands once, and a lap time is written as one
  expect(table.textContent!.match(/can't tell/g)).toHaveLength(1);
  expect(table.textContent).toContain("1 of 2 measures are open");
  expect(rows[0].querySelector(".c-mean")!.textContent).toMatch(/^1:(29|30)\.\d{3}$/);
  // the planted difference lies within the interval that is shown
  const [low, high] = rows[0].querySelector(".c-interval")!.textContent!.split(" to ").map(Number);
  expect(low).toBeLessThan(0.5);
  expect(high).toBeGreaterThan(0.5);
  expect(table.textContent).toMatch(/Without an answer: sector 2 \(0 laps with this measure/);
});

it("experimentTable(findings) calls what would be found alone a hint, not open", () => {
  const reason = "a hint: apart from 0 taken alone, not among 30 measures; about 4 more laps of both would settle it";
  const groups = {...findings[1].groups!, answer: "underpowered" as const};
  const table = experimentTable([{...findings[1], reason, groups, interval: [0.1, 0.4]}], "laps");
  expect(table.querySelector(".c-answer")!.textContent).toBe(reason);
  expect(table.querySelector("tbody tr")!.classList.contains("lb-faded")).toBe(false);
  expect(table.textContent).not.toContain("measures are open");
});

it("experimentTable(findings) without an answer says each reason once, and draws no empty table", () => {
  const reason = "0 laps with this measure in one group, 3 are needed";
  const none = findings.map((finding) => ({...finding, groups: null, status: "unavailable" as const, reason}));
  const table = experimentTable(none, "laps");
  expect(table.querySelector("table")).toBeNull();
  expect(table.textContent!.split(reason)).toHaveLength(2);
  for (const finding of none) expect(table.textContent).toContain(experimentTitle(finding));
});

it("experimentTable(findings) links a difference at a corner to a typical lap of each group there", () => {
  const place = {...findings[0].place, kind: "corner" as const, number: 6, name: "Turn 6", fromM: 900.4, toM: 1100};
  const [sector, corner] = experimentTable([findings[1], {...findings[0], place}], "corners").querySelectorAll(
    "tbody tr",
  );
  expect(sector.querySelector("a")).toBeNull();
  const {searchParams} = new URL(corner.querySelector("a")!.href, "http://lapbook.test/");
  const [b, a] = ["b", "a"].map((name) => findings[0].evidence.find(({session}) => session === name)!);
  expect(searchParams.get("laps")).toBe(`a:0:${a.lap},b:0:${b.lap}`);
  expect(searchParams.get("zoom")).toBe("900-1100");
});

it("differenceBar(finding) marks an interval that leaves the scale", () => {
  expect((differenceBar(findings[0]) as SVGElement).querySelectorAll("circle")).toHaveLength(1);
  const far = {...findings[0], value: 9, interval: [8, 10] as [number, number]};
  expect((differenceBar(far) as SVGElement).querySelectorAll("circle")).toHaveLength(0);
});

it("groupLaps(groups) says how many laps count, and names those outside the picture", () => {
  const lap = (name: string, n: number, lapTimeMs: number) => ({name, lap: n, lapTimeMs, startedAt: "2026-01-01"});
  const figure = groupLaps([[lap("a:0:1", 1, 90_000), lap("a:0:2", 2, 120_000)], [lap("a:0:3", 3, 91_000)]], {
    leftOut: [["a:0:2"], []],
    notCounted: [],
  });
  expect(figure.textContent).toContain("1 of 2 laps count");
  expect(figure.textContent).toContain("Outside: A lap 2 (2:00.000, much slower).");
});

const row = (lap: number, compound = "soft") => ({
  car: 3,
  driver: "Ada",
  lap,
  lapTimeMs: 90_000 + lap,
  valid: true,
  compound,
});
const archived = (id: string, laps: object[], stints: object[] = []) =>
  ({
    session: {
      id,
      track: {id: 7, name: "Here"},
      startedAt: "2026-02-02",
      type: "race",
      stints,
      events: [],
      flashbacks: [],
    },
    laps,
  }) as unknown as ArchivedSession;
const entry = (id: string, startedAt: string, trackId = 7) =>
  ({
    id,
    startedAt,
    track: {id: trackId, name: "Here"},
    source: {},
    type: "race",
    playerCar: null,
    best: {car: 1},
  }) as unknown as LibraryEntry;

it("a group is named as on the command line", () => {
  for (const text of ["20260101-100000-aaaaaa:0", "s:12:3-9"]) expect(lapGroupText(parseLapGroup(text)!)).toBe(text);
  for (const text of ["", "s", "s:x", "s:1:2", "s:1:2-", "../s:1"]) expect(parseLapGroup(text)).toBeNull();
});

it("groupsToCompare(session) offers the last two stints, else the session before on the circuit", () => {
  const laps = Array.from({length: 12}, (_, i) => row(i + 1, i < 6 ? "soft" : "hard"));
  const stints = [
    {car: 3, startLap: 1, endLap: 6, compound: "soft", actual: ""},
    {car: 3, startLap: 7, endLap: null, compound: "hard", actual: ""},
  ];
  const two = groupsToCompare(archived("now", laps, stints), 3, []);
  expect(two).toHaveLength(2);
  expect(two[0].lastLap! < two[1].firstLap!).toBe(true);
  const others = [
    entry("later", "2026-03-01"),
    entry("older", "2026-01-01"),
    entry("before", "2026-02-01"),
    entry("far", "2026-02-01", 8),
  ];
  expect(groupsToCompare(archived("now", laps.slice(0, 5)), 3, others).map(lapGroupText)).toEqual([
    "before:1",
    "now:3",
  ]);
  // a session without a timed lap has nothing to compare, unless there is no other
  const empty = {...entry("empty", "2026-02-01T09:00"), best: null, playerCar: 1};
  const groups = (list: LibraryEntry[]) =>
    groupsToCompare(archived("now", laps.slice(0, 5)), 3, list).map(lapGroupText);
  expect(groups([...others, empty])).toEqual(["before:1", "now:3"]);
  expect(groups([empty])).toEqual(["empty:1", "now:3"]);
  expect(groupsToCompare(archived("now", laps.slice(0, 5)), 3, [])).toHaveLength(1);
});

it("groupChoice(letter, group, session) offers drivers, stints and a range of laps", () => {
  const laps = [row(1), row(2), row(3)];
  const root = groupChoice("A", {session: "now", car: 3}, archived("now", laps), [entry("now", "2026-02-02")]);
  const chosen: string[] = [];
  root.addEventListener("chosen", () => chosen.push(lapGroupText(root.value)));
  const last = root.querySelector<HTMLInputElement>("[name=lastLap]")!;
  last.value = "2";
  last.dispatchEvent(new Event("change", {bubbles: true}));
  expect(chosen).toEqual(["now:3:1-2"]);
});
