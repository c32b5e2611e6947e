import type {Command, SessionMessage} from "../../src/core/messages/events.js";
import {markMessage} from "../../src/core/messages/events.js";
import type {Sources} from "../sources.js";
import {UserError} from "../userError.js";
import {sourceOnHost} from "./command.js";
import {saveMark} from "./marks.js";

export interface ApplyCommandOptions {
  sources: Pick<Sources, "simulate" | "replay" | "end" | "names">;
  /** the archive */
  recordings: string;
  clock?: () => number;
  /** sends the message of a mark to pages */
  publish?: (session: string, message: SessionMessage) => void;
}

/**
 * Applies a command on this machine. `start` of `simulator` or `race` starts a simulator unless one is running, `replay` replays an archived
 * session, `stop` ends the simulators and replays that its source names, or all of them; the games' port stays open. `mark`
 * adds a mark to the archived session, if there is one, and sends it to pages.
 */
export async function applyCommand(
  command: Command,
  {sources, recordings, clock = Date.now, publish = () => {}}: ApplyCommandOptions,
): Promise<void> {
  const name = sourceOnHost(command.source);
  const speed = Number.isNaN(command.speed) ? 1 : command.speed;
  switch (command.command) {
    case "start":
      // The port of the games is always open.
      if (name === "") return;
      if (!/^(simulator|race)(:|$)/.test(name))
        throw new UserError(`unknown source: ${command.source}; expected simulator or race`);
      if (!sources.names().some(isSimulator)) sources.simulate({speed, race: name.startsWith("race")});
      return;
    case "replay":
      // Only ids of archived sessions: commands from the log must not read other files of this machine.
      if (!/^[\w-][\w.-]*$/.test(name)) throw new UserError(`invalid session: ${name}`);
      await sources.replay(name, {speed});
      return;
    case "stop":
      for (const source of sources.names()) {
        const kind = name === "race" ? "simulator" : name;
        const selected = kind === "" || source === kind || source.startsWith(`${kind}:`);
        if (selected && !source.startsWith("udp:")) await sources.end(source);
      }
      return;
    case "mark":
      await saveMark(recordings, command, clock());
      publish(command.sessionId, markMessage(command));
  }
}

export function isSimulator(source: string): boolean {
  return source.startsWith("simulator:");
}
