import type {LogReport} from "../../archive/types.js";
import type {ChannelColumns} from "./column.js";

/** Removes a channel and reports its column as not used; a derived one is removed from the report. */
export function dropChannel(name: string, columns: ChannelColumns, {used, unused}: LogReport, reason: string): void {
  delete columns[name];
  const at = used.findIndex(({channel}) => channel === name);
  if (at < 0) return;
  const [{from, unit}] = used.splice(at, 1);
  if (from !== "derived") unused.push({from, unit, reason});
}
