// @vitest-environment jsdom
import {tableFromArrays} from "apache-arrow";
import {expect, it, vi} from "vitest";
import {resultPlot} from "../../../src/components/sql/resultPlot.js";
import {type QueryWatch, sqlCell} from "../../../src/components/sql/sqlCell.js";

/** A cell over a database whose queries are answered by hand. */
function setUp() {
  const asked: {text: string; watch: QueryWatch; answer: (n: number | null) => void; fail: (error: Error) => void}[] =
    [];
  const runs: string[] = [];
  const cell = sqlCell(
    (text, watch) =>
      new Promise((resolve, reject) => {
        watch.signal.addEventListener("abort", () => reject(watch.signal.reason));
        const answer = (n: number | null) => resolve(n === null ? null : tableFromArrays({speedKmh: Array(n).fill(1)}));
        asked.push({text, watch, answer, fail: reject});
      }),
    {initial: "select 1", onRun: (text) => runs.push(text)},
  );
  document.body.replaceChildren(cell);
  const find = (selector: string) => cell.querySelector<HTMLElement>(selector)!;
  const button = (name: string) => [...cell.querySelectorAll("button")].find(({textContent}) => textContent === name)!;
  const editor = cell.querySelector("textarea")!;
  const press = (key: string, ctrlKey = false) => editor.dispatchEvent(new KeyboardEvent("keydown", {key, ctrlKey}));
  const settle = () => vi.waitFor(() => expect(find("[role=status]").textContent).not.toMatch(/…$/));
  return {cell, asked, runs, find, button, editor, press, settle};
}

it("sqlCell runs by Ctrl + Enter, shows what is read, and asks before much is", async () => {
  const {cell, asked, runs, find, button, editor, press, settle} = setUp();
  asked[0].answer(3);
  await settle();
  expect(cell.value?.columns).toEqual([{name: "speedKmh", type: "number", unit: "km/h"}]);
  expect(find("[role=status]").textContent).toMatch(/^3 rows in /);

  editor.value = "select max(speedKmh) from samples";
  press("Enter", true);
  expect(runs).toEqual(["select 1", "select max(speedKmh) from samples"]);
  const {watch, answer} = asked[1];
  const yes = watch.confirm([{view: "samples", laps: 1240, sessions: 30, bytes: 310e6, isLarge: true}]);
  expect(find(".lb-sql-ask p").textContent).toBe(
    "This reads samples of 1,240 laps of 30 sessions, 310 MB. Restrict the query by session, car or lap, or read them.",
  );
  expect(document.activeElement).toBe(button("Read them"));
  button("Read them").click();
  expect(await yes).toBe(true);
  expect(find(".lb-sql-ask").hidden).toBe(true);
  watch.onProgress({what: "samples of laps", done: 620, of: 1240});
  expect(find("[role=status]").textContent).toBe("reading samples of laps: 620 of 1,240…");
  answer(1);
  await settle();

  press("Enter", true);
  const no = asked[2].watch.confirm([{view: "traces", laps: 300, sessions: 1, bytes: 1e9, isLarge: true}]);
  button("Don’t read").click();
  expect(await no).toBe(false);
  asked[2].answer(null);
  await settle();
  expect(find("[role=status]").textContent).toBe("not run");
});

it("sqlCell cancels by Escape, and a newer query takes the place of a running one", async () => {
  const {cell, asked, find, editor, press, settle} = setUp();
  press("Escape");
  await settle();
  expect(find("[role=status]").textContent).toBe("cancelled");
  expect(asked[0].watch.signal.aborted).toBe(true);
  press("Enter", true);
  editor.value = "select 2";
  press("Enter", true);
  expect(asked[1].watch.signal.aborted).toBe(true);
  asked[2].answer(2);
  await settle();
  expect(cell.value?.rows).toHaveLength(2);

  editor.value = "select\n  speeed";
  press("Enter", true);
  asked[3].fail(
    new Error('Binder Error: Referenced column "speeed" not found in FROM clause!\n\nLINE 2:   speeed\n          ^'),
  );
  await settle();
  expect(find(".lb-sql-error").hidden).toBe(false);
  expect(find(".lb-sql-error p").textContent).toMatch(/^Columns/);
  expect(editor.value.slice(editor.selectionStart, editor.selectionEnd)).toBe("speeed");
  // the former answer stays
  expect(cell.value?.rows).toHaveLength(2);
});

it("resultPlot(answer): dots need no 0, bars have one, and a name too long for a phone is cut, not the picture", () => {
  const name = "a circuit with a name that is far too long for a phone";
  const answer = (repeats: number) =>
    ({
      columns: [
        {name: "track", type: "text", unit: ""},
        {name: "bestS", type: "number", unit: "s"},
      ],
      rows: Array.from({length: 2 * repeats}, (_, i) => ({track: i % 2 ? name : "Spa", bestS: 100 + i})),
    }) as unknown as Parameters<typeof resultPlot>[0];
  const drawn = (repeats: number) => {
    const svg = resultPlot(answer(repeats), {width: 360}).querySelector("svg")!;
    return [...svg.querySelectorAll("text")].map((text) => text.textContent!);
  };
  const dots = drawn(2);
  expect(dots).not.toContain("0");
  expect(dots.find((text) => text.startsWith("a circuit"))).toMatch(/^a circuit w.{1,12}…$/);
  expect(drawn(1)).toContain("0");
});
