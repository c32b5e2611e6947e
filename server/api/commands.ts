import {MAX_RACE_CARS} from "../../src/core/sim/race/entrants.js";
import {SKIES} from "../../src/core/sim/race/weather.js";
import {DRIVER_STYLES} from "../../src/core/sim/soloDriver.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {makeCommand, sourceOnHost} from "../control/command.js";
import {HttpError} from "../httpError.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {sessionParam, z} from "./schemas.js";
import {running} from "./stats.js";

const speed = z.number().min(0.1).max(100).describe("multiple of real time");
const namesOf = (record: object) => Object.keys(record) as [string, ...string[]];
const started = z.object({name: z.string().describe("of the source")});

export const COMMAND_OPERATIONS = [
  operation({
    id: "listSources",
    method: "get",
    path: "/sources",
    tag: "commands",
    summary: "Active sources: UDP port, other games, simulators and replays",
    refusals: [501],
    answer: z.object({
      sources: z.array(
        z.object({
          ...{name: z.string(), received: z.number().describe("datagrams"), bytes: z.number(), dropped: z.number()},
          warning: z.string().nullable().describe("a problem of the setup and its remedy"),
          state: z.string().nullable().describe("of a source that must be found first: live, waiting for …"),
        }),
      ),
    }),
    async run(_, context) {
      const {collectors} = running(context).stats();
      return {
        sources: Object.entries(collectors).map(([name, {received, bytes, dropped, warning, state}]) => ({
          ...{name, received, bytes, dropped, warning, state: state ?? null},
        })),
      };
    },
  }),
  operation({
    id: "startSimulator",
    method: "post",
    path: "/simulators",
    tag: "commands",
    summary: "Starts a simulated car or race as a source",
    body: z.object({
      driver: z.enum(namesOf(DRIVER_STYLES)).default("steady"),
      seed: z.number().int().optional(),
      speed: speed.default(1),
      another: z.boolean().default(false).describe("a second one beside the one that runs; else that is 409"),
      race: z.boolean().default(false),
      cars: z.number().int().min(1).max(MAX_RACE_CARS).optional().describe("of a race"),
      weather: z.enum(SKIES).optional().describe("of a race"),
      track: z.enum(namesOf(CIRCUITS)).optional(),
    }),
    refusals: [409, 501],
    answer: started,
    async run({body: {another, ...options}}, context) {
      const kernel = running(context);
      const active = kernel.simulator();
      // Starting a second simulator must be requested explicitly.
      if (active && !another) throw new HttpError(409, `a simulator is already running: ${active}`);
      return {name: kernel.simulate(options)};
    },
  }),
  operation({
    id: "startReplay",
    method: "post",
    path: "/replays",
    tag: "commands",
    summary: "Replays an archived session as a source",
    body: z.object({session: sessionParam.shape.session, speed: speed.default(1)}),
    refusals: [404, 501],
    answer: started,
    async run({body}, context) {
      const kernel = running(context);
      // an id only: a request must not read other files of this machine
      const {session} = await context.archive.session(requireSeen(context.sessions, body.session));
      return {name: await kernel.replay(session.id, {speed: body.speed})};
    },
  }),
  operation({
    id: "endSource",
    method: "delete",
    path: "/sources/{source}",
    tag: "commands",
    summary: "Ends a source",
    params: z.object({source: z.string().min(1).max(200).describe("its name, as in simulator:1")}),
    refusals: [501],
    answer: z.object({ended: z.string()}),
    async run({params: {source}}, context) {
      if (!(await running(context).end(source))) throw new HttpError(404, `unknown source: ${source}`);
      return {ended: source};
    },
  }),
  operation({
    id: "sendCommand",
    method: "post",
    path: "/commands",
    tag: "commands",
    summary: "Applies a command on this machine, and sends it to the others of the cluster",
    body: z.object({
      command: z.enum(["start", "stop", "mark", "replay"]),
      source: z.string().max(200).default("").describe("MACHINE or MACHINE:WHAT; * is every machine"),
      session: z
        .string()
        .max(64)
        .regex(/^([\w-][\w.-]*)?$/)
        .default("")
        .describe("of a mark"),
      note: z.string().max(500).default(""),
      speed: speed.nullable().optional(),
      sessionTime: z.number().min(0).lt(1e7).nullable().optional().describe("of a mark, s"),
    }),
    refusals: [404, 501],
    answer: z.object({told: z.string()}),
    async run({body: {session, ...request}}, context) {
      if (session) requireSeen(context.sessions, session);
      const command = checkedCommand({...request, sessionId: session});
      if (command.command === "replay") requireSeen(context.sessions, sourceOnHost(command.source));
      await running(context).command(command);
      return {told: command.command};
    },
  }),
];

function checkedCommand(request: Parameters<typeof makeCommand>[0]): ReturnType<typeof makeCommand> {
  try {
    return makeCommand(request);
  } catch (error) {
    throw new HttpError(400, (error as RangeError).message);
  }
}
