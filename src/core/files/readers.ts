import type {LogChoices} from "../archive/types.js";
import {aimReader} from "./aim/aimReader.js";
import {xrkReader} from "./aim/xrkReader.js";
import {alfanoRawReader} from "./alfano/alfanoRawReader.js";
import {alfanoReader} from "./alfano/alfanoReader.js";
import {accCsvReader} from "./assettoCorsa/accCsvReader.js";
import {acLapLogReader} from "./assettoCorsa/lapLogReader.js";
import {pdataReader} from "./assettoCorsa/pdataReader.js";
import {purpleSectorReader} from "./assettoCorsa/purpleSectorReader.js";
import {acSharedMemoryCsvReader} from "./assettoCorsa/sharedMemoryCsvReader.js";
import {crewChiefReader} from "./crewChief/crewChiefReader.js";
import {csvReader} from "./csv/csvReader.js";
import {isText} from "./csv/csvText.js";
import {TABLE_CHOICES} from "./csv/tableHead.js";
import {f1TraceReader} from "./f1Laps/f1TraceReader.js";
import {formulaToolsReader} from "./f1Laps/formulaToolsReader.js";
import {quixReader} from "./f1Laps/quixReader.js";
import {f1SessionJsonReader} from "./f1Laps/sessionJsonReader.js";
import {garage61Reader} from "./garage61/garage61Reader.js";
import {gpxReader} from "./gpx/gpxReader.js";
import {gt7JsonReader} from "./gt7/gt7JsonReader.js";
import {ibtReader} from "./iracing/ibtReader.js";
import {jsonHead} from "./jsonFile.js";
import {lapbookCsvReader} from "./lapbook/lapbookCsvReader.js";
import {lmuReader} from "./lmu/lmuReader.js";
import {motecLdReader} from "./motec/ldReader.js";
import {motecCsvReader} from "./motec/motecCsvReader.js";
import {nmeaReader} from "./nmea/nmeaReader.js";
import {raceChronoReader} from "./racechrono/raceChronoReader.js";
import type {LogFileReader} from "./reader.js";
import {fastF1Reader} from "./realF1/fastF1.js";
import {fastF1LapsReader} from "./realF1/fastF1Laps.js";
import {openF1Reader} from "./realF1/openF1.js";
import {tracingInsightsLapReader, tracingInsightsReader} from "./realF1/tracingInsights.js";
import {accResultsReader} from "./results/accResultsReader.js";
import {acGameResultsReader} from "./results/acGameResultsReader.js";
import {acResultsReader} from "./results/acResultsReader.js";
import {rfactorResultsReader} from "./results/rfactorResultsReader.js";
import {trackAddictReader} from "./trackAddict/trackAddictReader.js";
import {vboReader} from "./vbo/vboReader.js";

/** Every known file format, the most specific first: a reader gets only what none before it recognises. */
export const LOG_FILE_READERS: readonly LogFileReader[] = [
  motecLdReader,
  aimReader,
  raceChronoReader,
  alfanoReader,
  alfanoRawReader,
  garage61Reader,
  lapbookCsvReader,
  motecCsvReader,
  ibtReader,
  xrkReader,
  vboReader,
  gpxReader,
  nmeaReader,
  lmuReader,
  trackAddictReader,
  gt7JsonReader,
  acSharedMemoryCsvReader,
  accCsvReader,
  acLapLogReader,
  pdataReader,
  purpleSectorReader,
  accResultsReader,
  acResultsReader,
  acGameResultsReader,
  rfactorResultsReader,
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
  // any other table
  csvReader,
];

/** Bytes of a file that `recognises` is given. */
export const HEAD_BYTES = 64 * 1024;

/** Of JSON whose first keys are not enough: the order of keys is not guaranteed. */
const LONG_HEAD_BYTES = 8 * 2 ** 20;

/**
 * The reader of a file; undefined when none recognises it. `head` returns the first bytes, unpacked. If the user chose how the table is written
 * (separator, decimal mark, line of the names), any text that no other reader recognises is read as a table.
 */
export async function findReader(
  head: (bytes: number) => Promise<Uint8Array>,
  name: string,
  choices: LogChoices = {},
): Promise<LogFileReader | undefined> {
  const first = await head(HEAD_BYTES);
  const found = readerOf(first, name);
  if (TABLE_CHOICES.some((key) => choices[key] !== undefined) && isText(first)) return csvReader;
  return found ?? (jsonHead(first) ? readerOf(await head(LONG_HEAD_BYTES), name) : undefined);
}

/** The reader of a file with these first bytes; undefined when none recognises it. */
export function readerOf(
  head: Uint8Array,
  name: string,
  readers: readonly LogFileReader[] = LOG_FILE_READERS,
): LogFileReader | undefined {
  return readers.find((reader) => reader.recognises(head, name));
}
