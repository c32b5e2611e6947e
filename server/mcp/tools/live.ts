import {z} from "zod";
import {factId} from "../../../src/core/facts/fact.js";
import {LapError} from "../../../src/core/laps/open/archivedLap.js";
import {latestPredictions} from "../../../src/core/strategy/predictions/latestPredictions.js";
import {sessionInput, tool} from "../tool.js";

const MOST = 20;

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);

export const liveTool = tool({
  name: "live",
  title: "What is running now",
  description: `The running sessions; of one of them the last laps, the alerts and the present predictions with their 90 % intervals, at most ${MOST} each. Predictions are graded after the event: until then they are no facts.`,
  input: z.object({session: sessionInput.optional().describe("the newest where it is left out")}),
  result: z.object({
    running: z.array(
      z.object({id: z.string(), track: z.string(), game: z.string(), type: z.string(), lastDatagramAgeS: z.number()}),
    ),
    session: z.string().nullable(),
    laps: z.array(
      z.object({
        car: z.number(),
        lap: z.number(),
        lapTimeMs: z.number().nullable(),
        valid: z.boolean(),
        fact: z.string(),
      }),
    ),
    alerts: z.array(
      z.object({
        car: z.number().nullable(),
        severity: z.string(),
        title: z.string(),
        text: z.string(),
        sessionTimeS: z.number(),
      }),
    ),
    predictions: z.array(
      z.object({
        ...{car: z.number(), kind: z.string(), model: z.string(), madeInLap: z.number()},
        ...{value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable()},
        probability: z.number().nullable(),
      }),
    ),
  }),
  async run({session: wanted}, {kernel}) {
    if (!kernel)
      throw new LapError("no live data here: this command reads the archive; ask the running Lapbook at its /mcp");
    const now = Date.now();
    const running = kernel
      .stats()
      .sessions.toSorted((a, b) => b.lastSeen - a.lastSeen)
      .map(({session, lastSeen}) => ({
        ...{id: session.id, track: session.track.name, game: session.game, type: session.type},
        lastDatagramAgeS: Math.round((now - lastSeen) / 100) / 10,
      }));
    const id = wanted ?? running[0]?.id;
    if (id === undefined) return {running, session: null, laps: [], alerts: [], predictions: []};
    if (!running.some((one) => one.id === id))
      throw new LapError(
        `not running: ${id}${running.length ? `; running: ${running.map((one) => one.id).join(", ")}` : ""}`,
      );
    const {laps, alerts, predictions} = await kernel.recentEvents(id);
    return {
      ...{running, session: id},
      laps: laps.slice(-MOST).map(({car, lap, lapTimeMs, valid}) => ({
        ...{car, lap, lapTimeMs: number(lapTimeMs), valid, fact: factId("live", {session: id, car}, `lap-${lap}`)},
      })),
      alerts: alerts.slice(-MOST).map(({car, severity, title, text, sessionTime}) => ({
        ...{car: number(car), severity, title, text, sessionTimeS: sessionTime},
      })),
      predictions: [...new Set(predictions.map(({car}) => car))]
        .flatMap((car) => [...latestPredictions(predictions, car).values()].map(({made}) => made))
        .slice(-MOST)
        .map(({car, kind, model, lap, value, low, high, probability}) => ({
          ...{car, kind, model, madeInLap: lap, value: number(value), low: number(low), high: number(high)},
          probability: number(probability),
        })),
    };
  },
});
