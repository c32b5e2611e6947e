import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {type LapGroup, parseLapGroup} from "../../src/core/findings/lapGroup.js";
import {openExperiment} from "../../src/core/findings/openExperiment.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {type CliCommand, numberOption} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {describeExperiment} from "./describeExperiment.js";

export const command: CliCommand = {
  name: "experiment",
  summary:
    "Compares two groups of laps (setup, tyre, line): which differences these laps show, and how many laps the others would need.",
  usage: "A B [--corner N|each]   a group is SESSION:CAR, or SESSION:CAR:FIRST-LAST for some of its laps",
  options: {
    corner: {type: "string", describe: "compares what the laps did at this corner too; each: the time in every corner"},
  },
  async run({positionals, values, config, json, out}) {
    if (positionals.length !== 2)
      throw new UsageError("experiment needs two groups, each SESSION:CAR or SESSION:CAR:FIRST-LAST");
    const [a, b] = positionals.map(parseGroup);
    const corner =
      values.corner === "each"
        ? "each"
        : numberOption(values, "corner", {min: 1, max: 999, integer: true, otherwise: "each"});
    const opened = await openExperiment(folderArchive(config.recordings), a, b, {corner}).catch((error) => {
      throw error instanceof LapError ? new UserError(error.message) : error;
    });
    out(
      json
        ? JSON.stringify({a: positionals[0], b: positionals[1], ...opened})
        : describeExperiment(positionals, opened),
    );
    return 0;
  },
};

/** Parses `SESSION:CAR` or `SESSION:CAR:FIRST-LAST`. Throws a UsageError. */
function parseGroup(text: string): LapGroup {
  const group = parseLapGroup(text);
  if (group) return group;
  throw new UsageError(`invalid group: ${text}; SESSION:CAR or SESSION:CAR:FIRST-LAST (lapbook laps lists them)`);
}
