// @vitest-environment jsdom
import {expect, it} from "vitest";
import {compare, dataTable, matches} from "../../../src/components/ui/dataTable.js";

const rows = [
  {name: "lap 10", time: 90},
  {name: "lap 9", time: null},
  {name: "lap 2", time: 80},
];

const table = (options = {}) =>
  dataTable<(typeof rows)[number]>(rows, {
    label: "laps",
    columns: [
      {key: "name", label: "Name", value: (d) => d.name, cell: (d) => d.name},
      {key: "time", label: "Time", number: true, value: (d) => d.time, cell: (d) => String(d.time ?? "—")},
    ],
    ...options,
  });

const names = (root: HTMLElement) =>
  [...root.querySelectorAll("tbody tr")].map((tr) => tr.firstElementChild?.textContent);

it("a head sorts ascending, then descending, with aria-sort; missing values stay last", () => {
  const root = table();
  const [, time] = root.querySelectorAll<HTMLButtonElement>("th button");
  time.click();
  expect(names(root)).toEqual(["lap 2", "lap 10", "lap 9"]);
  expect(time.closest("th")?.getAttribute("aria-sort")).toBe("ascending");
  time.click();
  expect(names(root)).toEqual(["lap 10", "lap 2", "lap 9"]);
  expect(root.querySelectorAll("[aria-sort]").length).toBe(1);
});

it("a search finds words in any order and says when nothing is found", () => {
  const root = table({
    search: (d: {name: string; time: number | null}) => `${d.name} ${d.time}`,
    nothing: "nothing here",
  });
  const field = root.querySelector("input")!;
  const type = (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };
  type("90 LAP");
  expect(names(root)).toEqual(["lap 10"]);
  type("91");
  expect(root.querySelector("tbody")?.textContent).toBe("nothing here");
});

it("compare(a, b) sorts texts by the numbers in them, missing last whichever way", () => {
  expect(["lap 10", "lap 9", null].sort((a, b) => compare(a, b))).toEqual(["lap 9", "lap 10", null]);
  expect([1, Number.NaN, 3].sort((a, b) => compare(a, b, true))).toEqual([3, 1, Number.NaN]);
});

it("matches(text, words) ignores case", () => {
  expect(matches("Silverstone race", ["race", "silver"])).toBe(true);
  expect(matches("Silverstone race", ["monza"])).toBe(false);
});

it("leaves out an optional column without any value", () => {
  const rows = [
    {a: 1, b: null, c: ""},
    {a: 2, b: null, c: "x"},
  ];
  const columns = (["a", "b", "c"] as const).map((label) => ({
    label,
    optional: true,
    value: (row: (typeof rows)[number]) => row[label],
  }));
  const root = dataTable(rows, {label: "t", columns});
  expect([...root.querySelectorAll("thead th")].map((th) => th.textContent)).toEqual(["a", "c"]);
});
