// @vitest-environment jsdom
import {afterEach, describe, expect, it, vi} from "vitest";
import {lapPicker} from "../../../src/components/laps/lapPicker.js";
import {circuitRefusal, splitByCircuit} from "../../../src/components/laps/otherCircuits.js";
import {quickPicks} from "../../../src/components/laps/quickPicks.js";
import {lapKey} from "../../../src/components/ui/archive.js";
import type {ArchivedSession, LapRow, LibraryIndex} from "../../../src/core/archive/types.js";
import {lapRow, libraryEntry} from "../fakeSession.js";

const driver = (car: number, name: string, team: string, ai = false) => ({
  car,
  name,
  team,
  ai,
  raceNumber: car,
  restricted: false,
});
const DRIVERS = [driver(0, "Ada", "Red"), driver(1, "Bea", "Red", true), driver(2, "Cid", "Blue", true)];

function archived(id: string, track: string, day: number, laps: LapRow[]): ArchivedSession {
  const startedAt = `2025-03-0${day}T10:00:00.000Z`;
  const entry = libraryEntry({
    id,
    startedAt,
    laps: laps.length,
    track: {id: -1, name: track, lengthM: 5000, sectorStartsM: null},
  });
  return {session: {...entry, drivers: DRIVERS, playerCar: 0} as unknown as ArchivedSession["session"], laps};
}
const lap = (car: number, number: number, lapTimeMs: number | null, more: Partial<LapRow> = {}) =>
  lapRow({car, lap: number, lapTimeMs, driver: DRIVERS[car].name, ...more});

const SESSIONS = [
  archived("a", "Monza", 1, [
    lap(0, 1, 91_000),
    lap(0, 2, 90_000),
    lap(0, 3, 80_000, {valid: false}),
    lap(1, 1, 89_500),
    lap(2, 1, 88_000),
    lap(0, 4, 95_000, {file: null, samples: 0}),
  ]),
  archived("b", "Monza", 2, [lap(0, 1, 92_000)]),
  archived("c", "Spa", 3, [lap(0, 7, 104_000)]),
];
const library = {
  writable: true,
  sessions: SESSIONS.map(({session, laps}) => ({...libraryEntry(), ...session, laps: laps.length, drivers: 3})),
  tracks: [],
  unreadable: [],
} as unknown as LibraryIndex;
const fetch = async (id: string) => SESSIONS.find(({session}) => session.id === id)!;
const key = (session: string, car: number, number: number) => ({session, car, lap: number});

afterEach(() => document.body.replaceChildren());

async function opened(chosen = [key("a", 0, 2)]) {
  const picker = lapPicker(library, chosen, {fetch});
  document.body.append(picker);
  const details = picker.querySelector("details")!;
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  const rows = () =>
    [...picker.querySelectorAll("tbody tr")].map((tr) =>
      [...tr.querySelectorAll("td")].map((td) => td.textContent!.trim()),
    );
  await vi.waitFor(() => expect(rows().length).toBeGreaterThan(0));
  return {picker, rows, chosen: () => picker.value.map(lapKey)};
}

