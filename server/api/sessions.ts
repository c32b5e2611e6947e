import type {LibraryEntry, SessionFile} from "../../src/core/archive/types.js";
import {HttpError} from "../httpError.js";
import {importAnswer} from "../importAnswer.js";
import {capabilitiesTool} from "../mcp/tools/capabilities.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {carQuery, nullOr, numberOrNull, sessionParam, z} from "./schemas.js";
import {seenSessions} from "./seenSessions.js";

const track = z.object({
  name: z.string(),
  lengthM: numberOrNull,
  sectorStartsM: z.array(z.number()).nullable().describe("where sectors 2 and 3 begin, m from the start line"),
});

const source = z.object({
  game: z.string(),
  format: z.union([z.number(), z.string()]).describe("packet format of a game, or reader of an imported file"),
  gameVersion: z.string(),
  simulated: z.boolean(),
  file: z.string().nullable().describe("name of the imported file; null: recorded live"),
});

const best = z.object({car: z.number().int(), lap: z.number().int(), lapTimeMs: z.number()}).openapi("BestLap");

const summary = z
  .object({
    id: z.string(),
    track,
    source,
    type: z.string().describe("race, qualifying 1, time trial …"),
    startedAt: z.string().describe("ISO 8601, UTC"),
    durationS: z.number(),
    playerCar: z.number().int().nullable(),
    driver: z.string().nullable().describe("the player, else the driver of the best lap"),
    drivers: z.number().int(),
    laps: z.number().int().describe("laps with a time"),
    sampledLaps: z.number().int().describe("laps with samples"),
    best: nullOr(best),
    tags: z.array(z.string()),
    favourite: z.boolean(),
    sizeBytes: z.number(),
  })
  .openapi("SessionSummary");

function summaryOf(one: LibraryEntry): z.input<typeof summary> {
  const {id, type, startedAt, durationS, playerCar, drivers, laps, sizeBytes, notes} = one;
  return {
    ...{id, track: trackOf(one), source: sourceOf(one), type, startedAt, durationS, playerCar},
    ...{driver: one.driver?.name ?? null, drivers, laps, sampledLaps: one.sampledLaps ?? 0},
    best: one.best,
    ...{tags: notes?.tags ?? [], favourite: notes?.favourite ?? false, sizeBytes},
  };
}

const trackOf = ({track: {name, lengthM, sectorStartsM}}: Pick<SessionFile, "track">) => ({
  ...{name, lengthM, sectorStartsM},
});
const sourceOf = ({source: {game, format, gameVersion, simulated, file}}: Pick<SessionFile, "source">) => ({
  ...{game, format, gameVersion, simulated, file},
});

const part = z.string().max(100).optional();

const driver = z
  .object({
    ...{car: z.number().int(), name: z.string(), team: z.string(), raceNumber: z.number().int()},
    ai: z.boolean(),
    restricted: z.boolean().describe("status and damage of this car are unknown: its player restricts them"),
    position: z.number().int().optional().describe("in the classification"),
  })
  .openapi("Driver");

const stint = z.object({
  ...{car: z.number().int(), startLap: z.number().int()},
  endLap: z.number().int().nullable().describe("null: it runs"),
  compound: z.string().describe("soft, medium, hard, intermediate, wet …"),
  actual: z.string().describe("C3 …"),
});

const ledger = z
  .object({
    received: z.number().int().describe("datagrams"),
    ...{malformed: z.number().int(), duplicated: z.number().int(), reordered: z.number().int()},
    lostFrames: z.number().int().describe("frames of the session's span for which no lap data arrived"),
    ...{spanFrames: z.number().int(), flashbacks: z.number().int(), supersededSamples: z.number().int()},
  })
  .openapi("Ledger");

const event = z
  .object({
    code: z.string().describe("of an event packet, four letters"),
    sessionTime: z.number().describe("s"),
    car: z.number().int().optional(),
    details: z.record(z.string(), numberOrNull).optional().describe("further numbers of the event, by name"),
  })
  .openapi("SessionEvent");

const changed = (name: "removed" | "restored") => z.object({[name]: z.string()});

