import type {LogReport} from "../../archive/types.js";
import type {RawColumns} from "./column.js";
import {scaled} from "./convertColumn.js";
import {reportedUnit} from "./decide.js";
import {examine, guessColumns} from "./guessColumns.js";
import {inferUnits} from "./infer/inferUnits.js";
import {NO_CHANNEL, onlyValue} from "./rules.js";

/** Below this, name, unit or values leave a doubt. */
const SURE = 0.85;
/** Derived by the readers, or channels whose sign, zero or numbering is the format's own. */
const NOT_GUESSED =
  /^(sessionTime|lapNumber|car|frame|currentLapTimeMs|lastLapTimeMs|lapDistance|totalDistance|sector\w*|gLateral|gLongitudinal|gVertical|steering|yaw|pitch|roll|heading|(yaw|pitch|roll)Rate|velocity[XYZ]|localVelocity[XYZ]|world[XYZ]|latitude|longitude|slip(Ratio|Angle)..|wheelSlip..|lapFraction|fiaFlag|tyreCompound\w*|surface..|ersDeployMode|fuelMix|(driver|pit)Status|activeAeroMode)$/;

/** End of the note on a channel that was found like this; the note begins with the channel. */
export const BY_NAME_AND_VALUES = "recognised by name and values";

/**
 * Adds columns that a format's rules do not name, as other versions of a tool write them (fuel, temperatures, pressures), by their
 * names and values; changes `columns` and `report`. Columns that rules name or leave out for a reason stay as they are; a constant
 * column is reported as such.
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
  const examined = examine(rest.map(({from}) => ({name: from, kind: "number" as const, ...raw.get(from)!})));
  const decided = guessColumns(examined);
  const inferred = inferUnits(decided.map(({column, meaning}) => ({...column, meaning})));
  for (const [i, {column, figures, ...decision}] of decided.entries()) {
    const {meaning} = inferred.get(i) ?? decision;
    if (!meaning || meaning.confidence < SURE || meaning.scaling.scaled) continue;
    const {channel} = meaning;
    if (columns[channel] || NOT_GUESSED.test(channel)) continue;
    columns[channel] = scaled(column.values, meaning.scaling);
    report.unused.splice(
      report.unused.findIndex(({from}) => from === column.name),
      1,
    );
    const {unit, ...assumed} = reportedUnit(column.unit, meaning);
    report.used.push({channel, from: column.name, unit, coverage: figures.known / figures.rows, ...assumed});
    report.notes.push(`${channel}: ${column.name}${unit && `, in ${unit}`}, ${BY_NAME_AND_VALUES}`);
  }
}
