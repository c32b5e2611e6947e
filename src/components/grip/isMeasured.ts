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
 * Whether the time that a channel spends at its values says something of car or driver: not of the number of the car or the lap, of
 * clocks, gaps and places. Columns that the catalogue does not know are measured.
 */
export function isMeasured(name: string): boolean {
  return !GIVEN.has(name);
}
