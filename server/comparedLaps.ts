import {compareLaps} from "../src/core/laps/compareLaps.js";
import {cornerMeasures} from "../src/core/laps/cornerMeasures.js";
import {lapNameText} from "../src/core/laps/open/archivedLap.js";
import type {OpenedLap, OpenedLaps, RefusedLap} from "../src/core/laps/open/openLaps.js";
import {otherConditions} from "../src/core/laps/open/otherConditions.js";
import {trackPieces} from "../src/core/laps/partition.js";
import {pieceDeltas} from "../src/core/laps/pieceDeltas.js";
import type {ComparedLap} from "./commands/describeComparison.js";

/** Laps against the reference: differences of their times and of the pieces of the track, which add up to them. */
export function piecesOfLaps({reference, laps, line, corners}: OpenedLaps, withMeasures: boolean): ComparedLap[] {
  const isOpen = (lap: OpenedLap | RefusedLap): lap is OpenedLap => "grid" in lap;
  const grids = [reference, ...laps.filter(isOpen)].map(({grid}) => grid);
  const pieces = trackPieces(corners.list, line.lengthM, grids);
  const measured = ({grid}: OpenedLap) => cornerMeasures(grid, pieces, corners.list);
  return laps.map((lap): ComparedLap => {
    if (!isOpen(lap)) return {lap: lap.name, unavailable: lap.because, advice: lap.advice};
    const comparison = compareLaps(lap.grid, reference.grid);
    const {deltaAtLineMs, officialDifferenceMs, uncertaintyMs, alignment, because} = comparison;
    const {measuredDifferenceMs, measuredErrorMs} = comparison;
    const notes = [
      ...otherConditions([lap.found], [reference.found]),
      ...(because === undefined ? [] : [because]),
      ...[lap, reference].flatMap(({found: {row}, name}) =>
        row.pit ? [`${lapNameText(name)} passed the pit lane`] : [],
      ),
    ];
    return {
      ...{lap: lap.name, deltaAtLineMs, officialDifferenceMs, uncertaintyMs},
      ...{measuredDifferenceMs, measuredErrorMs, alignment, notes},
      partition: pieceDeltas(lap.grid, reference.grid, pieces, corners.list),
      ...(withMeasures && {measures: {lap: measured(lap), reference: measured(reference)}}),
    };
  });
}

/** A compared lap as JSON prints it. */
export function comparedLapJson(compared: ComparedLap) {
  const lap = lapNameText(compared.lap);
  if (compared.unavailable !== undefined) return {lap, unavailable: compared.unavailable, advice: compared.advice};
  const {alignment, partition, notes, measures} = compared;
  return {
    lap,
    deltaAtLineMs: rounded(compared.deltaAtLineMs),
    officialDifferenceMs: rounded(compared.officialDifferenceMs),
    uncertaintyMs: rounded(compared.uncertaintyMs),
    measuredDifferenceMs: rounded(compared.measuredDifferenceMs),
    measuredErrorMs: rounded(compared.measuredErrorMs),
    ...{alignment, partition},
    ...(notes.length > 0 && {notes}),
    ...(measures && {measures}),
  };
}

/** To the microsecond, as the pieces are. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(1000 * ms) / 1000;
}
