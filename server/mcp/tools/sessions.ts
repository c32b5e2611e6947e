import {z} from "zod";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {factId} from "../../../src/core/facts/fact.js";
import {tool} from "../tool.js";

const MOST = 50;

export const sessionsTool = tool({
  name: "sessions",
  title: "List recorded sessions",
  description: `The newest sessions of the archive, at most ${MOST}: id, circuit, game, kind, date, drivers, laps and the best lap time in ms. Narrow by part of a circuit's, driver's or game's name.`,
  input: z.object({
    track: z.string().max(100).optional().describe("part of the circuit's name"),
    driver: z.string().max(100).optional().describe("part of the driver's name: the player, or of the best lap"),
    game: z.string().max(100).optional().describe("part of the game's name"),
    limit: z.number().int().min(1).max(MOST).default(20),
  }),
  result: z.object({
    found: z.number().describe("sessions that match"),
    sessions: z.array(
      z.object({
        ...{id: z.string(), track: z.string(), game: z.string(), type: z.string(), startedAt: z.string()},
        ...{driver: z.string().nullable(), drivers: z.number(), laps: z.number(), simulated: z.boolean()},
        bestLapTimeMs: z.number().nullable(),
        fact: z.string().describe("address of the session's page"),
      }),
    ),
  }),
  async run({track, driver, game, limit}, {recordings, sees}) {
    const sessions = (await libraryIndex(recordings)).sessions.filter((one) => sees(one.id));
    const has = (text: string | undefined | null, part: string | undefined) =>
      part === undefined || (text ?? "").toLowerCase().includes(part.toLowerCase());
    const matching = sessions
      .filter((one) => has(one.track.name, track) && has(one.driver?.name, driver) && has(one.source.game, game))
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    return {
      found: matching.length,
      sessions: matching.slice(0, limit).map((one) => ({
        ...{id: one.id, track: one.track.name, game: one.source.game, type: one.type, startedAt: one.startedAt},
        ...{driver: one.driver?.name ?? null, drivers: one.drivers, laps: one.laps},
        simulated: one.source.simulated === true,
        bestLapTimeMs: one.best?.lapTimeMs ?? null,
        fact: factId("session", {session: one.id}, "best-lap"),
      })),
    };
  },
});
