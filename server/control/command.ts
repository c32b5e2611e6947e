import type {Command} from "../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../src/core/messages/messagesCodec.js";
import type {LogEntry, LogMessage} from "../log/log.js";

const KINDS: readonly Command["command"][] = ["start", "stop", "mark", "replay"];

/** What is not said stays empty, times are NaN. */
export type CommandRequest = Pick<Command, "command"> & Partial<Command>;

/** A whole command. Throws `invalid command: jump` and the like: what comes from outside passes here, whichever way it came. */
export function makeCommand(request: {[K in keyof CommandRequest]?: unknown}): Command {
  const {command: kind, sessionId = "", source = "", note = "", speed, sessionTime} = request;
  const command = KINDS.find((known) => known === kind);
  if (!command) throw new RangeError(`invalid command: ${shown(kind)}; expected ${KINDS.join(", ")}`);
  if (!isText(sessionId, 64) || !/^([\w-][\w.-]*)?$/.test(sessionId))
    throw new RangeError(`invalid session: ${shown(sessionId)}`);
  if (!isText(source, 200)) throw new RangeError(`invalid source: ${shown(source)}`);
  if (!isText(note, 500)) throw new RangeError(`invalid note: ${shown(note)}`);
  if (command === "mark" && !sessionId) throw new RangeError("a mark without its session");
  if (command === "replay" && !what(source)) throw new RangeError("a replay without its session");
  const times = known(speed);
  if (!Number.isNaN(times) && !(times >= 0.1 && times <= 100))
    throw new RangeError(`invalid speed: ${shown(speed)}; expected 0.1 to 100`);
  const at = known(sessionTime);
  if (!Number.isNaN(at) && !(at >= 0 && at < 1e7)) throw new RangeError(`invalid sessionTime: ${shown(sessionTime)}`);
  return {topic: "commands", command, sessionId, source, note, speed: times, sessionTime: at};
}

export interface Envelope {
  encoding: Encoding;
  /** who says it: he does not obey himself */
  from: string;
  /** ms since 1970 */
  now: number;
}

/** As it travels. Commands to one machine keep their order, and so do the marks of one session. */
export function commandMessage(command: Command, {encoding, from, now}: Envelope): LogMessage {
  const {sessionId, source} = command;
  return {
    key: command.command === "mark" ? sessionId : hostOf(source),
    value: codecOf(encoding).encodeEvent(command),
    headers: {sessionId, userId: "", encoding, from},
    timestamp: now,
  };
}

/** Throws a RangeError for what is no command. */
export function readCommand({value, headers}: Pick<LogEntry, "value" | "headers">): Command {
  return makeCommand(codecOf(headers.encoding).decodeEvent("commands", value));
}

/** `gamepc:simulator:1` is for the machine gamepc; `*` for all. */
export function hostOf(source: string): string {
  return source.split(":", 1)[0];
}

/** What is meant on that machine: `simulator:1`; "" for whatever it has. */
export function what(source: string): string {
  return source.slice(hostOf(source).length + 1);
}

/** Whether a command is for this machine. Marks are for everyone. */
export function isFor(host: string, {command, source}: Command): boolean {
  return command === "mark" || hostOf(source) === "*" || hostOf(source) === host;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most;
}

/** NaN for what was not said. Throws for what is no number. */
function known(value: unknown): number {
  if (value === undefined || value === null) return Number.NaN;
  if (typeof value !== "number") throw new RangeError(`not a number: ${shown(value)}`);
  return value;
}

function shown(value: unknown): string {
  return String(typeof value === "object" ? JSON.stringify(value) : value).slice(0, 40);
}
