import type {LogReport} from "../../archive/types.js";
import {guessColumns} from "./guessColumns.js";
import {NO_CHANNEL, onlyValue, type RawColumns} from "./rules.js";

/** Below this a name, unit or values leave a doubt. */
const SURE = 0.85;
/** Readers make these themselves, or their sign, zero or numbering is a matter of the format's own. */
const NOT_GUESSED =
  /^(sessionTime|lapNumber|car|frame|currentLapTimeMs|lastLapTimeMs|lapDistance|totalDistance|sector\w*|gLateral|gLongitudinal|gVertical|steering|yaw|pitch|roll|heading|(yaw|pitch|roll)Rate|velocity[XYZ]|localVelocity[XYZ]|world[XYZ]|latitude|longitude|slip(Ratio|Angle)..|wheelSlip..|lapFraction|fiaFlag|tyreCompound\w*|surface..|ersDeployMode|fuelMix|(driver|pit)Status|activeAeroMode)$/;

/**
 * Columns that a format's rules do not know, as other versions of a tool write them (fuel, temperatures, pressures), by their
 * names and values; changes `columns` and `report`. A column that the rules name, or leave out for a reason, stays as it is; one
 * that never changes is told as such.
 */
export function guessRest(
  raw: RawColumns,
  columns: Record<string, Float64Array>,
  report: LogReport,
  reasons: Readonly<Record<string, string>> = {},
): void {
  const open = report.unused.filter(
    ({from, reason}) => reason === NO_CHANNEL && reasons[from] === undefined && raw.has(from),
  );
  for (const column of open) {
    const only = onlyValue(raw.get(column.from)!.values);
    if (only !== undefined) column.reason = `always ${only}`;
  }
  const rest = open.filter(({reason}) => reason === NO_CHANNEL);
  const guessed = guessColumns(rest.map(({from}) => ({name: from, kind: "number" as const, ...raw.get(from)!})));
  for (const {column, guess, figures} of guessed) {
    if (!guess || guess.confidence < SURE || guess.scaling.scaled) continue;
    if (columns[guess.channel] || NOT_GUESSED.test(guess.channel)) continue;
    const {factor, add} = guess.scaling;
    columns[guess.channel] = column.values.map((v) => (Number.isFinite(v) ? v * factor + add : Number.NaN));
    report.unused.splice(
      report.unused.findIndex(({from}) => from === column.name),
      1,
    );
    const unit = column.unit || guess.unit;
    report.used.push({channel: guess.channel, from: column.name, unit, coverage: figures.known / figures.rows});
    report.notes.push(`${guess.channel}: ${column.name}${unit && `, in ${unit}`}, by its name and values`);
  }
}
