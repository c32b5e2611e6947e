import {describe, expect, it} from "vitest";
import {type DateOrders, halfDayClock, localDate, settleDates} from "../../../../src/core/files/csv/localDate.js";

const at = (iso: string) => Date.parse(`${iso}Z`) / 1000;
const NONE: DateOrders = {dayFirst: 0, monthFirst: 0, either: 0, halfDays: 0};

it.each([
  ["13.06.2026 23:59:30.250", "2026-06-13T23:59:30.250", "dayFirst"],
  ["05.06.2026", "2026-06-05T00:00", "dayFirst"],
  ["06/13/2026 11:59:30 PM", "2026-06-13T23:59:30", "monthFirst"],
  ["6/13/26 12:00:05 AM", "2026-06-13T00:00:05", "monthFirst"],
  ["05/06/2026 12:10 pm", "2026-06-05T12:10", "either"],
  ["13-Jun-2026 23:59:30", "2026-06-13T23:59:30", undefined],
  ["June 5, 2026 11:59:30\u202fPM", "2026-06-05T23:59:30", undefined],
  ["2026-6-13 1:05 PM", "2026-06-13T13:05", undefined],
  ["2026/06/13 08:00:00,5", "2026-06-13T08:00:00.5", undefined],
])("localDate(%s) is %s", (text, iso, order) => {
  expect(localDate(text)).toMatchObject({value: at(iso), ...(order && {order})});
});

it.each([
  "31.02.2026",
  "13/13/2026",
  "06/13/2026 13:00 PM",
  "1.2.3",
  "12/2026",
  "99.99.9999",
  "13-Abc-2026",
  "June 31, 2026",
  "06/13/2026 xx",
])("localDate(%s) is no date", (text) => {
  expect(localDate(text)).toBeUndefined();
});

it("halfDayClock(text) reads am and pm only", () => {
  expect(["11:59:30 PM", "12:00 am", "1:05:00.5 p.m.", "23:59:30"].map(halfDayClock)).toEqual([
    86_370,
    0,
    47_100.5,
    undefined,
  ]);
});

describe("settleDates(values, orders, name, notes)", () => {
  const read = (texts: string[]) => {
    const orders = {...NONE};
    const notes: string[] = [];
    const values = Float64Array.from(texts, (text) => {
      const {value, order, halfDay} = localDate(text)!;
      if (order) orders[order]++;
      if (halfDay) orders.halfDays++;
      return value;
    });
    const one = settleDates(values, orders, "Time", notes);
    return {one, notes, days: Array.from(values, (v) => new Date(v * 1000).toISOString().slice(0, 10))};
  };

  it("reads all dates in the order of those that allow one order only", () => {
    expect(read(["06/12/2026", "06/13/2026"])).toEqual({one: true, notes: [], days: ["2026-06-12", "2026-06-13"]});
    expect(read(["12/06/2026", "13/06/2026"])).toEqual({one: true, notes: [], days: ["2026-06-12", "2026-06-13"]});
  });

  it("decides by rows that follow each other, and says so", () => {
    const {days, notes} = read(["06/11/2026 23:59:59", "06/12/2026 00:00:01"]);
    expect(days).toEqual(["2026-06-11", "2026-06-12"]);
    expect(notes).toEqual(["Time: dates are read with the month first: so their rows follow each other"]);
  });

  it("says that one day may be either", () => {
    expect(read(["05/06/2026 10:00:00"])).toMatchObject({
      days: ["2026-06-05"],
      notes: ["Time: dates allow either order and are read with the day first; choose the start if that is wrong"],
    });
    expect(read(["05/06/2026 10:00:00 AM"]).days).toEqual(["2026-05-06"]);
  });

  it("leaves out dates that contradict each other", () => {
    const values = Float64Array.of(at("2026-06-13T00:00"), at("2026-06-13T00:00"));
    const notes: string[] = [];
    expect(settleDates(values, {...NONE, dayFirst: 1, monthFirst: 1}, "Time", notes)).toBe(false);
    expect([...values]).toEqual([Number.NaN, Number.NaN]);
    expect(notes).toEqual(["Time: neither day nor month is first in all dates; the column is left out"]);
  });
});
