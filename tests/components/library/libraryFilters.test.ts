// @vitest-environment jsdom
import {expect, it} from "vitest";
import {
  filtersOf,
  filterWords,
  libraryFilters,
  passes,
  tagsOf,
} from "../../../src/components/library/libraryFilters.js";
import {libraryEntry} from "../fakeSession.js";

const notes = {line: "", tags: ["wet"], favourite: true, laps: 0};
const spa = libraryEntry({
  id: "20260101-000000-aaaaaa",
  cars: ["Ferrari", "McLaren"],
  startedAt: "2026-01-01T12:00:00Z",
});
const monza = libraryEntry({
  ...{id: "20260301-000000-bbbbbb", track: {...spa.track, name: "Monza"}, cars: ["Ferrari"], notes},
  ...{startedAt: "2026-03-01T12:00:00Z", source: {...spa.source, game: "Assetto Corsa"}},
});
const library = [spa, monza];
const left = (params: Record<string, string>) => library.filter((one) => passes(one, filtersOf(params)));

it("passes what fits all filters, days included", () => {
  expect(left({})).toEqual(library);
  expect(left({car: "Ferrari"})).toEqual(library);
  expect(left({car: "McLaren"})).toEqual([spa]);
  expect(left({car: "Ferrari", tag: "wet"})).toEqual([monza]);
  expect(left({from: "2026-01-01", to: "2026-01-01"})).toEqual([spa]);
  expect(left({from: "2026-01-02"})).toEqual([monza]);
  expect(left({star: "1", game: "Assetto Corsa"})).toEqual([monza]);
  expect(left({track: "Nowhere", other: "x"})).toEqual([]);
  expect(tagsOf(library)).toEqual(["wet"]);
});

it("offers what the library has with its counts, keeps an unknown choice visible, and shows all again", () => {
  const changes: object[] = [];
  const root = libraryFilters(library, {track: "Nowhere"}, (filters) => changes.push(filters));
  document.body.replaceChildren(root);
  const menu = (name: string) => root.querySelector<HTMLSelectElement>(`select[aria-label=${name}]`)!;
  expect([...menu("car").options].map(({text}) => text)).toEqual(["all cars", "Ferrari (2)", "McLaren (1)"]);
  expect(menu("track").value).toBe("Nowhere");
  menu("car").value = "McLaren";
  menu("car").dispatchEvent(new Event("input"));
  expect(changes.at(-1)).toEqual({track: "Nowhere", car: "McLaren"});
  const [fold, clear] = root.querySelectorAll("button");
  // a phone shows how many filters are behind the button
  expect(fold.textContent).toBe("Filters (2)");
  fold.click();
  expect([root.className, fold.getAttribute("aria-expanded")]).toEqual(["lb-filters lb-open", "true"]);
  expect(clear.hidden).toBe(false);
  clear.click();
  expect(changes.at(-1)).toEqual({});
  expect(menu("car").value).toBe("");
  expect(clear.hidden).toBe(true);
  expect(fold.textContent).toBe("Filters");
  expect(filterWords({car: "McLaren", from: "2026-01-02", star: "1"})).toBe("car McLaren, from 2026-01-02, favourites");
});

it("has no menu where there is nothing to choose", () => {
  expect(libraryFilters([spa], {}, () => {}).querySelectorAll("select")).toHaveLength(1); // two cars
  expect(libraryFilters([], {}, () => {}).hidden).toBe(true);
});
