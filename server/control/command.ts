import type {Command} from "../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../src/core/messages/messagesCodec.js";
import type {LogEntry, LogMessage} from "../log/log.js";

const KINDS: readonly Command["command"][] = ["start", "stop", "mark", "replay"];

/** Missing texts become empty, missing numbers NaN. */
export type CommandRequest = Pick<Command, "command"> & Partial<Command>;

/** Validates a command from outside. Throws a RangeError such as `invalid command: jump`. */
export function makeCommand(request: {[K in keyof CommandRequest]?: unknown}): Command {
  const {command: kind, sessionId = "", source = "", note = "", speed, sessionTime} = request;
  const command = KINDS.find((one) => one === kind);
  if (!command) throw new RangeError(`invalid command: ${display(kind)}; expected ${KINDS.join(", ")}`);
  if (!isText(sessionId, 64) || !/^([\w-][\w.-]*)?$/.test(sessionId))
    throw new RangeError(`invalid session: ${display(sessionId)}`);
  if (!isText(source, 200)) throw new RangeError(`invalid source: ${display(source)}`);
  if (!isText(note, 500)) throw new RangeError(`invalid note: ${display(note)}`);
  if (command === "mark" && !sessionId) throw new RangeError("a mark without its session");
  if (command === "replay" && !sourceOnHost(source)) throw new RangeError("a replay without its session");
  const factor = numberOrNaN(speed);
  if (!Number.isNaN(factor) && !(factor >= 0.1 && factor <= 100))
    throw new RangeError(`invalid speed: ${display(speed)}; expected 0.1 to 100`);
  const time = numberOrNaN(sessionTime);
  if (!Number.isNaN(time) && !(time >= 0 && time < 1e7))
    throw new RangeError(`invalid sessionTime: ${display(sessionTime)}`);
  return {topic: "commands", command, sessionId, source, note, speed: factor, sessionTime: time};
}

export interface CommandMessageOptions {
  encoding: Encoding;
  /** id of the sender, which ignores its own commands */
  from: string;
  /** ms since 1970 */
  now: number;
}

/** The log message of a command. The commands to one machine keep their order, as do the marks of one session. */
export function commandMessage(command: Command, {encoding, from, now}: CommandMessageOptions): LogMessage {
  const {sessionId, source} = command;
  return {
    key: command.command === "mark" ? sessionId : hostOf(source),
    value: codecOf(encoding).encodeEvent(command),
    headers: {sessionId, userId: "", encoding, from},
    timestamp: now,
  };
}

/** Throws a RangeError for an invalid command. */
export function readCommand({value, headers}: Pick<LogEntry, "value" | "headers">): Command {
  return makeCommand(codecOf(headers.encoding).decodeEvent("commands", value));
}

/** The machine that a source names: `gamepc` for `gamepc:simulator:1`, `*` for all. */
export function hostOf(source: string): string {
  return source.split(":", 1)[0];
}

/** The source without its machine: `simulator:1`; "" for all sources there. */
export function sourceOnHost(source: string): string {
  return source.slice(hostOf(source).length + 1);
}

/** Whether a command is for this machine. Marks are for all machines. */
export function isForHost(host: string, {command, source}: Command): boolean {
  return command === "mark" || hostOf(source) === "*" || hostOf(source) === host;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most;
}

/** NaN for a missing value. Throws for anything but a number. */
function numberOrNaN(value: unknown): number {
  if (value === undefined || value === null) return Number.NaN;
  if (typeof value !== "number") throw new RangeError(`not a number: ${display(value)}`);
  return value;
}

function display(value: unknown): string {
  return String(typeof value === "object" ? JSON.stringify(value) : value).slice(0, 40);
}
