import {CHANNELS} from "../../core/channels/catalogue.js";

/** Beside the parts that say which lap it is: times, gaps and flags of the race, and places. */
const OTHERS = [
  ...["bestLapTimeMs", "deltaToBestMs", "deltaToBehindMs", "fiaFlag"],
  ...["worldX", "worldY", "worldZ", "latitude", "longitude"],
];
const GIVEN = new Set([
  ...CHANNELS.filter(({part}) => part === "frame" || part === "lap").map(({name}) => name),
  ...OTHERS,
]);

/**
 * Whether a channel measures the car or the driver. Numbers of car and lap, clocks, gaps and positions in the race do not. Columns that the
 * catalogue does not know count as measured.
 */
export function isMeasured(name: string): boolean {
  return !GIVEN.has(name);
}
