// @vitest-environment jsdom
import {afterEach, expect, it} from "vitest";
import {sessionPicker} from "../../../src/components/session/sessionPicker.js";
import {sessionGroups} from "../../../src/components/ui/sessionGroups.js";
import {sessionMenu} from "../../../src/components/ui/sessionMenu.js";
import {type LibraryEntry, UNKNOWN_TRACK} from "../../../src/core/archive/types.js";
import {libraryEntry} from "../fakeSession.js";

afterEach(() => document.body.replaceChildren());

const at = (id: string, name: string, day: string, given: Partial<LibraryEntry> = {}) =>
  libraryEntry({
    id,
    track: {id: -1, name, lengthM: 5000, sectorStartsM: null},
    startedAt: `2026-01-${day}T10:00:00.000Z`,
    laps: 12,
    sampledLaps: 12,
    ...given,
  });
const SESSIONS = [
  at("spa", "Spa", "05"),
  at("monza", "Monza", "07", {driver: {name: "Ada Lane", team: "Ferrari"}, drivers: 20}),
  at("spa-late", "Spa", "09", {type: "time trial"}),
  at("nowhere", UNKNOWN_TRACK, "20"),
  at("times", "Imola", "21", {bestSampled: false, sampledLaps: 0}),
  at("empty", "Bahrain", "22", {best: null, bestSampled: false, sampledLaps: 0, laps: 0}),
];

it("sessionGroups(sessions) is by circuit and date; without traces and without laps last, each with driver, car and laps", () => {
  const groups = sessionGroups(SESSIONS);
  expect(groups.map(({name, options}) => [name, ...options.map(({id}) => id)])).toEqual([
    ["Spa", "spa-late", "spa"],
    ["Monza", "monza"],
    [UNKNOWN_TRACK, "nowhere"],
    ["Lap times only, without traces", "times"],
    ["Without laps", "empty"],
  ]);
  expect(groups[1].options[0].detail).toBe("Ada Lane · Ferrari · 20 drivers · 12 laps · F1 25");
  expect(groups[3].options[0].label).toMatch(/^Imola · race/);
});

it("sessionMenu(sessions, chosen) is searched by any words and chosen from by keys; what is typed is no choice", () => {
  const menu = sessionMenu(SESSIONS, "spa");
  document.body.append(menu);
  const heard: string[] = [];
  document.body.addEventListener("input", ({target}) => heard.push((target as typeof menu).value));
  const field = menu.querySelector("input")!;
  const press = (key: string) => field.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const active = () => menu.querySelector<HTMLElement>(".lb-active")?.dataset.session;
  expect(field.value).toMatch(/^Spa · race · 5 Jan 2026/);
  press("ArrowDown");
  expect([field.getAttribute("aria-expanded"), active()]).toEqual(["true", "spa"]);
  press("ArrowDown");
  expect(active()).toBe("monza");
  expect(field.getAttribute("aria-activedescendant")).toBe(menu.querySelector(".lb-active")!.id);
  press("Escape");
  expect([field.getAttribute("aria-expanded"), heard]).toEqual(["false", []]);
  field.value = "ferrari ada";
  field.dispatchEvent(new Event("input", {bubbles: true}));
  expect([...menu.querySelectorAll<HTMLElement>("[role=option]")].map(({dataset}) => dataset.session)).toEqual([
    "monza",
  ]);
  press("Enter");
  expect([menu.value, heard]).toEqual(["monza", ["monza"]]);
  expect(field.value).toMatch(/^Monza/);
  field.value = "nothing like it";
  field.dispatchEvent(new Event("input", {bubbles: true}));
  press("Enter");
  field.dispatchEvent(new Event("blur"));
  expect([menu.value, field.value.slice(0, 5)]).toEqual(["monza", "Monza"]);
});

it("sessionPicker(sessions) keeps an unknown id, and tells a page of another choice", () => {
  expect(sessionPicker([]).value).toBeNull();
  expect(sessionPicker(SESSIONS).value).toBe("spa");
  const picker = sessionPicker(SESSIONS, {value: "gone"});
  document.body.append(picker);
  expect([picker.value, picker.querySelector("input")!.value]).toEqual(["gone", "gone"]);
  let told: string | null = null;
  picker.addEventListener("input", () => {
    told = picker.value;
  });
  picker.querySelector("input")!.click();
  picker.querySelector<HTMLElement>("[data-session=monza]")!.click();
  expect(told).toBe("monza");
});
