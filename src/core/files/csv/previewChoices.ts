import type {LogChoices} from "../../archive/types.js";
import type {ColumnChoice} from "../columns/columnChoices.js";
import type {CsvPreview} from "./previewCsv.js";

/** The choices equivalent to a preview, column by column: with them nothing is guessed. */
export function previewChoices({columns, timeBase, lapFrom, facts}: CsvPreview): LogChoices {
  const chosen: Record<string, ColumnChoice | null> = {};
  for (const {name, channel, channelUnit, scale} of columns)
    chosen[name] = channel ? {channel, ...(channelUnit && {unit: channelUnit}), ...scale} : null;
  const {track, driver, car} = facts;
  return {
    columns: chosen,
    ...(timeBase && {timeBase}),
    // without a column of laps the import cuts them at a line; the choice "none" is one lap
    ...(lapFrom !== "none" && {lapFrom}),
    ...(track && {track}),
    ...(driver && {driver}),
    ...(car && {car}),
  };
}
