// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {debriefChoice} from "../../../src/components/debrief/debriefChoice.js";
import {debriefFigures} from "../../../src/components/debrief/debriefFigures.js";
import {debriefProgress} from "../../../src/components/debrief/debriefProgress.js";
import {partTable} from "../../../src/components/debrief/partTable.js";
import {questionList, workList} from "../../../src/components/debrief/workList.js";
import {createCursor} from "../../../src/components/ui/cursor.js";
import {cursorFrom, cursorParams} from "../../../src/components/ui/cursorParams.js";
import type {ArchivedSession, LapRow, LibraryEntry} from "../../../src/core/archive/types.js";
import {debriefOf} from "../../../src/core/findings/debrief/debrief.js";
import {requestOf} from "../../../src/core/findings/debrief/debriefParams.js";
import {madeComparison} from "../../support/madeDebrief.js";
import {lapRow} from "../fakeSession.js";

const bo = [1, 2, 3, 4].map((lap) => ({car: 1, lap, first: 120 + lap / 10, second: 120 - lap / 10}));
const ada = [1, 2, 3, 4].map((lap) => ({lap, first: 100 + lap / 10, second: 120 + lap / 10}));
const habits = debriefOf(madeComparison(ada, bo));

afterEach(() => document.body.replaceChildren());

describe("partTable(debrief, cursor)", () => {
  it("ranks parts, prints signs, repeats and words, and folds what is within the noise", () => {
    const table = partTable(habits, createCursor());
    const [worst] = table.querySelectorAll("tbody tr");
    expect(worst.querySelector("th")!.textContent).toBe("1");
    expect(worst.querySelector(".c-loss")!.textContent).toMatch(/^\+\d\.\d{3}$/);
    expect(worst.querySelector(".c-repeats")!.textContent).toBe("16 of 16");
    expect(worst.querySelector(".c-what")!.textContent).toMatch(/s under braking.*minimum speed \d+\.\d km\/h lower/);
    expect(worst.classList.contains("lb-faded")).toBe(false);
    expect(worst.querySelector("a")!.href).toMatch(/pages\/corners\.html\?.*corner=1$/);
    // the reference first, then the lap
    const {own, reference} = habits.shown;
    const laps = [reference, own].map(({session, car, lap}) => `${session}:${car}:${lap}`).join();
    expect(worst.querySelector<HTMLAnchorElement>(".lb-traces-link")!.href).toContain(
      `pages/laps.html?laps=${laps}&corner=T1`,
    );
    const [unfold, rest] = [
      table.querySelector<HTMLButtonElement>(".lb-fold button")!,
      table.querySelectorAll("tbody")[1],
    ];
    expect(unfold.textContent).toBe("show 3 more");
    expect(rest.hidden).toBe(true);
    unfold.click();
    expect(rest.hidden).toBe(false);
    expect([...rest.querySelectorAll("tr")].every((row) => row.classList.contains("lb-faded"))).toBe(true);
  });

  it("zooms to a part and back, by its row and by Escape", () => {
    const cursor = createCursor();
    const table = partTable(habits, cursor);
    document.body.append(table);
    const row = table.querySelector("tbody tr")!;
    row.querySelector("button")!.click();
    const [from, to] = cursor.view!;
    expect(from).toBeLessThan(540);
    expect(to).toBe(740);
    expect(row.getAttribute("aria-selected")).toBe("true");
    document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
    expect(cursor.view).toBeNull();
    expect(row.querySelector("button")!.getAttribute("aria-pressed")).toBe("false");
    row.querySelector("button")!.click();
    row.querySelector("button")!.click();
    expect(cursor.view).toBeNull();
  });
});

it("debriefFigures(debrief) has the difference, what repeats, the noise floor, and why a check is missing", () => {
  const text = debriefFigures(habits).textContent!.replace(/\s+/g, " ");
  expect(text).toMatch(/behind the reference\+0\.\d{3} s/);
  expect(text).toMatch(/of it where it repeats\+0\.\d{3} s/);
  expect(text).toMatch(/noise floor±0\.0\d\d s/);
  const few = debriefFigures(debriefOf(madeComparison(ada.slice(0, 2), bo))).textContent;
  expect(few).toContain("needs 3 laps, has 2");
});

it("workList(debrief) links to both laps at the place, and says when nothing stands out", () => {
  const list = workList(habits);
  expect(list.querySelector("h2")!.textContent).toBe("One thing to work on");
  const url = new URL(list.querySelector<HTMLAnchorElement>("a")!.href);
  expect(url.searchParams.get("laps")).toMatch(/^s:1:\d,s:0:\d$/);
  expect(url.searchParams.get("zoom")).toMatch(/^\d{3}-740$/);
  expect(list.textContent).toMatch(/May be worth 0\.\d{3} to 0\.\d{3} s a lap/);
  const none = workList(
    debriefOf(
      madeComparison(
        bo.map((lap) => ({...lap, car: 0})),
        bo,
      ),
    ),
  );
  expect(none.querySelector("h2")!.textContent).toBe("Nothing to work on stands out");
  expect(none.textContent).toMatch(/Nothing in these laps stands out above ±0\.\d\d s/);
  expect(questionList(habits).textContent).toContain("estimates overlap and do not add up");
});

