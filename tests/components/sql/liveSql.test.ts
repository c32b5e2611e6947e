// @vitest-environment jsdom
import {tableFromArrays} from "apache-arrow";
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import type {DuckState} from "../../../src/components/sql/liveDuck.js";
import {liveSql} from "../../../src/components/sql/liveSql.js";

beforeEach(() => {
  vi.useFakeTimers({toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"]});
});
afterEach(() => {
  vi.useRealTimers();
});

const STATE: DuckState = {table: "live", rows: 60, time: 1};

/** A box over a database whose queries are answered by hand; each answer shows its query. */
function setUp() {
  const asked: {text: string; answer: () => Promise<void>}[] = [];
  const query = (text: string) =>
    new Promise((resolve) => {
      const answer = async () => {
        resolve(tableFromArrays({text: [text]}));
        await vi.advanceTimersByTimeAsync(0);
      };
      asked.push({text, answer});
    });
  let notify: (state: DuckState) => void = () => {};
  const box = liveSql(
    {query} as never,
    (given) => {
      notify = given;
      return () => {};
    },
    {initial: "SELECT 1", show: ({rows}) => document.createTextNode(String(rows[0].text))},
  );
  const editor = box.element.querySelector("textarea")!;
  const edit = (text: string) => {
    editor.value = text;
    editor.dispatchEvent(new Event("input"));
  };
  const shown = () => box.element.lastElementChild!.textContent;
  return {box, asked, edit, shown, notify: (state: DuckState) => notify(state)};
}

it("runs no query before there is a table, then at once", async () => {
  const {asked, edit, shown, notify} = setUp();
  edit("SELECT 2");
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(0);
  notify(STATE);
  await vi.advanceTimersByTimeAsync(0);
  await asked[0].answer();
  expect(shown()).toBe("SELECT 2");
});

it("runs a query at most once a second while states arrive, and once more for the last", async () => {
  const {asked, notify} = setUp();
  for (let ms = 0; ms < 3000; ms += 100) {
    notify(STATE);
    await vi.advanceTimersByTimeAsync(0);
    await asked.at(-1)!.answer();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(1000);
  await asked.at(-1)!.answer();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(4);
});

it("answers an edit made while a query runs, without further samples", async () => {
  const {asked, edit, shown, notify} = setUp();
  notify(STATE);
  await vi.advanceTimersByTimeAsync(0);
  edit("SELECT 2");
  await asked[0].answer();
  await vi.advanceTimersByTimeAsync(1000);
  await asked[1].answer();
  expect(shown()).toBe("SELECT 2");
});

it("runs no query after it was stopped", async () => {
  const {box, asked, edit, notify} = setUp();
  notify(STATE);
  await vi.advanceTimersByTimeAsync(0);
  edit("SELECT 2");
  box.stop();
  await asked[0].answer();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(1);
});
