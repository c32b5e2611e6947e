import {decodeEventTable, type KeptEvent, type KeptTopic} from "../../src/core/live/timeline/eventTable.js";
import {gradesOf} from "../../src/core/strategy/predictions/gradesOf.js";
import {HttpError} from "../httpError.js";
import {type ApiContext, operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {carQuery, numberOrNull, sessionParam, z} from "./schemas.js";

const prediction = z
  .object({
    id: z.string().describe("kind/car/lap at which it was made"),
    ...{car: z.number().int(), kind: z.string(), otherCar: numberOrNull, model: z.string()},
    madeAt: numberOrNull.describe("session time, s"),
    lap: z.number().int().describe("running lap of the car when it was made"),
    horizon: numberOrNull.describe("laps from then to the event, as predicted"),
    value: numberOrNull.describe("in the unit of its kind: docs/strategy.md"),
    ...{low: numberOrNull, high: numberOrNull.describe("upper end of the 90 % interval, as low is the lower one")},
    probability: numberOrNull.describe("of the event, 0–1; null where it is certain to happen"),
    baseline: numberOrNull.describe("value by the simplest rule"),
    ...{graded: z.boolean(), outcome: numberOrNull, error: numberOrNull.describe("value − outcome")},
    ...{inside: z.boolean(), because: z.string().describe("why a graded one has no outcome")},
  })
  .openapi("Prediction");

const grade = z
  .object({
    ...{kind: z.string(), n: z.number().int().describe("graded, with an outcome")},
    ...{inside: z.number().int(), coverage: numberOrNull.describe("share inside the 90 % interval, 0–1")},
    error: numberOrNull.describe("median of the absolute errors, in the kind's unit"),
    ...{baselineError: numberOrNull, reach: numberOrNull.describe("mean half width of the intervals")},
    brier: numberOrNull.describe("of an event, mean of (probability − 1 or 0)²"),
    ...{baselineBrier: numberOrNull, right: z.number().int(), withinOne: z.number().int()},
    ...{ungraded: z.number().int(), open: z.number().int()},
  })
  .openapi("Grade");

export const PREDICTION_OPERATIONS = [
  operation({
    id: "listPredictions",
    method: "get",
    path: "/sessions/{session}/predictions",
    tag: "predictions",
    summary: "Predictions of a race, each from what was known at its time, and graded by what happened",
    description:
      "A session that is no race has none. A graded prediction comes after the one that was made before the event.",
    params: sessionParam,
    query: z.object({
      car: carQuery.optional(),
      kind: z.string().max(60).optional(),
      graded: z.boolean().optional().describe("only graded ones, or only others"),
      ...pageQuery(1000, 200),
    }),
    refusals: [501],
    answer: z.object(pageOf(prediction)).openapi("PredictionList"),
    async run({params, query}, context) {
      const found = (await keptEvents(context, params.session, "predictions")).filter(
        ({car, kind, graded}) =>
          (query.car ?? car) === car && (query.kind ?? kind) === kind && (query.graded ?? graded) === graded,
      );
      return page(context, found, query);
    },
  }),
  operation({
    id: "listGrades",
    method: "get",
    path: "/sessions/{session}/grades",
    tag: "predictions",
    summary: "How good the predictions of a race were, kind by kind",
    params: sessionParam,
    refusals: [501],
    answer: z.object({grades: z.array(grade)}),
    run: async ({params}, context) => ({
      grades: gradesOf(await keptEvents(context, params.session, "predictions")),
    }),
  }),
];

/** Events of a session, from the file that is kept of them; made in another thread where there is none. */
export async function keptEvents<T extends KeptTopic>(
  {options, archive, signal}: Pick<ApiContext, "options" | "archive" | "signal">,
  id: string,
  topic: T,
): Promise<KeptEvent<T>[]> {
  const {session} = await archive.session(id);
  if (!options.library.derived) throw new HttpError(501, "this server computes nothing of sessions");
  const view = topic === "predictions" ? "predictions" : "alerts";
  const bytes = await options.library.derived(session.id, {view});
  signal.throwIfAborted();
  return decodeEventTable(topic, bytes);
}
