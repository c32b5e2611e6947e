import {expect, it} from "vitest";
import {pitStops} from "../../../src/core/analyst/pitStops.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {type LiveEvent, PIT_IN, PIT_OUT} from "../../../src/core/messages/events.js";

it("pitStops publishes the way into the pit lane and out of it, not where the car begins", () => {
  const state = Float64Array.from(pitStops.initial);
  const found: LiveEvent[] = [];
  [0, 0, 1, 1, Number.NaN, 2, 0, 0].forEach((pitStatus, i) => {
    const row = createRow();
    for (const [name, value] of Object.entries({sessionTime: i, lapNumber: 3, car: 4, pitStatus}))
      row[rowIndex(name)] = value;
    pitStops.reduce(state, row, (event) => found.push(event));
  });
  expect(found).toMatchObject([
    {kind: PIT_IN, sessionTime: 2, car: 4, lap: 3},
    {kind: PIT_OUT, sessionTime: 6, car: 4, lap: 3},
  ]);
});
