import {exportArrow} from "./arrowExport.js";
import {exportCsv} from "./csvExport.js";
import type {ExportInput} from "./exportLaps.js";
import {exportName} from "./exportLaps.js";
import {exportMotec} from "./motecExport.js";

export interface ExportedFile {
  name: string;
  /** media type */
  type: string;
  bytes: Uint8Array;
}

export interface ExportFormat {
  label: string;
  /** what opens it, and what it keeps */
  about: string;
  /** the format holds the laps of one car: several cars are several files */
  oneCar: boolean;
  write(input: ExportInput): Promise<{files: ExportedFile[]; notes: string[]}>;
}

const OCTETS = "application/octet-stream";

/** The formats that laps are written in, by name. */
export const EXPORT_FORMATS: Readonly<Record<string, ExportFormat>> = {
  csv: {
    label: "CSV",
    about: "for spreadsheets and scripts: a row of names, a row of units, a row a sample; every stored value exactly",
    oneCar: false,
    async write(input) {
      return {files: [{name: `${exportName(input)}.csv`, type: "text/csv", bytes: exportCsv(input)}], notes: []};
    },
  },
  motec: {
    label: "MoTeC log",
    about: "for MoTeC i2: an .ld with its .ldx, resampled to a constant rate; keep both files together",
    oneCar: true,
    async write(input) {
      const {ld, ldx, notes} = exportMotec(input);
      const name = exportName(input);
      return {
        files: [
          {name: `${name}.ld`, type: OCTETS, bytes: ld},
          {name: `${name}.ldx`, type: "application/xml", bytes: ldx},
        ],
        notes,
      };
    },
  },
  parquet: {
    label: "Parquet",
    about: "for DuckDB, pandas, Polars: compressed columns, every stored value exactly",
    oneCar: false,
    async write(input) {
      // the writer is heavy beside the others: it comes when it is asked for
      const {exportParquet} = await import("./parquetExport.js");
      const bytes = exportParquet(input);
      return {
        files: [{name: `${exportName(input)}.parquet`, type: "application/vnd.apache.parquet", bytes}],
        notes: [],
      };
    },
  },
  arrow: {
    label: "Arrow",
    about: "for Arrow libraries: an IPC file, every stored value exactly",
    oneCar: false,
    async write(input) {
      const bytes = exportArrow(input, {format: "file"});
      return {
        files: [{name: `${exportName(input)}.arrow`, type: "application/vnd.apache.arrow.file", bytes}],
        notes: [],
      };
    },
  },
};

/** The laps in a format: one set of files, or one a car. Throws `no samples to export` when no lap has any. */
export async function exportLaps(
  format: ExportFormat,
  input: ExportInput,
): Promise<{files: ExportedFile[]; notes: string[]}> {
  const sampled = input.laps.filter(({samples}) => samples.rows > 0);
  if (sampled.length === 0) throw new RangeError("no samples to export");
  if (!format.oneCar) return await format.write({...input, laps: sampled});
  const files: ExportedFile[] = [];
  const notes: string[] = [];
  for (const car of new Set(sampled.map(({row}) => row.car))) {
    const written = await format.write({...input, laps: sampled.filter(({row}) => row.car === car)});
    files.push(...written.files);
    for (const note of written.notes) if (!notes.includes(note)) notes.push(note);
  }
  return {files: distinct(files), notes};
}

/** Two cars may have drivers of one name. */
function distinct(files: ExportedFile[]): ExportedFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const n = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, n);
    return n === 1 ? file : {...file, name: file.name.replace(/(\.[^.]+)$/, `-${n}$1`)};
  });
}
