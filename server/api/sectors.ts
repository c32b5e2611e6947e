import type {LapRow} from "../../src/core/archive/types.js";
import {countsForBests} from "../../src/core/laps/bests.js";
import {gridAt} from "../../src/core/laps/gridAt.js";
import {MINI_SECTORS, miniSectorBounds} from "../../src/core/laps/miniSectors.js";
import {lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {openLaps} from "../../src/core/laps/open/openLaps.js";
import {parseLapName} from "../commands/lapName.js";
import {operation} from "./operation.js";
import {carQuery, lapParam, nullOr, numberOrNull, sessionParam, z} from "./schemas.js";

const sectorBest = z
  .object({sector: z.number().int(), lap: z.string(), driver: z.string(), ms: z.number()})
  .openapi("SectorBest");

const part = z
  .object({
    ...{number: z.number().int(), fromM: z.number(), toM: z.number()},
    ms: numberOrNull.describe("null where the lap was not recorded there"),
  })
  .openapi("LapPart");

const SECTORS = ["sector1Ms", "sector2Ms", "sector3Ms"] as const;

export const SECTOR_OPERATIONS = [
  operation({
    id: "listSectors",
    method: "get",
    path: "/sessions/{session}/sectors",
    tag: "sectors",
    summary: "Official sector times of every lap, and the best of each sector",
    description: "Bests are of valid laps outside the pit lane.",
    params: sessionParam,
    query: z.object({car: carQuery.optional()}),
    answer: z.object({
      startsM: z.array(z.number()).nullable().describe("where sectors 2 and 3 begin, m from the start line"),
      bests: z.array(nullOr(sectorBest)).describe("of sectors 1 to 3, of the chosen cars"),
      sumOfBestsMs: numberOrNull,
      laps: z.array(
        z.object({lap: z.string(), driver: z.string(), lapTimeMs: numberOrNull, sectorTimesMs: z.array(numberOrNull)}),
      ),
    }),
    async run({params, query}, {archive}) {
      const {session, laps} = await archive.session(params.session);
      const own = laps.filter(({car}) => (query.car ?? car) === car);
      const named = ({car, lap}: LapRow) => lapNameText({session: session.id, car, lap});
      const bests = SECTORS.map((name, i) => {
        const timed = own.filter((row) => row[name] !== null && countsForBests(row));
        if (timed.length === 0) return null;
        const best = timed.reduce((a, b) => (b[name]! < a[name]! ? b : a));
        return {sector: i + 1, lap: named(best), driver: best.driver, ms: best[name]!};
      });
      return {
        ...{startsM: session.track.sectorStartsM, bests},
        sumOfBestsMs: bests.every((best) => best !== null) ? bests.reduce((sum, best) => sum + best.ms, 0) : null,
        laps: own.map((row) => ({
          ...{lap: named(row), driver: row.driver, lapTimeMs: row.lapTimeMs},
          sectorTimesMs: SECTORS.map((name) => row[name]),
        })),
      };
    },
  }),
  operation({
    id: "getLapSectors",
    method: "get",
    path: "/laps/{lap}/sectors",
    tag: "sectors",
    summary: "Mini-sectors of a lap; those of a sector add up to its time",
    params: lapParam,
    query: z.object({parts: z.number().int().min(3).max(200).default(MINI_SECTORS).describe("how many of them")}),
    refusals: [422],
    answer: z.object({
      ...{lap: z.string(), lapTimeMs: numberOrNull, lengthM: z.number(), alignment: z.string()},
      parts: z.array(part),
    }),
    async run({params, query}, {archive}) {
      const {reference} = await openLaps(archive, parseLapName(params.lap), [], []);
      const {grid, found} = reference;
      const bounds = miniSectorBounds(grid.lengthM, found.session.track.sectorStartsM, query.parts);
      const at = Array.from(bounds, (m) => Math.round(1e6 * gridAt(grid, grid.time, m)) / 1000);
      return {
        ...{lap: params.lap, lapTimeMs: found.row.lapTimeMs, lengthM: grid.lengthM, alignment: grid.alignment},
        parts: at.slice(1).map((end, i) => ({
          ...{number: i + 1, fromM: bounds[i], toM: bounds[i + 1]},
          ms: Math.round(1000 * (end - at[i])) / 1000,
        })),
      };
    },
  }),
];
