import type {Command} from "../../src/core/messages/events.js";
import type {Sources} from "../sources.js";
import {sourceOnHost} from "./command.js";

/**
 * Applies commands on a machine that only collects: `stop` and `start`, for all of its sources or for one by its name
 * (`gamepc:udp:20777`). Other commands are ignored.
 */
export function applyCollectorCommand(sources: Pick<Sources, "stop" | "start">): (command: Command) => Promise<void> {
  return async ({command, source}) => {
    if (command === "stop") await sources.stop(sourceOnHost(source));
    else if (command === "start") await sources.start(sourceOnHost(source));
  };
}
