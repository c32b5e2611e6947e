import type {Command} from "../../src/core/live/messages.js";
import type {Switchable} from "../collectors/switchable.js";
import {what} from "./command.js";

/**
 * What a collector on its own does of the commands to its machine: `stop` and `start` for the machine, or for the collector by
 * its name, `gamepc:udp:20777`. Marks and replays are for others.
 */
export function obeyHere(collector: Switchable, report: (line: string) => void): (command: Command) => Promise<void> {
  const own = what(collector.name);
  return async ({command, source}) => {
    const named = what(source);
    if (named !== "" && named !== own) return;
    if (command === "stop" && collector.running) {
      await collector.stop();
      report(`${collector.name}: stopped by command`);
    } else if (command === "start" && !collector.running) {
      await collector.start();
      report(`${collector.name}: collecting`);
    }
  };
}
