import {describe, expect, it} from "vitest";
import {readLogBytes} from "../../../support/logFiles.js";
import {table} from "./tableText.js";

const STEPS = Array.from({length: 400}, (_, i) => i / 4);
const two = (v: number) => String(Math.floor(v)).padStart(2, "0");
/** `23:59:30.25` of seconds since a midnight. */
const clock = (s: number) => `${two((s / 3600) % 24)}:${two((s / 60) % 60)}:${(s % 60).toFixed(2).padStart(5, "0")}`;
const halfDay = (s: number) => `${clock(((s + 39_600) % 43_200) + 3600)} ${(s / 43_200) % 2 < 1 ? "AM" : "PM"}`;
const read = (columns: Parameters<typeof table>[0]) => readLogBytes("run.csv", table(columns));
const lastOf = (log: ReturnType<typeof read>) => {
  const {sessionTime} = log.cars[0].columns;
  return sessionTime[sessionTime.length - 1] - sessionTime[0];
};
const speed = {speed: STEPS.map((t) => 120 + t / 10)};

describe("a table with a clock", () => {
  it.each([
    ["a time of day", (s: number) => clock(s), 86_350],
    ["a time of day with am and pm", halfDay, 86_350],
    ["am and pm over noon", halfDay, 43_150],
    ["seconds of a day", (s: number) => s % 86_400, 86_350],
  ])("goes on over midnight: %s", (_, write, begun) => {
    const log = read({Time: STEPS.map((t) => write(begun + t)), ...speed});
    expect(lastOf(log)).toBeCloseTo(99.75, 6);
    expect(log.cars[0].laps).toHaveLength(1);
  });

  it("has the date of its row", () => {
    const at = (s: number) => (s < 86_400 ? "13.06.2026" : "14.06.2026");
    const log = read({Date: STEPS.map((t) => at(86_350 + t)), Time: STEPS.map((t) => clock(86_350 + t)), ...speed});
    expect(log.startedAt).toBe(Date.UTC(2026, 5, 13, 23, 59, 10));
    expect(lastOf(log)).toBeCloseTo(99.75, 5);
  });

  it("has the date of the first day where the column keeps it", () => {
    const log = read({Date: STEPS.map(() => "2026-06-13"), Time: STEPS.map((t) => halfDay(86_350 + t)), ...speed});
    expect(log.startedAt).toBe(Date.UTC(2026, 5, 13, 23, 59, 10));
    expect(lastOf(log)).toBeCloseTo(99.75, 5);
  });

  it.each([
    ["UTC Time", (t: number) => 1_767_225_600 + t],
    ["utc", (t: number) => (1_767_225_600 + t) * 1000],
    ["Date", () => "01/13/2026"],
  ])("begins when another column says: %s", (name, write) => {
    const log = read({Time: STEPS, ...speed, [name]: STEPS.map<number | string>(write)});
    expect(new Date(log.startedAt ?? 0).toISOString()).toBe(
      name === "Date" ? "2026-01-13T00:00:00.000Z" : "2026-01-01T00:00:00.000Z",
    );
    expect(log.report.unused.find(({from}) => from === name)?.reason).toBe("used for the start of the log");
    expect(log.cars[0].columns.sessionTime[4]).toBe(1);
  });

  it("may begin anew each lap under any name of a time", () => {
    const lap = STEPS.map((t) => 1 + Math.floor(t / 30.2));
    for (const name of ["timestamp", "elapsed", "t"]) {
      const log = read({lap_num: lap, [name]: STEPS.map((t, i) => t - 30.2 * (lap[i] - 1)), ...speed});
      expect(log.cars[0].laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([30_200, 30_200, 30_200, null]);
      expect(log.report.notes.join("\n")).toContain(name);
    }
  });
});

describe("a column of valid laps", () => {
  const laps = {Time: STEPS, ...speed, Lap: STEPS.map((t) => Math.floor(t / 25))};
  const invalid = (log: ReturnType<typeof read>) => log.cars[0].laps.filter(({valid}) => !valid).map(({lap}) => lap);

  it.each([
    ["Valid", "true", "false"],
    ["LapValid", 1, 0],
    ["Is Lap Valid", "Yes", "No"],
    ["LapValidity", "Valid", "Invalid"],
  ])("marks the laps that are not: %s", (name, yes, no) => {
    const log = read({...laps, [name]: STEPS.map((t) => (t >= 40 && t < 50 ? no : yes))});
    expect(invalid(log)).toEqual([1]);
    expect([...new Set(log.cars[0].columns.lapInvalid)]).toEqual([0, 1]);
  });

  it("is not about laps if it turns valid within one, and says so", () => {
    const log = read({...laps, Valid: STEPS.map((t) => Number(t % 10 < 8))});
    expect(invalid(log)).toEqual([]);
    expect(log.report.notes).toContain(
      "Valid turns valid within laps: it is not about laps, and none is marked invalid",
    );
  });
});
