import type {Command, SessionMessage} from "../../src/core/messages/events.js";
import {markMessage} from "../../src/core/messages/events.js";
import type {Sources} from "../sources.js";
import {UserError} from "../userError.js";
import {what} from "./command.js";
import {keepMark} from "./marks.js";

export interface ObeyOptions {
  sources: Pick<Sources, "simulate" | "replay" | "end" | "names">;
  /** the archive */
  recordings: string;
  clock?: () => number;
  /** tells pages of a mark */
  say?: (session: string, message: SessionMessage) => void;
}

/**
 * Does on this machine what a command says. `start` of `simulator` starts it unless one drives, `replay` an archived session, `stop` ends
 * the simulators and replays that its source names, or all of them: games are not stopped, their port stays open. A mark goes
 * into the archive if it has that session, and pages hear of it.
 */
export async function obey(
  command: Command,
  {sources, recordings, clock = Date.now, say = () => {}}: ObeyOptions,
): Promise<void> {
  const named = what(command.source);
  const speed = Number.isNaN(command.speed) ? 1 : command.speed;
  switch (command.command) {
    case "start":
      // the port that games send to is open already
      if (named === "") return;
      if (!/^simulator(:|$)/.test(named)) throw new UserError(`unknown source: ${command.source}`);
      if (!sources.names().some(isSimulator)) sources.simulate({speed});
      return;
    case "replay":
      // an id of the archive only: who reaches the log must not name files of this machine
      if (!/^[\w-][\w.-]*$/.test(named)) throw new UserError(`invalid session: ${named}`);
      await sources.replay(named, {speed});
      return;
    case "stop":
      for (const name of sources.names()) {
        const meant = named === "" || name === named || name.startsWith(`${named}:`);
        if (meant && !name.startsWith("udp:")) await sources.end(name);
      }
      return;
    case "mark":
      await keepMark(recordings, command, clock());
      say(command.sessionId, markMessage(command));
  }
}

export function isSimulator(source: string): boolean {
  return source.startsWith("simulator:");
}
