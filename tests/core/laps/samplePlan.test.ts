import {expect, it} from "vitest";
import {planSamples} from "../../../src/core/laps/samplePlan.js";
import {lapRow} from "../../components/fakeSession.js";

const laps = [
  lapRow({car: 0, lap: 1, samples: 100, lapTimeMs: 91_000}),
  lapRow({car: 0, lap: 2, samples: 100, lapTimeMs: 90_000}),
  lapRow({car: 1, lap: 1, samples: 100, lapTimeMs: 92_000}),
  lapRow({car: 1, lap: 2, samples: 40, lapTimeMs: null, complete: false}),
  lapRow({car: 1, lap: 3, samples: 0, file: null}),
];
const session = {id: "s", playerCar: 1, laps};
const keys = (plan: ReturnType<typeof planSamples>) => plan.chosen.map(({lap}) => `${lap.car}:${lap.lap}`);

it("planSamples(sessions) takes the player's laps first, and none without samples", () => {
  const plan = planSamples([session]);
  expect(keys(plan)).toEqual(["1:1", "1:2", "0:1", "0:2"]);
  expect(plan).toMatchObject({rows: 340, leftOut: 0});
});

it("planSamples(sessions, {limit}) never goes beyond, and counts what it left out", () => {
  const plan = planSamples([session], {limit: 240});
  expect(plan.rows).toBe(240);
  expect(plan.leftOut).toBe(1);
});

it("planSamples(sessions, {kind}) takes finished laps, or each driver's best", () => {
  expect(keys(planSamples([session], {kind: "complete"}))).toEqual(["1:1", "0:1", "0:2"]);
  expect(keys(planSamples([session], {kind: "best"}))).toEqual(["1:1", "0:2"]);
});