describe("lapPicker", () => {
  it("lists the laps of the reference's circuit, best first and invalid ones last, with car, gap and date", async () => {
    const {picker, rows} = await opened();
    expect(
      rows().map(([number, time, gap, who, car]) => [time.split(" ")[0], gap, who.split(" ")[0], car, number]),
    ).toEqual([
      ["1:28.000", "−2.000", "Cid", "Blue", "1"],
      ["1:29.500", "−0.500", "Bea", "Red", "1"],
      ["1:30.000", "reference", "Ada", "Red", "2"],
      ["1:31.000", "+1.000", "Ada", "Red", "1"],
      ["1:32.000", "+2.000", "Ada", "Red", "1"],
      ["1:20.000", "−10.000", "Ada", "Red", "3"],
    ]);
    expect(picker.textContent).toContain(
      "1 session of 1 circuit: not compared, equal distances would be different places",
    );
  });

  it("lists other circuits when asked, where a lap can only be shown alone", async () => {
    const {picker, rows, chosen} = await opened();
    picker.querySelector<HTMLInputElement>("label input[type=checkbox]")!.click();
    await vi.waitFor(() => expect(rows().length).toBe(7));
    const alone = [...picker.querySelectorAll("button")].find((one) => one.textContent === "alone")!;
    alone.click();
    expect(chosen()).toEqual(["c:0:7"]);
    // what is here and elsewhere has changed places
    expect(picker.querySelectorAll("tbody input[type=checkbox]").length).toBe(1);
  });

  it("is worked by keyboard: down from the search, Enter shows, R makes the reference, and the focus stays", async () => {
    const {picker, chosen} = await opened();
    const press = (name: string) =>
      document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true, cancelable: true}));
    picker.querySelector<HTMLInputElement>("input[type=search]")!.focus();
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    expect(chosen()).toEqual(["a:0:2", "a:1:1"]);
    expect((document.activeElement as HTMLElement).dataset.lap).toBe("a:1:1");
    press("r");
    expect(chosen()).toEqual(["a:1:1", "a:0:2"]);
    press("ArrowUp");
    press("ArrowUp");
    expect(document.activeElement).toBe(picker.querySelector("input[type=search]"));
  });

  it("adds laps that are often wanted", async () => {
    const {picker, chosen} = await opened();
    await vi.waitFor(() => expect(picker.querySelectorAll(".lb-quick-picks button").length).toBe(4));
    const press = (text: string) =>
      [...picker.querySelectorAll<HTMLButtonElement>(".lb-quick-picks button")].find(
        (one) => one.textContent === text,
      )!;
    expect([press("my best").disabled, press("my best").title]).toEqual([true, "shown already"]);
    press("teammate's best").click();
    expect(chosen()).toEqual(["a:0:2", "a:1:1"]);
  });
});

describe("quickPicks", () => {
  it("are the player's, whoever was faster; without a player, those of the car asked for", () => {
    const text = (session: ArchivedSession, car: number) =>
      quickPicks(session, car).map(
        ({label, laps, because}) => `${label}: ${because ?? laps.map((one) => `${one.car}:${one.lap}`).join(" ")}`,
      );
    expect(text(SESSIONS[0], 2)).toEqual([
      "my best: 0:2",
      "session best: 2:1",
      "my last 5: 0:3 0:2 0:1",
      "teammate's best: 1:1",
    ]);
    const {session, laps} = SESSIONS[0];
    const unknown = {
      laps,
      session: {...session, playerCar: null, drivers: DRIVERS.map((one) => ({...one, ai: false}))},
    };
    expect(text(unknown, 2)).toEqual([
      "Cid's best: 2:1",
      "session best: 2:1",
      "Cid's last 5: 2:1",
      "teammate's best: nobody else of this session drives the same car with samples",
    ]);
  });
});

describe("laps of other circuits", () => {
  it("are told apart from those of the reference's, and refused with what can be done", () => {
    const split = splitByCircuit([key("a", 0, 2), key("c", 0, 7), key("b", 0, 1), key("gone", 0, 1)], library);
    expect(split.here.map(lapKey)).toEqual(["a:0:2", "b:0:1", "gone:0:1"]);
    const chosen: string[][] = [];
    let drawn = 0;
    const message = circuitRefusal(split, {choose: (laps) => chosen.push(laps.map(lapKey)), draw: () => drawn++});
    expect(message.textContent).toMatch(/^1 lap of Spa is not drawn\.\s+The reference is of Monza/);
    for (const button of message.querySelectorAll("button")) button.click();
    expect([chosen, drawn]).toEqual([[["a:0:2", "b:0:1", "gone:0:1"], ["c:0:7"]], 1]);
  });
});
