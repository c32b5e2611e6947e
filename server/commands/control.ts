import {askRunning} from "../askRunning.js";
import {type CliCommand, type CommandContext, numberOption, stringOption} from "../command.js";
import type {Config} from "../config.js";
import {type CommandRequest, makeCommand} from "../control/command.js";
import type {KernelStats} from "../kernelStats.js";
import {oneLine, UsageError, UserError} from "../userError.js";

/** A session without data for this time is not running, ms. */
const RUNNING_MS = 30_000;

const ANY_MACHINE = "*";
const WHAT = {start: "simulator or race", replay: "a session of the archive or a capture file"};

export const command: CliCommand = {
  name: "control",
  summary:
    "Makes a running Lapbook start or stop a simulated car or race, replay a session, or set a mark; through Kafka also on other machines.",
  usage: `start|stop|replay|mark [WHAT] [--at MACHINE] [--session ID] [--note TEXT] [--speed N]   WHAT: start ${WHAT.start}; replay ${WHAT.replay}; stop one of them`,
  options: {
    at: {type: "string", default: ANY_MACHINE, describe: "name of the machine; * for all"},
    session: {type: "string", describe: "session of the mark (default: the running one)"},
    note: {type: "string", describe: "text of the mark"},
    time: {type: "string", describe: "session time of the mark, s"},
    speed: {type: "string", describe: "of a replay or the simulator: multiple of real time, 0.1 to 100"},
    port: {type: "string", describe: "port of the running Lapbook (default 3000, environment PORT)"},
    host: {type: "string", describe: "address of the running Lapbook (default 127.0.0.1, environment HOST)"},
  },
  async run(context) {
    const {config, out, log, json} = context;
    const request = requestOf(context);
    const marks = request.command === "mark";
    if (marks && !request.sessionId) request.sessionId = await latestSession(config);
    let command: ReturnType<typeof makeCommand>;
    try {
      command = makeCommand(request);
    } catch (error) {
      throw new UsageError(oneLine(error));
    }
    const {sessionId: session, source, note, speed, sessionTime} = command;
    await ask(config, "api/v1/commands", {command: command.command, session, source, note, speed, sessionTime});
    if (json) out(JSON.stringify({told: command.command, session, source}));
    else log(marks ? `marked ${session}` : `sent to ${source}: ${command.command}`);
    return 0;
  },
};

function requestOf({positionals, values}: CommandContext): CommandRequest {
  const [command, what = ""] = positionals;
  if (command === undefined || positionals.length > 2)
    throw new UsageError("expected: start, stop, replay or mark, and what to start, stop or replay");
  const at = stringOption(values, "at")!;
  // a machine's collector is started as a whole
  if (what === "" && (command === "replay" || (command === "start" && at === ANY_MACHINE)))
    throw new UsageError(`${command} what? ${WHAT[command]}; see lapbook control --help`);
  if (command === "mark" && what !== "") throw new UsageError(`unexpected argument: ${what}; a mark takes --note`);
  return {
    command: command as CommandRequest["command"],
    source: command === "mark" ? "" : what ? `${at}:${what}` : at,
    sessionId: stringOption(values, "session"),
    note: stringOption(values, "note"),
    speed: numberOption(values, "speed", {min: 0.1, max: 100}),
    sessionTime: numberOption(values, "time", {min: 0}),
  };
}

async function latestSession(config: Config): Promise<string> {
  // The relay sees the sessions of all machines.
  const {relay} = await ask<Pick<KernelStats, "relay">>(config, "api/v1/stats");
  const [latest] = relay.sessions.sort((a, b) => b.lastSeen - a.lastSeen);
  if (!latest || Date.now() - latest.lastSeen > RUNNING_MS)
    throw new UserError("no session is running: name one with --session");
  return latest.id;
}

async function ask<T>(config: Config, path: string, body?: object): Promise<T> {
  const response = await askRunning(config, path, body);
  const answer = await response.json().catch(() => ({error: `it answered ${response.status}`}));
  if (!response.ok) throw new UserError(answer.error);
  return answer;
}
