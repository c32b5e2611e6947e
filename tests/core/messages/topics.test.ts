import {expect, it} from "vitest";
import {
  type EventTopic,
  eventKey,
  LIVE_TOPICS,
  TOPICS,
  type TopicDefinition,
} from "../../../src/core/messages/topics.js";
import {EVENT_EXAMPLES} from "../../support/messages.js";

const DEFINITIONS = Object.entries(TOPICS as Record<string, TopicDefinition>);

it("LIVE_TOPICS keeps its order: positions are numbers in binary messages of the page protocol", () => {
  expect(LIVE_TOPICS).toEqual([
    "telemetry",
    "lap-events",
    "sector-times",
    "session-stats",
    "telemetry-windows",
    "lap-analytics",
    "session-events",
    "predictions",
    "strategy-alerts",
  ]);
});

it("TOPICS: tags of a message are unique and rise; identifying fields are fields of the message", () => {
  for (const [topic, {message, identity = []}] of DEFINITIONS) {
    const tags = message?.fields.map(({tag}) => tag) ?? [];
    const names = message?.fields.map(({name}) => name) ?? [];
    expect(tags, topic).toEqual([...new Set(tags)].sort((a, b) => a - b));
    for (const field of identity) expect(names, topic).toContain(field);
  }
});

it("TOPICS: live topics other than telemetry have identifying fields, and an example in the tests", () => {
  const examples = new Set<EventTopic>(EVENT_EXAMPLES.map(({topic}) => topic));
  for (const [topic, {live, identity}] of DEFINITIONS) {
    if (!live || topic === "telemetry") continue;
    expect(identity, topic).toBeDefined();
    expect(examples).toContain(topic);
  }
});

it("eventKey(event) is the topic and the identifying values", () => {
  const keys = EVENT_EXAMPLES.flatMap((event) => (event.topic === "commands" ? [] : eventKey(event)));
  expect(keys.every((key) => !key.includes("undefined"))).toBe(true);
  const window = EVENT_EXAMPLES.find(({topic}) => topic === "telemetry-windows")!;
  if (window.topic !== "telemetry-windows") throw new Error("no example");
  expect(eventKey(window)).toBe(`telemetry-windows/${window.car}/${window.startTime}`);
});
