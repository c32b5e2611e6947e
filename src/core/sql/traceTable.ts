import type {LapRow} from "../archive/types.js";
import {
  type DataType,
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Uint8,
  Uint16,
  Uint32,
} from "../arrow.js";
import type {GridLap} from "../laps/gridLap.js";
import {findSession, type LapName} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {openLaps} from "../laps/open/openLaps.js";
import {isComparable} from "../laps/referenceLap.js";
import {bestFirst} from "./sessionReference.js";
import {validityOf} from "./validityOf.js";

const OWN = new Set(["session", "car", "lap", "point", "distanceM", "timeS", "timeErrorS", "offsetM"]);

/** Laps opened at once: each call reads the session's best lap for the line. */
const AT_ONCE = 8;

/**
 * Laps of one session on the 1 m grid of its line, each as a table without its session; null for a lap that can't be placed.
 *
 * @param laps with samples, from line to line
 */
export async function* traceTables(
  archive: LapArchive,
  id: string,
  laps: readonly LapRow[],
  columns: readonly string[],
): AsyncGenerator<{row: LapRow; table: Table | null}> {
  const [best] = bestFirst((await findSession(archive, id)).laps.filter(isComparable));
  const channels = columns.filter((name) => !OWN.has(name));
  const name = ({car, lap}: LapRow): LapName => ({session: id, car, lap});
  for (let from = 0; best && from < laps.length; from += AT_ONCE) {
    const rows = laps.slice(from, from + AT_ONCE);
    const opened = await openLaps(archive, name(best), rows.map(name), channels);
    for (const [i, lap] of opened.laps.entries())
      yield {row: rows[i], table: "grid" in lap ? traceTable(lap.grid, rows[i], columns) : null};
  }
}

/** A lap's grid as a table of the columns asked for; values that are not known are null. */
function traceTable(grid: GridLap, {car, lap}: Pick<LapRow, "car" | "lap">, columns: readonly string[]): Table {
  const rows = grid.n + 1;
  const index = (value: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => value(i));
  const own: Record<string, [DataType, () => ArrayLike<number>]> = {
    car: [new Uint8(), () => new Uint8Array(rows).fill(car)],
    lap: [new Uint16(), () => new Uint16Array(rows).fill(lap)],
    point: [new Uint32(), () => Uint32Array.from({length: rows}, (_, i) => i)],
    distanceM: [new Float64(), () => index((i) => i * grid.stepM)],
    timeS: [new Float64(), () => grid.time],
    timeErrorS: [new Float64(), () => grid.timeError],
    offsetM: [new Float64(), () => grid.offset],
  };
  const fields: Field[] = [];
  const children = columns.flatMap((name) => {
    const [type, values] = own[name] ?? [new Float64(), () => grid.channels[name]];
    const data = values();
    if (!data) return [];
    fields.push(new Field(name, type, true));
    return [makeData({type, length: rows, data, ...validityOf(data)} as never)];
  });
  const schema = new Schema(fields);
  const batch = new RecordBatch(schema, makeData({type: new Struct(fields), length: rows, nullCount: 0, children}));
  return new Table(schema, [batch]);
}
