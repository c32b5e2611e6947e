// @vitest-environment jsdom
import {expect, it} from "vitest";
import {alertPanel} from "../../../src/components/pitwall/alertPanel.js";
import {outlookPanel} from "../../../src/components/pitwall/outlookPanel.js";
import {pitPanel} from "../../../src/components/pitwall/pitPanel.js";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {rivalGaps} from "../../../src/core/live/timeline/rivalGaps.js";
import {type LiveEvent, type Prediction, plainMessage, type StrategyAlert} from "../../../src/core/messages/events.js";
import {FakeLive} from "../../support/fakeLive.js";

/** A source whose events of a topic are given. */
function withEvents(events: readonly LiveEvent[]): FakeLive {
  const source = new FakeLive({cars: 3});
  source.advance(100);
  const own = source.events.bind(source);
  source.events = ((topic: LiveEvent["topic"]) => {
    const found = events.filter((event) => event.topic === topic);
    return found.length ? found : own(topic);
  }) as typeof source.events;
  return source;
}

const alert = (more: Partial<StrategyAlert>): StrategyAlert => ({
  ...{topic: "strategy-alerts", sessionTime: 95, car: 0, lap: 2, rule: "lockUp", ruleVersion: "1", severity: "warning"},
  ...{
    title: "Lock-up",
    text: "front left locked",
    value: 1,
    limit: 0,
    unit: "",
    channel: "brake",
    fromTime: 93,
    toTime: 95,
    lapDistance: 812,
  },
  ...more,
});

it("alertPanel lists the most urgent first, once each, and goes to the moment where one began", () => {
  const source = withEvents([
    alert({}),
    alert({sessionTime: 90}),
    alert({rule: "fuel", car: 1, severity: "critical", text: "fuel short by 0.4 laps", sessionTime: 92}),
    alert({rule: "later", sessionTime: 200}),
  ]);
  const panel = alertPanel(source, {car: () => 0});
  panel.update();
  const lines = [...panel.element.querySelectorAll("li")].map(({textContent}) => textContent);
  expect(lines[0]).toContain("Hunt fuel short by 0.4 laps");
  expect(lines[1]).toContain("Lauda front left locked 2 times");
  expect(lines).toHaveLength(2);
  const [, second, rules] = panel.element.querySelectorAll<HTMLAnchorElement>(".pw-moment");
  expect(second.href).toMatch(/\/pages\/live\.html\?session=.+&car=0&at=93$/);
  expect(rules.href).toMatch(/\/pages\/alerts\.html$/);
  second.click();
  expect([source.paused, source.time]).toEqual([true, expect.closeTo(93, 1)]);
});

const prediction = (more: Partial<Prediction>): Prediction => ({
  ...{
    topic: "predictions",
    sessionTime: 50,
    car: 0,
    id: "lapTime/0/3",
    kind: "lapTime",
    otherCar: Number.NaN,
    model: "m 1",
    madeAt: 50,
    lap: 3,
  },
  ...{horizon: 1, value: 90_000, low: 89_500, high: 90_500, probability: Number.NaN, baseline: 90_200, graded: false},
  ...{outcome: Number.NaN, error: Number.NaN, inside: false, baselineError: Number.NaN, because: ""},
  ...more,
});

it("outlookPanel shows what is still to come of the chosen car, with the grade of such predictions", () => {
  const graded = [1, 2, 3, 4].map((lap) =>
    prediction({
      ...{id: `lapTime/1/${lap}`, car: 1, lap, graded: true, outcome: 90_100, error: -100, inside: lap > 1},
      baselineError: 100 * lap,
    }),
  );
  const source = withEvents([
    ...graded,
    prediction({}),
    prediction({id: "rejoin/0/3", kind: "rejoin", value: 12, low: 11, high: 14, probability: 0.7}),
    prediction({id: "fuel/0/2", kind: "fuel", graded: true, outcome: 1}),
  ]);
  const panel = outlookPanel(source, {car: () => 0});
  panel.update();
  const rows = [...panel.element.querySelectorAll("dd")].map(({textContent}) => textContent);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain("1:30.000 1:29.500 to 1:30.500");
  expect(rows[0]).toContain("inside its interval in 3 of 4, off by 0.100, the simplest rule by 0.250");
  expect(rows[1]).toContain("P12 11 to 14, 70 % likely");
  expect(rows[1]).toContain("not graded yet");
});

it("pitPanel: what a stop now costs, where the car comes out and between whom, undercut; a safety car changes it at once", () => {
  const stops = [20, 20.4, 19.6].map((outcome, i) =>
    prediction({id: `pitLoss/${i}/3`, kind: "pitLoss", car: i, graded: true, outcome, error: 0, inside: true}),
  );
  const duel = prediction({
    id: "undercut/1/3/2",
    kind: "undercut",
    otherCar: 2,
    probability: 0.8,
    graded: true,
    outcome: 2,
  });
  const events: LiveEvent[] = [
    ...stops,
    duel,
    prediction({id: "rejoin/1/3", kind: "rejoin", graded: true, outcome: 3, error: 1}),
  ];
  const source = withEvents(events);
  const book = new LapBook(source);
  book.update();
  const texts = () => {
    const panel = pitPanel(source, {car: () => 0, book});
    panel.update();
    return [...panel.element.querySelectorAll("dl > div")].map(({textContent}) => textContent ?? "");
  };
  const rows = texts();
  expect(rows[0]).toMatch(/^a stop now costs(19|20)\.\d s .*3 stops of this session; inside its interval in 3 of 3/);
  // three cars less than a second apart: all pass
  expect(rows[1]).toMatch(/^comes outP3.*s behind Prost; within one place in 1 of 1/);
  expect(rows.find((row) => row.startsWith("undercut by Hunt"))).toContain("Brier score 0.04");
  expect(rows.find((row) => row.startsWith("undercut by Hunt"))).toContain("no better than the usual share");
  const behind = rivalGaps(source, 0).map(({car, behindS}) => [car, behindS > 0]);
  expect(behind).toEqual([
    [1, true],
    [2, true],
  ]);
  events.push(plainMessage({kind: "safetyCar", sessionTime: 99, text: "", details: {from: 0, to: 2}}));
  const later = texts();
  expect(Number.parseFloat(later[0].slice("a stop now costs".length))).toBeLessThan(18);
  expect(later.some((row) => row.startsWith("undercut"))).toBe(false);
});
