import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {MEASURED_CHANNELS} from "../../src/core/laps/cornerMeasures.js";
import {LapError, lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {openLaps} from "../../src/core/laps/open/openLaps.js";
import type {CliCommand} from "../command.js";
import {comparedLapJson, piecesOfLaps} from "../comparedLaps.js";
import {UsageError, UserError} from "../userError.js";
import {describeComparison} from "./describeComparison.js";
import {parseLapName} from "./lapName.js";

export const command: CliCommand = {
  name: "compare",
  summary:
    "Shows where laps gain and lose time against a reference lap: corner by corner, adding up to the difference of their times.",
  usage:
    "REFERENCE LAP… [--measures]   a lap is SESSION:CAR:LAP, as `lapbook laps` lists them; sessions may differ, the circuit may not",
  options: {
    measures: {
      type: "boolean",
      describe: "also what each lap did in the corners: brake point, minimum speed, throttle, exit speed, gear",
    },
  },
  async run({positionals, values, config, json, out, signal}) {
    if (positionals.length < 2)
      throw new UsageError("compare needs a reference and a lap, each SESSION:CAR:LAP; `lapbook laps` lists them");
    const [reference, ...names] = positionals.map(parseLapName);
    const opened = await openLaps(folderArchive(config.recordings), reference, names, MEASURED_CHANNELS).catch(
      (error) => {
        throw error instanceof LapError ? new UserError(error.message) : error;
      },
    );
    signal.throwIfAborted();
    const laps = piecesOfLaps(opened, values.measures === true);
    if (json) out(JSON.stringify({reference: lapNameText(reference), laps: laps.map(comparedLapJson)}));
    else out(describeComparison(opened, laps));
    return laps.some(({unavailable}) => unavailable !== undefined) ? 1 : 0;
  },
};
