import {CHANNELS} from "./catalogue.js";
import {type Words, wordsIn} from "./words.js";

/**
 * The values of a TelemetryMessage (one car in one frame) by `rowIndex`, in the catalogue's units: the F1 games' channels in catalogue
 * order, then NORMALIZED_POSITION, OVERALL_FRAME and TIMESTAMP, then the channels of other sources. NaN: not in the message. A row of
 * F1_ROW_LENGTH values has no channels of other sources.
 */
export type TelemetryRow = Float64Array;

const OF_F1 = CHANNELS.findIndex(({part}) => part === "other");
/** lapDistance ÷ track length */
export const NORMALIZED_POSITION = OF_F1;
/** A frame counter that never goes back. It orders messages, and distinguishes flashbacks from duplicates and disorder. */
export const OVERALL_FRAME = OF_F1 + 1;
/** When the datagram that completed the message arrived, ms since 1970. */
export const TIMESTAMP = OF_F1 + 2;
const BESIDE_CHANNELS = 3;
export const F1_ROW_LENGTH = OF_F1 + BESIDE_CHANNELS;
export const ROW_LENGTH = CHANNELS.length + BESIDE_CHANNELS;
/** Index of each channel in a row, in catalogue order. */
export const CHANNEL_PLACES: readonly number[] = CHANNELS.map((_, c) => (c < OF_F1 ? c : c + BESIDE_CHANNELS));
const INDEX = new Map([
  ...CHANNELS.map(({name}, c) => [name, CHANNEL_PLACES[c]] as const),
  ["normalizedPosition", NORMALIZED_POSITION],
  ["overallFrame", OVERALL_FRAME],
  ["timestamp", TIMESTAMP],
]);

/** Index of a channel in a TelemetryRow. Throws `unknown channel: foo`. */
export function rowIndex(name: string): number {
  const index = INDEX.get(name);
  if (index === undefined) throw new RangeError(`unknown channel: ${name}`);
  return index;
}

/** Indices of several channels in a TelemetryRow by name: `rowIndices("lapNumber car")`. */
export function rowIndices<const S extends string>(names: S): Readonly<Record<Words<S>, number>> {
  return Object.fromEntries(wordsIn(names).map((name) => [name, rowIndex(name)])) as Record<Words<S>, number>;
}

/** A row of NaN. */
export function createRow(): TelemetryRow {
  return new Float64Array(ROW_LENGTH).fill(Number.NaN);
}
