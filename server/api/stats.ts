import {carConsistency} from "../../src/core/laps/open/carConsistency.js";
import {readStatistics} from "../../src/core/laps/open/carSamples.js";
import {groupBy} from "../../src/core/signal/groupBy.js";
import type {AccessVariables} from "../access/accessControl.js";
import {OWNER} from "../access/caller.js";
import {includes, ROLES} from "../access/role.js";
import {HttpError} from "../httpError.js";
import {stintTool} from "../mcp/tools/stint.js";
import {type ApiContext, operation} from "./operation.js";
import {carQuery, nullOr, numberOrNull, sessionParam, z} from "./schemas.js";
import {seenSessions} from "./seenSessions.js";

const scatter = z
  .object({
    n: z.number().int(),
    ...{median: numberOrNull, mean: numberOrNull},
    deviation: numberOrNull.describe("sample standard deviation; deviationLow and deviationHigh are its 95 % interval"),
    ...{deviationLow: numberOrNull, deviationHigh: numberOrNull},
    robust: numberOrNull.describe("median absolute deviation × 1.4826"),
    quartiles: z.array(numberOrNull).length(2),
    ...{min: numberOrNull, max: numberOrNull},
  })
  .openapi("Scatter");

const carStatistics = z
  .object({
    ...{car: z.number().int(), driver: z.string()},
    counted: z.array(z.number().int()).describe("laps that show the pace"),
    leftOut: z.array(z.object({lap: z.number().int(), because: z.string()})),
    paceMs: scatter.optional().describe("of the lap times that count; absent where none does"),
  })
  .openapi("CarStatistics");

const raceRow = z
  .object({
    ...{car: z.number().int(), driver: z.string()},
    position: z.number().int().describe("official where the source has a classification, else by laps and times"),
    byTimes: numberOrNull,
    began: numberOrNull.describe("place from which gained positions count"),
    ...{gained: numberOrNull, laps: z.number().int()},
    timeS: numberOrNull.describe("since the start, without penalties"),
    gapS: numberOrNull.describe("behind the winner in the same lap"),
    ...{lapsDown: z.number().int(), isFastest: z.boolean(), stops: numberOrNull},
  })
  .openapi("RaceRow");

const pitLoss = z
  .object({
    ...{car: z.number().int(), firstLap: z.number().int(), lastLap: z.number().int()},
    lossMs: numberOrNull.describe("against going on at the pace of the laps beside it"),
    reachMs: numberOrNull.describe("half width of the 95 % interval"),
    because: z.string().optional().describe("why the loss is not known"),
  })
  .openapi("PitLoss");

const alertHooks = z
  .object({
    least: z.string().describe("the least urgent that is sent"),
    hooks: z.array(
      z.object({
        ...{name: z.string(), posted: z.number(), waiting: z.number(), undelivered: z.number()},
        failure: z.string().nullable().describe("why the last undelivered one was given up"),
      }),
    ),
  })
  .openapi("AlertHooks");

