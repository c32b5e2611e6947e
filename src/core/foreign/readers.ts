import {csvReader} from "./generic/csvReader.js";
import {motecLdReader} from "./motec/ldReader.js";
import {motecCsvReader} from "./motec/motecCsvReader.js";
import type {ForeignReader} from "./reader.js";

/** Every foreign format, the pickiest first: a reader gets only what none before it recognises. */
export const FOREIGN_READERS: readonly ForeignReader[] = [
  motecLdReader,
  motecCsvReader,
  // any table: what none before it knows
  csvReader,
];

/** How much of a file's beginning `recognises` is given, bytes. */
export const HEAD_BYTES = 64 * 1024;

/** The reader of a file that begins like this; undefined when none knows it. */
export function readerOf(
  head: Uint8Array,
  name: string,
  readers: readonly ForeignReader[] = FOREIGN_READERS,
): ForeignReader | undefined {
  return readers.find((reader) => reader.recognises(head, name));
}