export const SESSION_OPERATIONS = [
  operation({
    id: "listSessions",
    method: "get",
    path: "/sessions",
    tag: "sessions",
    summary: "Recorded and imported sessions, the newest first",
    query: z.object({
      track: part.describe("part of the circuit's name"),
      driver: part.describe("part of the driver's name: the player, or of the best lap"),
      game: part.describe("part of the game's name"),
      type: part.describe("part of the kind: race, qualifying, time trial"),
      tag: part.describe("a tag of its notes, whole"),
      ...pageQuery(),
    }),
    answer: z.object(pageOf(summary)).openapi("SessionList"),
    async run({query}, context) {
      const has = (text: string | undefined | null, wanted: string | undefined) =>
        wanted === undefined || (text ?? "").toLowerCase().includes(wanted.toLowerCase());
      const found = (await seenSessions(context)).filter(
        (one) =>
          has(one.track.name, query.track) &&
          has(one.driver?.name, query.driver) &&
          has(one.source.game, query.game) &&
          has(one.type, query.type) &&
          (query.tag === undefined ||
            one.notes?.tags.some((tag) => tag.toLowerCase() === query.tag!.toLowerCase()) === true),
      );
      const {items, ...rest} = page(context, found, query);
      return {...rest, items: items.map(summaryOf)};
    },
  }),
  operation({
    id: "getSession",
    method: "get",
    path: "/sessions/{session}",
    tag: "sessions",
    summary: "A session: circuit, conditions, drivers, stints and what was lost on the way",
    params: sessionParam,
    answer: z
      .object({
        ...{id: z.string(), track, source, type: z.string(), startedAt: z.string(), durationS: z.number()},
        ...{weather: z.string().nullable(), trackTempC: numberOrNull, airTempC: numberOrNull},
        playerCar: z.number().int().nullable(),
        ...{drivers: z.array(driver), stints: z.array(stint), ledger, best: nullOr(best)},
        laps: z.number().int().describe("rows of its list of laps"),
        notes: z
          .array(z.string())
          .describe("of an imported file: how its laps and times were found, what was left out"),
      })
      .openapi("Session"),
    async run({params}, {archive}) {
      const {session, laps} = await archive.session(params.session);
      const {id, type, startedAt, durationS, weather, trackTempC, airTempC, playerCar} = session;
      const {received, malformed, duplicated, reordered, lostFrames, spanFrames, flashbacks} = session.ledger;
      return {
        ...{id, track: trackOf(session), source: sourceOf(session), type, startedAt, durationS},
        ...{weather, trackTempC, airTempC, playerCar, best: session.best},
        drivers: session.drivers.map(({car, name, team, raceNumber, ai, restricted, position}) => ({
          ...{car, name, team, raceNumber, ai, restricted},
          ...(position !== undefined && {position}),
        })),
        stints: session.stints.map(({car, startLap, endLap, compound, actual}) => ({
          ...{car, startLap, endLap, compound, actual},
        })),
        ledger: {
          ...{received, malformed, duplicated, reordered, lostFrames, spanFrames, flashbacks},
          supersededSamples: session.ledger.supersededSamples,
        },
        ...{laps: laps.length, notes: session.log?.notes ?? []},
      };
    },
  }),
  operation({
    id: "getCapabilities",
    method: "get",
    path: "/sessions/{session}/capabilities",
    tag: "sessions",
    summary: "Channels that were recorded, and questions that this session's data cannot answer",
    params: sessionParam,
    answer: capabilitiesTool.result,
    async run({params: {session}}, context) {
      requireSeen(context.sessions, session);
      return capabilitiesTool.run({session}, context, context.signal);
    },
  }),
  operation({
    id: "listEvents",
    method: "get",
    path: "/sessions/{session}/events",
    tag: "sessions",
    summary: "Event packets of the game, in order: flags, penalties, overtakes, safety car",
    params: sessionParam,
    query: z.object({
      code: z.string().max(20).optional().describe("only events of this code"),
      car: carQuery.optional(),
      ...pageQuery(1000, 200),
    }),
    answer: z.object(pageOf(event)).openapi("EventList"),
    async run({params, query}, context) {
      const {session} = await context.archive.session(params.session);
      const wanted = session.events.filter(
        ({code, car}) => (query.code ?? code) === code && (query.car === undefined || query.car === car),
      );
      return page(context, wanted, query);
    },
  }),
  operation({
    id: "removeSession",
    method: "delete",
    path: "/sessions/{session}",
    tag: "sessions",
    summary: "Moves a session to the trash, from which it can be restored",
    params: sessionParam,
    answer: changed("removed"),
    async run({params: {session}}, {options, sessions}) {
      await options.library.remove(requireSeen(sessions, session));
      return {removed: session};
    },
  }),
  operation({
    id: "restoreSession",
    method: "post",
    path: "/sessions/{session}/restore",
    tag: "sessions",
    summary: "Brings a session back from the trash",
    params: sessionParam,
    refusals: [409],
    answer: changed("restored"),
    async run({params: {session}}, {options, sessions}) {
      await options.library.restore(requireSeen(sessions, session));
      return {restored: session};
    },
  }),
  operation({
    id: "remakeSession",
    method: "post",
    path: "/sessions/{session}/remake",
    tag: "sessions",
    summary: "Imports an archived file again with other choices",
    description: "The answer is that of an import: a line of JSON for each step. It goes on when the caller leaves.",
    params: sessionParam,
    body: z.object({
      choices: z
        .record(z.string(), z.unknown())
        .describe("of the file's reader, and `track`: another name of the circuit"),
    }),
    refusals: [501],
    files: {
      "application/x-ndjson":
        'lines of JSON: `{"progress": 0.4, "text": "…"}`, last `{"sessions": […]}` or `{"error": "…"}`',
    },
    async run({params: {session}, body: {choices}}, {options, sessions, c}) {
      const {library, log} = options;
      if (!library.remake) throw new HttpError(501, "this server does not accept imports");
      requireSeen(sessions, session);
      return importAnswer(c, {
        about: session,
        run: (watch) => library.remake!(session, {...watch, choices}),
        log,
        // a page that is left has asked for it all the same
        outlives: true,
      });
    },
  }),
];