export const STAT_OPERATIONS = [
  operation({
    id: "getStatus",
    method: "get",
    path: "/status",
    tag: "stats",
    summary: "Version and abilities of this server, and the sessions that it relays",
    answer: z
      .object({
        version: z.string(),
        udpPort: z.number().int().describe("of the F1 games; 0: any free one"),
        live: z.boolean().describe("it receives and relays live data"),
        ...{canImport: z.boolean(), canSimulate: z.boolean()},
        simulator: z.string().nullable().describe("name of the simulator that runs"),
        running: z.array(z.string()).describe("sessions that are relayed: they run, or ended a short time ago"),
        importLimitBytes: z.number(),
        caller: z
          .object({who: z.string(), role: z.enum(ROLES)})
          .optional()
          .describe("who asks, where the server has access control"),
      })
      .openapi("Status"),
    async run(_, {version, options, sessions, c}) {
      const {udpPort, library, importLimitBytes, kernel, access} = options;
      const {who, role} = (c.env as Partial<AccessVariables> | undefined)?.caller ?? OWNER;
      const mayChange = includes(role, "engineer");
      const running = kernel?.stats().relay.sessions.map(({id}) => id) ?? [];
      return {
        ...{version, udpPort, live: kernel !== undefined, canImport: library.importCapture !== undefined && mayChange},
        ...{canSimulate: kernel !== undefined && mayChange, simulator: kernel?.simulator() ?? null},
        ...{running: running.filter((id) => sessions.sees(id)), importLimitBytes},
        ...(access && {caller: {who, role}}),
      };
    },
  }),
  operation({
    id: "getStats",
    method: "get",
    path: "/stats",
    tag: "stats",
    summary: "Figures of collectors, log, recorder, analyst and relay",
    refusals: [501],
    answer: z
      .object({
        collectors: z.record(z.string(), z.object({received: z.number(), bytes: z.number(), dropped: z.number()})),
        collector: z.object({framesCollected: z.number(), framesPublished: z.number(), errors: z.number()}),
        relay: z.object({clientsConnected: z.number(), messagesRelayed: z.number(), bytesRelayed: z.number()}),
        recorder: z.object({error: z.string().nullable()}),
        alertHooks: nullOr(alertHooks).describe("where alerts are posted; null: nowhere"),
        udpError: z.string().nullable().describe("why the UDP port is not open"),
      })
      .openapi("Stats"),
    async run(_, context) {
      const {sessions: seen, relay, recorder, ...rest} = running(context).stats();
      const {sees} = context.sessions;
      const own = <T extends {id: string}>(list: readonly T[]) => list.filter(({id}) => sees(id));
      return {
        ...rest,
        sessions: seen.filter(({session}) => sees(session.id)),
        relay: {...relay, sessions: own(relay.sessions)},
        recorder: {...recorder, sessions: own(recorder.sessions)},
      };
    },
  }),
  operation({
    id: "getSummary",
    method: "get",
    path: "/summary",
    tag: "stats",
    summary: "How much the archive holds: sessions, laps, hours, bytes, by circuit and game",
    answer: z.object({
      ...{sessions: z.number().int(), laps: z.number().int(), durationS: z.number(), sizeBytes: z.number()},
      tracks: z.array(z.object({name: z.string(), sessions: z.number().int(), laps: z.number().int()})),
      games: z.array(z.object({name: z.string(), sessions: z.number().int(), laps: z.number().int()})),
    }),
    async run(_, context) {
      const all = await seenSessions(context);
      const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
      const by = (nameOf: (one: (typeof all)[number]) => string) =>
        [...groupBy(all, nameOf)]
          .map(([name, list]) => ({name, sessions: list.length, laps: list.reduce((n, {laps}) => n + laps, 0)}))
          .sort((a, b) => b.sessions - a.sessions || (a.name < b.name ? -1 : 1));
      return {
        ...{sessions: all.length, laps: sum(({laps}) => laps), durationS: sum(({durationS}) => durationS)},
        sizeBytes: sum(({sizeBytes}) => sizeBytes),
        ...{tracks: by(({track}) => track.name), games: by(({source}) => source.game)},
      };
    },
  }),
  operation({
    id: "getStatistics",
    method: "get",
    path: "/sessions/{session}/statistics",
    tag: "stats",
    summary: "Consistency of each car: which laps show its pace, and how much their times differ",
    description: "docs/statistics.md has the rules.",
    params: sessionParam,
    query: z.object({car: carQuery.optional()}),
    refusals: [422],
    answer: z.object({cars: z.array(carStatistics)}),
    async run({params, query}, {archive}) {
      const {statistics} = await readStatistics(archive, params.session, query);
      const cars = statistics.cars.filter(({car}) => (query.car ?? car) === car);
      return {
        cars: cars.map(({car, driver, laps, pace}) => ({
          ...{car, driver, counted: laps.filter(({leftOut}) => leftOut === null).map(({row}) => row.lap)},
          leftOut: laps.flatMap(({row, leftOut}) => (leftOut === null ? [] : [{lap: row.lap, because: leftOut}])),
          ...(pace && {paceMs: pace}),
        })),
      };
    },
  }),
  operation({
    id: "listStints",
    method: "get",
    path: "/sessions/{session}/stints",
    tag: "stats",
    summary: "Pace and tyre loss of a car's stints, with intervals",
    description: stintTool.description,
    params: sessionParam,
    query: stintTool.input.pick({car: true}),
    refusals: [422],
    answer: stintTool.result,
    run: ({params, query}, context) => stintTool.run({...params, ...query}, context, context.signal),
  }),
  operation({
    id: "getRace",
    method: "get",
    path: "/sessions/{session}/race",
    tag: "stats",
    summary: "Order, gaps, stops and pit losses of a race, and its neutralised laps",
    params: sessionParam,
    refusals: [422],
    answer: z.object({
      rows: z.array(raceRow),
      pitLosses: z.array(pitLoss),
      neutral: z.array(z.object({kind: z.string(), firstLap: z.number().int(), lastLap: z.number().int()})),
      official: z
        .array(z.object({car: z.number().int(), position: z.number().int(), byTimes: z.number().int()}))
        .describe("cars whose official position differs from that by lap times"),
    }),
    async run({params}, {archive}) {
      const {session, statistics} = await readStatistics(archive, params.session);
      if (!statistics.race) throw new HttpError(422, `${session.id} is no race: ${session.type}`);
      const {rows, pitLosses, neutral, official} = statistics.race;
      return {
        rows: rows.map(({best: _, ...row}) => row),
        pitLosses: pitLosses.map(({car, firstLap, lastLap, lossMs, reachMs, because}) => ({
          ...{car, firstLap, lastLap, lossMs, reachMs},
          ...(because !== undefined && {because}),
        })),
        ...{neutral, official},
      };
    },
  }),
  operation({
    id: "getConsistency",
    method: "get",
    path: "/sessions/{session}/consistency",
    tag: "stats",
    summary: "How much a car's laps differ at each corner",
    params: sessionParam,
    query: z.object({car: carQuery.optional().describe("the player's where it is left out")}),
    refusals: [422],
    answer: z.object({
      ...{car: z.number().int(), laps: z.array(z.number().int()).describe("that count")},
      corners: z.array(
        z.object({
          ...{number: z.number().int(), name: z.string(), laps: z.number().int()},
          values: z.record(z.string(), scatter).describe("by measure; one that no lap has is absent"),
        }),
      ),
    }),
    async run({params, query}, {archive}) {
      const found = await readStatistics(archive, params.session, query);
      const car = found.samples?.car;
      const consistency = car === undefined ? null : await carConsistency(archive, found, car, found.samples!.checks);
      if (!consistency) throw new HttpError(422, "fewer than two laps can be compared from line to line");
      const {laps, corners} = consistency;
      return {car: consistency.car, laps, corners: corners.map(({values, ...corner}) => ({...corner, values}))};
    },
  }),
];

/** Live sessions and sources. Throws 501 where only an archive is served. */
export function running({options}: Pick<ApiContext, "options">) {
  if (!options.kernel) throw new HttpError(501, "this server has no live data");
  return options.kernel;
}
