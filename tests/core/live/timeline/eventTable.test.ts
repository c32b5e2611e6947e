import {expect, it} from "vitest";
import {decodeEventTable, encodeEventTable, type KeptTopic} from "../../../../src/core/live/timeline/eventTable.js";
import type {LiveEvent} from "../../../../src/core/messages/events.js";
import {EVENT_EXAMPLES} from "../../../support/messages.js";

it.each(["strategy-alerts", "predictions"] as const)(
  "encodeEventTable(%s, events) gives them back, with what is unknown",
  (topic) => {
    const examples = EVENT_EXAMPLES.filter((event) => event.topic === topic) as Extract<
      LiveEvent,
      {topic: KeptTopic}
    >[];
    const unknown = examples.map((event) =>
      Object.fromEntries(
        Object.entries(event).map(([key, value]) => [key, typeof value === "number" ? Number.NaN : value]),
      ),
    ) as unknown as typeof examples;
    const events = [...examples, ...unknown];
    expect(examples.length).toBeGreaterThan(0);
    const bytes = encodeEventTable(topic, events as never);
    expect(decodeEventTable(topic, bytes)).toEqual(events);
    expect(decodeEventTable(topic, encodeEventTable(topic, []))).toEqual([]);
    expect(encodeEventTable(topic, events as never)).toEqual(bytes);
    expect(() => decodeEventTable(topic, new Uint8Array([1, 2, 3]))).toThrow("not an Arrow stream");
  },
);

it("decodeEventTable(topic, bytes) reads another version: fields that are absent are unknown", () => {
  const {
    lapDistance: _,
    text: __,
    ...older
  } = EVENT_EXAMPLES.find((event) => event.topic === "strategy-alerts") as never as Record<string, unknown>;
  const [read] = decodeEventTable("predictions", encodeEventTable("strategy-alerts", [older as never]));
  expect(read).toMatchObject({topic: "predictions", car: older.car, kind: "", graded: false, low: Number.NaN});
});
