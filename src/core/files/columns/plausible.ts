import {CHANNELS} from "../../channels/catalogue.js";
import type {TableColumn} from "./column.js";
import type {ColumnFigures} from "./columnFigures.js";
import {LAP_VALID, LAP_WHOLE, type Scaling} from "./targets.js";

const DAY_S = 86_400;
/** No quantity of a car is greater in any unit that tools write, except times and counts, which have rules of their own. */
const MOST_VALUE = 1e12;
const RANGES = new Map(CHANNELS.map(({name, range}) => [name, range]));

/**
 * Whether values may be those of a channel, before any unit: 0 where they exclude it, up to 1.
 *
 * @param severalLaps whether another column of the table counts more than one lap
 */
export function fitness(
  channel: string,
  {kind, name}: Pick<TableColumn, "kind" | "name">,
  {min, max, resets, rises, falls, repeats, known, whole}: ColumnFigures,
  severalLaps: () => boolean,
): number {
  const flows = rises > (rises + falls + repeats) / 3;
  switch (channel) {
    case "sessionTime":
      // a date without a clock is the day, not the time of a row
      if (kind === "date" && whole && min % DAY_S === 0 && max % DAY_S === 0) return 0;
      // a time that restarts repeatedly is the lap's
      return falls > Math.max(3, known * 0.01) || (resets > 0 && kind !== "date") ? 0 : rises > 0 ? 1 : 0;
    case "currentLapTimeMs":
      if (kind === "date") return 0;
      return flows && (resets > 0 || /lap|current/i.test(name)) ? 1 : 0;
    case "lastLapTimeMs":
      return flows ? 0 : 1;
    case "lapNumber":
      return whole && min >= -1 && max <= 10_000 && falls <= Math.max(2, rises) ? 1 : 0;
    case "lapDistance":
      // a distance that never falls over several laps counts from the start of the log
      return resets > 0 || (falls <= known * 0.01 && !severalLaps()) ? 1 : 0;
    case "totalDistance":
      return resets > 0 || !(rises > 0) ? 0 : severalLaps() ? 1 : 0.9;
    case "lapFraction":
      return min >= -1 && max <= 100.5 ? 1 : 0;
    case LAP_WHOLE:
    case LAP_VALID:
      return whole && min >= 0 && max <= 1 ? 1 : 0;
    case "latitude":
      return Math.abs(min) <= 90 && Math.abs(max) <= 90 && !whole ? 1 : 0;
    case "longitude":
      return Math.abs(min) <= 360 && Math.abs(max) <= 360 && !whole ? 1 : 0;
    case "absActive":
    case "tcActive":
    case "handbrake":
      // a number of clicks is a setting
      return min >= 0 && max <= 1 ? 1 : 0;
    case "gear":
    case "position":
    case "sector":
    case "absLevel":
    case "tcLevel":
      return whole ? 1 : 0;
    default:
      return Math.max(Math.abs(min), Math.abs(max)) <= MOST_VALUE ? 1 : 0;
  }
}

/** 1 where converted values lie in the catalogue's range for the channel, with a quarter of it to spare; else 0.5. */
export function inRange(channel: string, {min, max}: ColumnFigures, {factor, add, scaled}: Scaling): number {
  const range = RANGES.get(channel);
  if (scaled || channel === "sessionTime" || !range) return 1;
  const values = [min * factor + add, max * factor + add];
  const slack = (range[1] - range[0]) * 0.25;
  return Math.min(...values) >= range[0] - slack && Math.max(...values) <= range[1] + slack ? 1 : 0.5;
}
