import {z} from "zod";
import {factId} from "../../../src/core/facts/fact.js";
import {LapError} from "../../../src/core/laps/open/archivedLap.js";
import {readStatistics} from "../../../src/core/laps/open/carSamples.js";
import type {PaceEstimate} from "../../../src/core/laps/stints/stintPace.js";
import {factSchema, sessionInput, tool} from "../tool.js";

export const stintTool = tool({
  name: "stint",
  title: "Pace and tyre loss of a car's stints",
  description:
    "Each stint of a car: laps, tyres, pace and loss a lap with 95 % intervals, with and without the fuel's share where it is known; else that these laps do not resolve it, and how many would.",
  input: z.object({
    session: sessionInput,
    car: z.number().int().min(0).max(255).optional().describe("the player's car where it is left out"),
  }),
  result: z.object({
    ...{track: z.string(), car: z.number(), driver: z.string()},
    stints: z.array(
      z.object({
        ...{firstLap: z.number(), lastLap: z.number(), compound: z.string().nullable(), kind: z.string()},
        ...{lapsCounted: z.number(), status: z.string(), lapsNeeded: z.number().nullable()},
        ...{facts: z.array(factSchema), limits: z.array(z.string())},
      }),
    ),
  }),
  async run({session: id, car}, {archive}) {
    const {session, statistics, samples} = await readStatistics(archive, id, {car});
    const wanted = car ?? samples?.car ?? session.playerCar ?? statistics.cars[0]?.car;
    const own = statistics.cars.find((one) => one.car === wanted);
    if (!own)
      throw new LapError(
        `no laps of car ${wanted ?? "?"} in ${id}; cars: ${statistics.cars.map((one) => one.car).join(", ") || "none"}`,
      );
    return {
      ...{track: session.track.name, car: own.car, driver: own.driver},
      stints: own.stints.map(({firstLap, lastLap, compound, run, pace}) => {
        const fact = (what: string, estimate: PaceEstimate | undefined) =>
          estimate && Number.isFinite(estimate.value)
            ? [
                {
                  id: factId("stints", {session: id, car: own.car}, `${firstLap}.${what}`),
                  what,
                  ...estimate,
                  unit: "ms",
                },
              ]
            : [];
        return {
          ...{firstLap, lastLap, compound, kind: run.kind, lapsCounted: pace.n, status: pace.status},
          lapsNeeded: pace.lapsNeeded ?? null,
          facts: [
            ...fact("lap time in the middle of the stint", pace.pace),
            ...fact("the same with an empty tank", pace.fuelCorrected),
            ...fact("change a lap as driven", pace.trend),
            ...fact("change a lap without the fuel: mostly tyres", pace.degradation),
          ],
          limits: pace.limits,
        };
      }),
    };
  },
});
