import {z} from "zod";
import {factId} from "../../../src/core/facts/fact.js";
import {findSession, lapFlaw} from "../../../src/core/laps/open/archivedLap.js";
import {sessionInput, tool} from "../tool.js";

const MOST = 200;

export const lapsTool = tool({
  name: "laps",
  title: "List the laps of a session",
  description: `Official lap and sector times in ms, validity by the game's own rules, tyres and visits to the pits, at most ${MOST} laps; name a car where a race has more. The names (SESSION:CAR:LAP) are what compare, corner and trace take; they need laps whose "lacks" is empty.`,
  input: z.object({
    session: sessionInput,
    car: z.number().int().min(0).max(255).optional().describe("all cars where it is left out"),
    from: z.number().int().min(0).default(0).describe("laps to skip, to page through a long session"),
  }),
  result: z.object({
    track: z.string(),
    type: z.string(),
    total: z.number(),
    laps: z.array(
      z.object({
        ...{lap: z.string(), driver: z.string(), lapTimeMs: z.number().nullable()},
        sectorTimesMs: z.array(z.number().nullable()),
        ...{valid: z.boolean(), pit: z.boolean(), compound: z.string().nullable(), topSpeedKmh: z.number().nullable()},
        lacks: z.string().describe("what it lacks to be compared from line to line; empty for a whole lap"),
        fact: z.string(),
      }),
    ),
  }),
  async run({session: id, car, from}, {archive}) {
    const {session, laps} = await findSession(archive, id);
    const own = car === undefined ? laps : laps.filter((row) => row.car === car);
    return {
      ...{track: session.track.name, type: session.type, total: own.length},
      laps: own.slice(from, from + MOST).map((row) => {
        const lap = `${id}:${row.car}:${row.lap}`;
        return {
          ...{lap, driver: row.driver, lapTimeMs: row.lapTimeMs},
          sectorTimesMs: [row.sector1Ms, row.sector2Ms, row.sector3Ms],
          ...{valid: row.valid, pit: row.pit, compound: row.tyreCompound, topSpeedKmh: row.topSpeedKmh},
          lacks: lapFlaw(row),
          fact: factId("laps", {session: id, laps: lap}, `lap-${row.lap}`),
        };
      }),
    };
  },
});
