// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {lapExplorer} from "../../../src/components/explore/lapExplorer.js";
import {lapsOnLine} from "../../../src/components/laps/lapsOnLine.js";
import {type TraceStack, traceStack} from "../../../src/components/laps/traceStack.js";
import {createCursor} from "../../../src/components/ui/cursor.js";
import {pieceTimes} from "../../../src/core/laps/partition.js";
import {rangeTime} from "../../../src/core/laps/range/rangeTimes.js";
import {drawn} from "../drawnLap.js";

afterEach(() => document.body.replaceChildren());

const laps = [drawn(80, "a", "Bean"), drawn(81.5, "a", "Bean")];
laps[1].lap.lap = 2;
const onLine = lapsOnLine(laps, [])!;

function explorer(shown = laps, line: typeof onLine | null = onLine) {
  const cursor = createCursor();
  let stack!: TraceStack;
  const root = lapExplorer(shown, {
    onLine: line,
    cursor,
    charts({help, shows}) {
      stack = traceStack(shown, {charts: ["delta", "speedKmh"], cursor, onLine: line, help});
      shows(stack);
      return stack;
    },
    links: (corner) => `links of ${corner}`,
  });
  document.body.append(root);
  const press = (...keys: string[]) => {
    const stage = root.querySelector(".lb-trace-stage")!;
    for (const key of keys) stage.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
  };
  return {root, cursor, press, stack};
}
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const texts = (root: Element, selector: string) =>
  [...root.querySelectorAll(selector)].map((e) => e.textContent!.trim());

describe("lapExplorer(laps)", () => {
  it("goes to a corner by its number and tells what each lap loses in it, as the partition does", async () => {
    const {root, cursor, press} = explorer();
    expect(root.querySelector<HTMLElement>(".lb-range-hint")!.hidden).toBe(false);
    press("2", "c");
    await frame();
    const menu = root.querySelector<HTMLSelectElement>("select[aria-label='corner shown']")!;
    expect(menu.value).toBe("2");
    // the cursor is nowhere: the middle of what is shown
    const piece = onLine.pieces.find(({kind, number}) => kind === "corner" && number === 2)!;
    expect(cursor.range).toEqual([piece.fromM, piece.toM]);
    expect(root.querySelector(".lb-range-title:not([hidden])")!.textContent).toBe("Two cursors");
    const [own, other] = onLine.laps.map(({grid}) => pieceTimes(grid, [piece])[0]);
    const rows = [...root.querySelectorAll("[aria-label='time in the range'] tbody tr")].map((tr) => texts(tr, "td"));
    expect(rows[0].slice(0, 3)).toEqual([own.toFixed(3), "", ""]);
    expect(rows[1][0]).toBe(other.toFixed(3));
    expect(rows[1][1]).toBe(`+${(other - own).toFixed(3)}`);
    expect(Number(rows[1][2])).toBeGreaterThan(0);
    expect(root.querySelector(".lb-range-where")!.textContent).toContain("links of 2");
    press(".");
    await frame();
    expect(texts(root, ".lb-range-title")[1]).toMatch(/^(Straight|Turn 3)/);
    press("x");
    await frame();
    expect(root.querySelector<HTMLElement>(".lb-range-hint")!.hidden).toBe(false);
  });

  it("pins a cursor and shows both with their differences, lap by lap", async () => {
    const {root, cursor, press, stack} = explorer();
    cursor.set(600);
    press("p");
    cursor.set(900);
    await frame();
    const panel = root.querySelector<HTMLElement>("[aria-label='two cursors']")!;
    expect(panel.hidden).toBe(false);
    const rows = [...panel.querySelectorAll("tbody tr")].map((tr) => [
      texts(tr, "th").join(""),
      ...texts(tr, "td").map((text) => Number(text.replace("−", "-"))),
    ]);
    // places on the line, not the 3,000 m that the game counts in 80 s
    const {grid} = onLine.laps[0];
    const between = rangeTime(grid, grid, {fromM: 600, toM: 900}).seconds;
    const [distance, time] = [rows[1], rows[4]];
    expect([rows[0][0], rows[3][0]]).toEqual(["distance m", "time s"]);
    expect(Math.abs((distance[3] as number) - 300)).toBeLessThan(4);
    expect(Math.abs((time[3] as number) - between)).toBeLessThan(0.06);
    expect((time[2] as number) - (time[1] as number)).toBeCloseTo(time[3] as number, 2);
    expect(stack.value.pinned.map(({index}) => index > 0)).toEqual([true, true]);
    press("p");
    await frame();
    expect(panel.hidden).toBe(true);
  });

  it("colours the map by the time that a lap lost, or as the reader chooses", () => {
    const {root} = explorer();
    const menu = root.querySelector<HTMLSelectElement>(".lb-map-choice select")!;
    expect(texts(menu, "option").slice(0, 2)).toEqual(["time lost, Ada lap 1", "lines of the laps"]);
    expect(root.querySelector(".lb-map-legend")!.textContent).toContain("s per 100 m");
    menu.value = "lines";
    menu.dispatchEvent(new Event("change"));
    expect(root.querySelector(".lb-map-legend")).toBeNull();
  });

  it("shows a single lap, and laps without any place", () => {
    const alone = lapsOnLine([drawn(80, "a", "Bean")], [])!;
    const {root, press} = explorer([alone.laps[0].trace], alone);
    press("c");
    expect(texts(root, "[aria-label='time in the range'] tbody tr").length).toBe(1);
    const {press: dead, cursor} = explorer(laps, null);
    dead("]", "c", "2");
    expect([cursor.view, cursor.range]).toEqual([null, null]);
  });

  it("obeys its keys wherever the focus is on the page, but in fields, menus and dialogs; keys that scroll only in the charts", () => {
    const {root, cursor} = explorer();
    const field = document.createElement("input");
    document.body.append(field);
    const pressAt = (target: Element, key: string) =>
      target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    cursor.set(600);
    pressAt(document.body, "ArrowRight");
    pressAt(field, "ArrowRight");
    pressAt(root.querySelector("select")!, "ArrowRight");
    pressAt(root.querySelector("dialog")!, "ArrowRight");
    pressAt(document.body, "End");
    expect(cursor.x).toBe(601);
    pressAt(document.body, "+");
    expect(cursor.view![0]).toBeGreaterThan(0);
    pressAt(root.querySelector(".lb-trace-stage")!, "ArrowRight");
    expect(cursor.x).toBe(602);
  });

  it("pins a cursor of a lap without places too", () => {
    const {root, cursor} = explorer(laps, null);
    cursor.set(10);
    root.querySelector<HTMLButtonElement>("[aria-label=cursor] button")!.click();
    expect(cursor.pin).toBe(10);
    expect(root.querySelector("[aria-label=help] button")).not.toBeNull();
  });
});
