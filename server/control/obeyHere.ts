import type {Command} from "../../src/core/messages/events.js";
import type {Sources} from "../sources.js";
import {what} from "./command.js";

/**
 * What a collector on its own does of the commands to its machine: `stop` and `start`, for all that it listens to or for one by
 * its name, `gamepc:udp:20777`. Marks and replays are for others.
 */
export function obeyHere(sources: Pick<Sources, "stop" | "start">): (command: Command) => Promise<void> {
  return async ({command, source}) => {
    if (command === "stop") await sources.stop(what(source));
    else if (command === "start") await sources.start(what(source));
  };
}
