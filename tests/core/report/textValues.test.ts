import MarkdownIt from "markdown-it";
import {expect, it} from "vitest";
import type {LapArchive} from "../../../src/core/laps/open/lapArchive.js";
import {asMarkdown, namesValues, refuseMistyped, textValues, withValues} from "../../../src/core/report/textValues.js";

const row = (car: number, lap: number, lapTimeMs: number | null, valid = true) => ({
  car,
  lap,
  lapTimeMs,
  valid,
  driver: `D${car}`,
});
const laps = [row(0, 1, 90_500), row(0, 2, 89_000, false), row(0, 3, 90_000), row(1, 1, 90_123), row(1, 2, null)];
const session = {track: {name: "Monza"}, startedAt: "2026-03-01T23:30:00Z"};
const archive = {session: async () => ({session, laps})} as unknown as LapArchive;
const name = (car: number, lap: number) => ({session: "s", car, lap});

it("textValues(archive, compared): the lap, its driver's best valid one, and the difference with its sign", async () => {
  const values = await textValues(archive, {own: name(0, 1), reference: name(1, 1)});
  expect(values).toMatchObject({track: "Monza", date: "1 March 2026", driver: "D0", best: "1:30.000", lap: "1:30.500"});
  expect(values).toMatchObject({reference: "D1", "reference lap": "1:30.123", difference: "+0.377"});
  const {difference} = await textValues(archive, {own: name(1, 1), reference: name(0, 1)});
  expect(difference).toBe("−0.377");
  const none = await textValues(archive, {own: name(1, 2), reference: null});
  expect([none.lap, none.reference, none.difference]).toEqual(["—", "theoretical best", "—"]);
});

it("withValues(markdown, values) fills known names once, and leaves other braces", async () => {
  const values = {...(await textValues(archive, {own: name(0, 1), reference: name(1, 1)})), driver: "{best}"};
  expect(withValues(`\\{best} $${"{best}"}`, values)).toBe(`\\{best} $${"{best}"}`);
  expect(withValues("{driver}: {best}, {toString} {gain} {}", values)).toBe("{best}: 1:30.000, {toString} {gain} {}");
  expect([namesValues("{constructor} { best }"), namesValues("a {reference lap}")]).toEqual([false, true]);
});

it("asMarkdown(values): names are read as they are written, whatever Markdown would make of them", async () => {
  const values = await textValues(archive, {own: name(0, 1), reference: name(1, 1)});
  const parser = new MarkdownIt({html: false, linkify: true});
  for (const driver of [
    "_Max_Power_",
    "__proto__",
    "[TEAM](x) *Max*",
    "`Max`",
    "<b>Max</b>",
    "Max &amp; Co",
    "~~Max~~",
  ]) {
    const made = parser.render(withValues("By {driver}, {best}", asMarkdown({...values, driver})));
    const plain = made.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    expect(plain).toBe(`<p>By ${driver}, 1:30.000</p>\n`);
  }
});

it("refuseMistyped(markdown) names the nearest value; other braces pass", () => {
  expect(() => refuseMistyped("a {Referense lap}")).toThrow(
    "{Referense lap} names no value: did you mean {reference lap}?",
  );
  expect(() => refuseMistyped("{wind}")).toThrow(
    /^{wind} names no value: values are {track}, .*\\{wind} is the word itself$/,
  );
  for (const text of ["{best}, {reference lap}", "\\{wind}", `$${"{wind}"}`, "{ }", "{a: 1}", "{", "{1}"])
    expect(() => refuseMistyped(text), text).not.toThrow();
});
