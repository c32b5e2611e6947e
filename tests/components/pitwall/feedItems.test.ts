import {describe, expect, it} from "vitest";
import {type FeedInput, feedItems, marksUntil} from "../../../src/components/pitwall/feedItems.js";
import {markMessage, plainMessage} from "../../../src/core/messages/events.js";

const nameOf = (car: number) => `driver ${car}`;
const none: FeedInput = {laps: [], records: new Set(), sectors: [], messages: [], marks: [], nameOf};
const lap = (sessionTime: number, more = {}) =>
  ({
    topic: "lap-events",
    sessionTime,
    car: 0,
    lap: 2,
    lapTimeMs: 81_234,
    valid: true,
    ...more,
  }) as FeedInput["laps"][number];

describe("feedItems", () => {
  it("mixes all kinds by time, newest first, at most so many", () => {
    const record = lap(30);
    const sector = {
      topic: "sector-times",
      sessionTime: 20,
      car: 1,
      lap: 1,
      sector: 1,
      timeMs: 900,
      best: true,
    } as const;
    const penalty = {...plainMessage({kind: "PENA", sessionTime: 40, text: "penalty"}), car: 1, otherCar: 2, lap: 3};
    const input = {
      ...none,
      laps: [record, lap(50, {valid: false})],
      records: new Set([record]),
      sectors: [sector],
      messages: [penalty],
      marks: [{sessionTime: 10, note: ""}],
    };
    const items = feedItems(input, 24);
    expect(items.map(({text}) => text)).toEqual([
      "lap 2 in 1:21.234, invalid",
      "penalty with driver 2, lap 3",
      "lap 2 in 1:21.234, fastest of the session",
      "best sector 1, 0.900",
      "mark",
    ]);
    expect(items.map(({className}) => className)).toEqual(["", "pw-grave", "lb-best", "lb-best", "pw-marked"]);
    expect(feedItems(input, 2).map(({at}) => at)).toEqual([50, 40]);
    expect(feedItems(none, 24)).toEqual([]);
  });
});

describe("marksUntil", () => {
  it("leaves out marks after the play head and those that are among the messages", () => {
    const marks = [
      {sessionTime: 5, note: "kerb"},
      {sessionTime: 9, note: "late"},
      {sessionTime: null, note: "whenever"},
      {sessionTime: 6, note: "both"},
    ];
    const left = marksUntil(8, marks, [markMessage({sessionTime: 6, note: "both"})]);
    expect(left.map(({note}) => note)).toEqual(["kerb", "whenever"]);
  });
});
