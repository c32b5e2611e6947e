import type {LogReport} from "../../../archive/types.js";
import type {ChannelColumns, RawColumns} from "../column.js";
import {knownLapTimes, scaled} from "../convertColumn.js";
import {type Meaning, reportedUnit} from "../decide.js";
import {kmh, type Rule} from "../rules.js";
import {scalingOf} from "../targets.js";
import {inferenceNotes, inferUnits} from "./inferUnits.js";
import type {MeantColumn} from "./meantTable.js";

/**
 * Checks columns that a format's rules have read in the units of the file, which programs may write wrongly; see inferUnits. Changes
 * `columns` and `report`.
 *
 * @param rules those with a conversion of their own, and columns that the user chose, are evidence only
 * @param time of each row, s
 */
export function checkRead(
  raw: RawColumns,
  {columns, report}: {columns: ChannelColumns; report: LogReport},
  rules: readonly Rule[],
  {time, chosen}: {time: Float64Array; chosen: ReadonlySet<string>},
): void {
  const meant = report.used.map(({channel, from, unit}): MeantColumn => {
    const rule = rules.find((r) => r.channel === channel && r.from === from && (!r.value || r.value === kmh));
    const {values, unit: own} = raw.get(from) ?? {values: new Float64Array(0), unit: ""};
    const scaling = rule && scalingOf(channel, unit);
    const sure = {channel, confidence: 1, unitAssumed: false} as const;
    const isChecked = scaling && !scaling.scaled && !chosen.has(from);
    if (isChecked) return {name: from, unit: own, values, meaning: {...sure, unit, scaling, by: "format"}};
    const read = columns[channel];
    // not overruled, like a choice
    const meaning: Meaning | null = read ? {...sure, unit: "", scaling: {factor: 1, add: 0}, by: "choice"} : null;
    return {name: from, unit: own, values: read ?? values, meaning};
  });
  const decisions = inferUnits(meant, time);
  for (const [i, {meaning}] of decisions) {
    if (!meaning) continue;
    const {name, unit, values} = meant[i];
    delete columns[report.used[i].channel];
    columns[meaning.channel] = knownLapTimes(meaning.channel, scaled(values, meaning.scaling));
    report.used[i] = {...report.used[i], channel: meaning.channel, ...reportedUnit(unit, meaning), from: name};
  }
  report.notes.push(...inferenceNotes(meant.map(({name}, i) => ({name, meaning: decisions.get(i)?.meaning ?? null}))));
}
