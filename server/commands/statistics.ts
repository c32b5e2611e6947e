import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {carConsistency} from "../../src/core/laps/open/carConsistency.js";
import {readStatistics} from "../../src/core/laps/open/carSamples.js";
import {type CliCommand, numberOption} from "../command.js";
import {plainJson} from "../plainJson.js";
import {UserError} from "../userError.js";
import {describeConsistency} from "./describeConsistency.js";
import {describeStatistics} from "./describeStatistics.js";

export const command: CliCommand = {
  name: "statistics",
  summary:
    "Shows what a session's laps carry: consistency, stints, race order and pit losses, and one car's accelerations, pedals and tyres.",
  usage: "SESSION [--car N] [--corners]",
  options: {
    car: {type: "string", describe: "the car whose samples are read; else the player's"},
    corners: {
      type: "boolean",
      describe: "how much that car's laps differ at each corner, and how far apart its lines are",
    },
  },
  async run({positionals: [id, ...more], values, config, json, out}) {
    if (!id || more.length) throw new UserError("statistics takes one session; `lapbook laps` lists them");
    if (id.includes(":"))
      throw new UserError(
        `statistics takes a session and all its laps: ${id.split(":")[0]}; --car N names a car; \`lapbook compare\`, \`corners\` and \`findings\` take a lap`,
      );
    const car = numberOption(values, "car", {min: 0, max: 255, integer: true});
    const archive = folderArchive(config.recordings);
    const found = await readStatistics(archive, id, {car}).catch(refuse);
    if (car !== undefined && !found.laps.some((row) => row.car === car))
      throw new UserError(`no car ${car} in ${id}; cars: ${[...new Set(found.laps.map((row) => row.car))].join(", ")}`);
    const {session, statistics, samples} = found;
    const wanted = values.corners === true && samples !== null;
    const corners = wanted
      ? await carConsistency(archive, found, samples.car, samples.checks).catch(refuse)
      : undefined;
    if (json) out(JSON.stringify({session: session.id, ...statistics, samples, ...(wanted && {corners})}, plainJson));
    else {
      out(describeStatistics(session, statistics, samples));
      if (wanted) out(describeConsistency(corners ?? null));
    }
    return 0;
  },
};

function refuse(error: unknown): never {
  throw error instanceof LapError ? new UserError(error.message) : error;
}