describe("debriefChoice(sessions, archived, asked)", () => {
  const session = {
    ...{id: "now", track: {id: 3, name: "Oval"}, type: "race", startedAt: "2026-03-01T14:00:00Z", playerCar: 0},
    source: {game: "F1 25", format: 2025, simulated: false, file: null},
    ...{events: [], stints: [], flashbacks: []},
    drivers: [
      {car: 0, name: "Ada", team: "Red", ai: false},
      {car: 1, name: "Bo", team: "Red", ai: true},
    ],
  } as unknown as ArchivedSession["session"];
  const entry = (id: string, lapTimeMs: number) =>
    ({
      ...session,
      id,
      best: {car: 2, lap: 5, lapTimeMs},
      bestDriver: "Cy",
      bestSampled: true,
    }) as unknown as LibraryEntry;
  const row = (over: Partial<LapRow>) => lapRow({file: "f", samples: 9, ...over});
  const laps = [
    row({lap: 1, lapTimeMs: 91_000}),
    row({lap: 2, lapTimeMs: 90_000}),
    row({car: 1, driver: "Bo", lapTimeMs: 89_000}),
  ];
  const keys = (root: HTMLElement, name: string) =>
    [...root.querySelectorAll<HTMLOptionElement>(`select[name=${name}] option`)].map(({value}) => value);

  it("chooses the player and the faster teammate; offers bests, drivers and other sessions of the circuit", () => {
    const root = debriefChoice([entry("now", 1), entry("then", 88_000)], {session, laps}, {session: "now"});
    expect(root.value).toEqual({session: "now", car: "0", reference: "teammate"});
    expect(keys(root, "lap")).toEqual(["", "all", "2", "1"]);
    // the first lap of a race is no pace
    expect(root.querySelector("option[value=all]")!.textContent).toBe("all my valid laps (1 of 2)");
    expect(keys(root, "against")).toEqual([
      "teammate",
      "session-best",
      "my-best",
      "theoretical-best",
      "now:1",
      "then:2",
      "now:0:2",
      "now:0:1",
    ]);
    expect(requestOf(root.value)).toEqual({session: "now", car: 0, reference: "teammate"});
    const menu = root.querySelector<HTMLSelectElement>("select[name=lap]")!;
    root.showLap(1);
    expect(menu.value).toBe("1");
    root.showLap(null);
    expect(menu.value).toBe("all");
    expect(root.value.lap).toBeUndefined();
  });

  it("of a single lap, compares with the fastest session of the circuit", () => {
    const one = {session, laps: laps.slice(0, 1)};
    const root = debriefChoice([entry("then", 88_000), entry("faster", 87_000)], one, {session: "now"});
    expect(root.value.reference).toBe("faster:2");
    expect(requestOf(root.value).reference).toEqual({session: "faster", car: 2});
  });

  it("keeps the driver and the lap when the reference changes, not when the driver does", () => {
    const root = debriefChoice([entry("now", 1)], {session, laps}, {session: "now", lap: "2"});
    document.body.append(root);
    const choose = (name: string, value: string) => {
      const menu = root.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;
      menu.value = value;
      menu.dispatchEvent(new Event("input", {bubbles: true}));
    };
    choose("against", "theoretical-best");
    expect(root.value).toEqual({session: "now", car: "0", lap: "2", reference: "theoretical-best"});
    choose("driver", "1");
    expect(root.value).toEqual({session: "now", car: "1"});
  });
});

it("debriefProgress(request) counts laps, then says why nothing can be compared and what to do", async () => {
  let fail: (error: Error) => void = () => {};
  let count: (laps: number) => void = () => {};
  const root = debriefProgress(
    {session: "s"},
    {
      cursor: createCursor(),
      read(_, {onRead = () => {}} = {}) {
        count = onRead;
        return new Promise((_, reject) => (fail = reject));
      },
    },
  );
  count(3);
  expect(root.textContent).toBe("Reading laps: 3 laps read…");
  fail(new Error("s: car 0 has no valid lap from line to line"));
  await new Promise((resolve) => setTimeout(resolve));
  expect(root.querySelector("[role=alert]")!.textContent).toContain("no valid lap from line to line");
  expect(root.textContent).toContain("choose a lap of another session");
});

it("cursorParams(cursor) and cursorFrom(params) keep axis, zoom and position; malformed ones are left out", () => {
  const params = {x: null, zoom: "812-1040", at: "950", pin: null};
  expect(cursorParams(cursorFrom(params))).toEqual(params);
  const time = {x: "time", zoom: "1.50-4.25", at: "2.00", pin: "1.75"};
  expect(cursorParams(cursorFrom(time))).toEqual(time);
  for (const zoom of ["", "9", "9-3", "a-b", "-5-9"])
    expect(cursorFrom({zoom, at: "x"})).toMatchObject({view: null, x: null});
});
