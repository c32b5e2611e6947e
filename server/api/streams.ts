import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseQuality, QUALITY_COLUMNS, QUALITY_FILE} from "../../src/core/archive/quality.js";
import {liveTool} from "../mcp/tools/live.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {numberOrNull, sessionParam, z} from "./schemas.js";
import {running} from "./stats.js";

const {running: runningList, session: _, ...recent} = liveTool.result.shape;

const second = z
  .object({
    sessionTime: numberOrNull.describe("at the end of the second, s"),
    at: z.number().describe("ms since 1970"),
    ...Object.fromEntries(QUALITY_COLUMNS.map(({name, about}) => [name, numberOrNull.describe(about)])),
  })
  .openapi("QualitySecond");

export const STREAM_OPERATIONS = [
  operation({
    id: "listStreams",
    method: "get",
    path: "/streams",
    tag: "streams",
    summary: "Running sessions",
    refusals: [501],
    answer: z.object({running: runningList}),
    async run(_, context) {
      const now = Date.now();
      const seen = running(context)
        .stats()
        .sessions.filter(({session}) => context.sessions.sees(session.id));
      return {
        running: seen
          .toSorted((a, b) => b.lastSeen - a.lastSeen)
          .map(({session, lastSeen}) => ({
            ...{id: session.id, track: session.track.name, game: session.game, type: session.type},
            lastDatagramAgeS: Math.round((now - lastSeen) / 100) / 10,
          })),
      };
    },
  }),
  operation({
    id: "getStream",
    method: "get",
    path: "/streams/{session}",
    tag: "streams",
    summary: "The last laps, alerts and present predictions of a running session",
    description: "Live telemetry itself comes over the WebSocket `/live`: see docs/messages.md.",
    params: sessionParam,
    refusals: [422, 501],
    answer: z.object(recent),
    async run({params}, context) {
      running(context);
      requireSeen(context.sessions, params.session);
      const {laps, alerts, predictions} = await liveTool.run(params, context, context.signal);
      return {laps, alerts, predictions};
    },
  }),
  operation({
    id: "listQuality",
    method: "get",
    path: "/sessions/{session}/quality",
    tag: "streams",
    summary: "Latency and losses of each second of a session that was recorded live",
    params: sessionParam,
    query: z.object(pageQuery(10_000, 600)),
    answer: z.object(pageOf(second)).openapi("QualityList"),
    async run({params, query}, context) {
      const {session} = await context.archive.session(params.session);
      const text = await readFile(join(context.recordings, session.id, QUALITY_FILE), "utf8").catch(() => "");
      return page(context, parseQuality(text), query);
    },
  }),
];
