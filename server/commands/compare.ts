import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {compareLaps} from "../../src/core/laps/compareLaps.js";
import {cornerMeasures, MEASURED_CHANNELS} from "../../src/core/laps/cornerMeasures.js";
import {LapError, lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {type OpenedLap, type OpenedLaps, openLaps, type RefusedLap} from "../../src/core/laps/open/openLaps.js";
import {otherConditions} from "../../src/core/laps/open/otherConditions.js";
import {trackPieces} from "../../src/core/laps/partition.js";
import {pieceDeltas} from "../../src/core/laps/pieceDeltas.js";
import type {CliCommand} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {type ComparedLap, describeComparison} from "./describeComparison.js";
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
    const laps = comparedLaps(opened, values.measures === true);
    if (json) out(JSON.stringify({reference: lapNameText(reference), laps: laps.map(asJson)}));
    else out(describeComparison(opened, laps));
    return laps.some(({unavailable}) => unavailable !== undefined) ? 1 : 0;
  },
};

function comparedLaps({reference, laps, line, corners}: OpenedLaps, withMeasures: boolean): ComparedLap[] {
  const isOpen = (lap: OpenedLap | RefusedLap): lap is OpenedLap => "grid" in lap;
  const grids = [reference, ...laps.filter(isOpen)].map(({grid}) => grid);
  const pieces = trackPieces(corners.list, line.lengthM, grids);
  const measured = ({grid}: OpenedLap) => cornerMeasures(grid, pieces, corners.list);
  return laps.map((lap): ComparedLap => {
    if (!isOpen(lap)) return {lap: lap.name, unavailable: lap.because, advice: lap.advice};
    const comparison = compareLaps(lap.grid, reference.grid);
    const {deltaAtLineMs, officialDifferenceMs, uncertaintyMs, measuredDifferenceMs, alignment, because} = comparison;
    const notes = [
      ...otherConditions([lap.found], [reference.found]),
      ...(because === undefined ? [] : [because]),
      ...[lap, reference].flatMap(({found: {row}, name}) =>
        row.pit ? [`${lapNameText(name)} passed the pit lane`] : [],
      ),
    ];
    return {
      ...{lap: lap.name, deltaAtLineMs, officialDifferenceMs, uncertaintyMs},
      ...{measuredDifferenceMs, alignment, notes},
      partition: pieceDeltas(lap.grid, reference.grid, pieces, corners.list),
      ...(withMeasures && {measures: {lap: measured(lap), reference: measured(reference)}}),
    };
  });
}

function asJson(compared: ComparedLap) {
  const lap = lapNameText(compared.lap);
  if (compared.unavailable !== undefined) return {lap, unavailable: compared.unavailable, advice: compared.advice};
  const {alignment, partition, notes, measures} = compared;
  return {
    lap,
    deltaAtLineMs: rounded(compared.deltaAtLineMs),
    officialDifferenceMs: rounded(compared.officialDifferenceMs),
    uncertaintyMs: rounded(compared.uncertaintyMs),
    measuredDifferenceMs: rounded(compared.measuredDifferenceMs),
    ...{alignment, partition},
    ...(notes.length > 0 && {notes}),
    ...(measures && {measures}),
  };
}

/** To the microsecond, as the pieces are. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(1000 * ms) / 1000;
}
