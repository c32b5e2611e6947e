import {
  Bool,
  type DataType,
  Float32,
  Float64,
  Table,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
  Utf8,
  type Vector,
} from "../arrow.js";
import {nullableVector} from "./nullableVector.js";
import {readWholeBatches} from "./samples.js";
import type {LapRow} from "./types.js";

/** Columns of laps.arrows, in order; units are in the names, meanings at LapRow. */
export const LAP_COLUMNS: Record<keyof LapRow, DataType> = {
  car: new Uint8(),
  driver: new Utf8(),
  lap: new Uint16(),
  lapTimeMs: new Uint32(),
  sector1Ms: new Uint32(),
  sector2Ms: new Uint32(),
  sector3Ms: new Uint32(),
  valid: new Bool(),
  complete: new Bool(),
  coverage: new Float32(),
  samples: new Uint32(),
  topSpeedKmh: new Float64(),
  averageSpeedKmh: new Float32(),
  fullThrottle: new Float32(),
  braking: new Float32(),
  fuelUsedKg: new Float32(),
  startTime: new Float64(),
  endTime: new Float64(),
  tyreCompound: new Utf8(),
  tyreAgeLaps: new Uint8(),
  pit: new Bool(),
  file: new Utf8(),
  fuelUsedLitres: new Float32(),
};

const NAMES = Object.keys(LAP_COLUMNS) as (keyof LapRow)[];
/** Written only if some lap has a value; older archives lack the column. */
const OPTIONAL = new Set<keyof LapRow>(["fuelUsedLitres"]);

/** laps.arrows: an Arrow IPC stream with one row a lap and car. The same rows give the same bytes. */
export function encodeLaps(rows: readonly LapRow[]): Uint8Array {
  const vectors: Record<string, Vector> = {};
  for (const name of NAMES) {
    if (OPTIONAL.has(name) && !rows.some((row) => row[name] !== null && row[name] !== undefined)) continue;
    vectors[name] = nullableVector(
      rows.map((row) => row[name] ?? null),
      LAP_COLUMNS[name],
    );
  }
  return tableToIPC(new Table(vectors), "stream");
}

/** The rows of laps.arrows; null where a value is unknown. Throws `missing column: foo`. */
export function readLaps(bytes: Uint8Array): LapRow[] {
  const table = readWholeBatches(bytes);
  const columns = NAMES.flatMap((name): [keyof LapRow, Vector][] => {
    const vector = table.getChild(name);
    if (!vector && !OPTIONAL.has(name)) throw new RangeError(`missing column: ${name}`);
    return vector ? [[name, vector]] : [];
  });
  return Array.from({length: table.numRows}, (_, i) =>
    Object.fromEntries(columns.map(([name, vector]) => [name, vector.get(i)])),
  ) as unknown as LapRow[];
}
