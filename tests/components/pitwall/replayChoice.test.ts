// @vitest-environment jsdom
import {expect, it} from "vitest";
import {replayChoice} from "../../../src/components/pitwall/replayChoice.js";
import type {LibraryEntry} from "../../../src/core/archive/types.js";

const session = (i: number): LibraryEntry =>
  ({
    id: `20260101-1200${String(i).padStart(2, "0")}-abcdef`,
    track: {id: 7, name: i === 17 ? "Spa" : "Monza", lengthM: 5000, sectorStartsM: null},
    type: "race",
    startedAt: "2026-01-01T12:00:00Z",
    source: {game: "F1 25", format: 2025, gameVersion: "", simulated: false, file: null},
    drivers: 2,
    laps: 4,
    bestDriver: null,
  }) as LibraryEntry;

it("replayChoice says how many of the sessions it lists, finds others by a word, and lists all when asked", () => {
  const element = replayChoice(Array.from({length: 20}, (_, i) => session(i)));
  const rows = () => element.querySelectorAll("li").length;
  expect(rows()).toBe(12);
  expect(element.textContent).toContain("12 of 20 sessions");
  const search = element.querySelector("input")!;
  search.value = "spa";
  search.dispatchEvent(new Event("input"));
  expect(rows()).toBe(1);
  search.value = "imola";
  search.dispatchEvent(new Event("input"));
  expect(rows()).toBe(0);
  expect(element.textContent).toContain("No session has “imola”");
  search.value = "";
  search.dispatchEvent(new Event("input"));
  element.querySelector<HTMLButtonElement>(".lb-bar button")!.click();
  expect(rows()).toBe(20);
});

it("replayChoice offers no session that has lap times only", () => {
  const times = {...session(1), bestSampled: false, sampledLaps: 0};
  expect(replayChoice([times, session(17)]).querySelectorAll("li").length).toBe(1);
  expect(replayChoice([times]).textContent).toContain("no session to replay yet");
  expect(replayChoice([times, session(17)]).textContent).toContain("1 session without samples");
  // a lap that was not finished can be replayed, and is no "0 laps"; an entry that says nothing of samples and has no lap cannot
  const part = {...session(2), laps: 0, bestSampled: false, sampledLaps: 1};
  const none = {...session(3), laps: 0};
  const element = replayChoice([part, none]);
  expect(element.querySelectorAll("li").length).toBe(1);
  expect(element.textContent).toContain("no finished lap, part of one");
});
