import {expect, it} from "vitest";
import * as format from "../../../src/components/ui/format.js";

it("lapTime(ms) writes minutes, seconds and milliseconds", () => {
  expect(format.lapTime(83_456)).toBe("1:23.456");
  expect(format.lapTime(28_456)).toBe("28.456");
  expect(format.lapTime(60_000)).toBe("1:00.000");
  expect(format.lapTime(59_999.6)).toBe("1:00.000");
  expect(format.lapTime(3_723_004)).toBe("1:02:03.004");
  expect(format.lapTime(0)).toBe("0.000");
});

it("delta(ms) always prints the sign", () => {
  expect(format.delta(123)).toBe("+0.123");
  expect(format.delta(-45)).toBe("−0.045");
  expect(format.delta(0.2)).toBe("±0.000");
  expect(format.delta(-61_000)).toBe("−1:01.000");
});

it("missing values are an em dash", () => {
  for (const f of [format.lapTime, format.delta, format.distance, format.bytes, format.wholeNumber, format.fixed])
    for (const x of [null, undefined, Number.NaN]) expect(f(x)).toBe("—");
  expect(format.when(null)).toBe("—");
  expect(format.when("yesterday")).toBe("—");
  expect(format.percent(null)).toBe("—");
  expect(format.durationText(null)).toBe("—");
});

it("distance(m) and bytes(n) change unit, keep the figure short", () => {
  expect(format.distance(5891)).toBe("5,891 m");
  expect(format.distance(12_345)).toBe("12.3 km");
  expect(format.bytes(812)).toBe("812 B");
  expect(format.bytes(4200)).toBe("4.2 kB");
  expect(format.bytes(999_700)).toBe("1.0 MB");
  expect(format.bytes(31_000_000)).toBe("31 MB");
});

it("percent(fraction) is 100 % only for 1, and 0 % only for 0", () => {
  expect(format.percent(1)).toBe("100 %");
  expect(format.percent(0.9999)).toBe("99 %");
  expect(format.percent(0.9999, 1)).toBe("99.9 %");
  expect(format.percent(0.0001)).toBe("< 1 %");
  expect(format.percent(0)).toBe("0 %");
  expect(format.percent(0.705)).toBe("71 %");
});

it("durationText(s) writes seconds, minutes or hours", () => {
  expect(format.durationText(48)).toBe("48 s");
  expect(format.durationText(725)).toBe("12 min");
  expect(format.durationText(5040)).toBe("1 h 24 min");
});

it("fixed(x, digits) and wholeNumber(n) use a real minus sign", () => {
  expect(format.fixed(-1.25, 1)).toMatch(/^−1\.[23]$/);
  expect(format.wholeNumber(-12_345)).toBe("−12,345");
});

it("when(iso) shows the reader's clock", () => {
  expect(format.when("2025-03-07T14:05:12Z", {timeZone: "UTC"})).toBe("7 Mar 2025, 14:05");
  expect(format.when("2025-03-07T14:05:12Z", {timeZone: "Asia/Tokyo"})).toBe("7 Mar 2025, 23:05");
});

it("clockTime(s) counts hours only when there are some", () => {
  expect([61.9, 3661, Number.NaN].map(format.clockTime)).toEqual(["1:01", "1:01:01", "—"]);
});

it("counted(n, noun) has the plural for all but one", () => {
  expect([0, 1, 1200].map((n) => format.counted(n, "lap"))).toEqual(["0 laps", "1 lap", "1,200 laps"]);
});

it("withUnit(label, unit) does not repeat a unit that the label ends with", () => {
  expect(format.withUnit("speed", "km/h")).toBe("speed (km/h)");
  expect(format.withUnit("lateral g", "g")).toBe("lateral g");
  expect(format.withUnit("gear", "")).toBe("gear");
});
