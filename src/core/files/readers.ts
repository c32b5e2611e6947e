import {accCsvReader} from "./assettoCorsa/accCsvReader.js";
import {acLapLogReader} from "./assettoCorsa/lapLogReader.js";
import {pdataReader} from "./assettoCorsa/pdataReader.js";
import {purpleSectorReader} from "./assettoCorsa/purpleSectorReader.js";
import {acSharedMemoryCsvReader} from "./assettoCorsa/sharedMemoryCsvReader.js";
import {crewChiefReader} from "./crewChief/crewChiefReader.js";
import {csvReader} from "./csv/csvReader.js";
import {f1TraceReader} from "./f1Laps/f1TraceReader.js";
import {formulaToolsReader} from "./f1Laps/formulaToolsReader.js";
import {quixReader} from "./f1Laps/quixReader.js";
import {f1SessionJsonReader} from "./f1Laps/sessionJsonReader.js";
import {gt7JsonReader} from "./gt7/gt7JsonReader.js";
import {ibtReader} from "./iracing/ibtReader.js";
import {jsonHead} from "./jsonFile.js";
import {motecLdReader} from "./motec/ldReader.js";
import {motecCsvReader} from "./motec/motecCsvReader.js";
import type {LogFileReader} from "./reader.js";
import {fastF1Reader} from "./realF1/fastF1.js";
import {fastF1LapsReader} from "./realF1/fastF1Laps.js";
import {openF1Reader} from "./realF1/openF1.js";
import {tracingInsightsLapReader, tracingInsightsReader} from "./realF1/tracingInsights.js";

/** Every known file format, the most specific first: a reader gets only what none before it recognises. */
export const LOG_FILE_READERS: readonly LogFileReader[] = [
  motecLdReader,
  motecCsvReader,
  ibtReader,
  gt7JsonReader,
  acSharedMemoryCsvReader,
  accCsvReader,
  acLapLogReader,
  pdataReader,
  purpleSectorReader,
  crewChiefReader,
  tracingInsightsReader,
  tracingInsightsLapReader,
  openF1Reader,
  fastF1Reader,
  fastF1LapsReader,
  formulaToolsReader,
  f1TraceReader,
  f1SessionJsonReader,
  quixReader,
  // any table: what none before it knows
  csvReader,
];

/** How much of a file's beginning `recognises` is given, bytes. */
export const HEAD_BYTES = 64 * 1024;

/** Of JSON so much, where its first keys tell nothing: their order is nobody's promise. */
const LONG_HEAD_BYTES = 8 * 2 ** 20;

/** The reader of a file of which `head` gives the beginning, unpacked, as long as it is asked for; undefined when none knows it. */
export async function findReader(
  head: (bytes: number) => Promise<Uint8Array>,
  name: string,
): Promise<LogFileReader | undefined> {
  const first = await head(HEAD_BYTES);
  const found = readerOf(first, name);
  return found ?? (jsonHead(first) ? readerOf(await head(LONG_HEAD_BYTES), name) : undefined);
}

/** The reader of a file that begins like this; undefined when none knows it. */
export function readerOf(
  head: Uint8Array,
  name: string,
  readers: readonly LogFileReader[] = LOG_FILE_READERS,
): LogFileReader | undefined {
  return readers.find((reader) => reader.recognises(head, name));
}
