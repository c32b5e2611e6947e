import {arrowPieces} from "./arrowExport.js";
import {csvPieces} from "./csvExport.js";
import {type ExportInput, exportName} from "./exportLaps.js";
import {type MotecExport, motecSteps} from "./motecExport.js";
import {asPieces, type Piece} from "./pieces.js";

export interface ExportedFile {
  name: string;
  /** media type */
  type: string;
  /** the file, written as it is consumed; consume the files of one export in order */
  pieces: Iterable<Piece>;
}

export interface Export {
  files: ExportedFile[];
  /** what the files cannot hold; complete once they are written */
  notes: string[];
}

export interface ExportFormat {
  label: string;
  /** programs that open it, and what it preserves */
  about: string;
  /** the format holds the laps of one car: several cars are several files */
  oneCar: boolean;
  write(input: ExportInput): Promise<Export>;
}

const OCTETS = "application/octet-stream";

/** The formats that laps are written in, by name. */
export const EXPORT_FORMATS: Readonly<Record<string, ExportFormat>> = {
  csv: {
    label: "CSV",
    about:
      "for spreadsheets and scripts: a row of names, a row of units, then one row per sample; all stored values are exact",
    oneCar: false,
    write: async (input) => oneFile(input, "csv", "text/csv", csvPieces(input)),
  },
  motec: {
    label: "MoTeC log",
    about:
      "for MoTeC i2: an .ld with its .ldx, resampled to a constant rate, values as 32-bit floats in i2's units; keep both files together",
    oneCar: true,
    async write(input) {
      const name = exportName(input);
      const notes: string[] = [];
      let made: MotecExport | undefined;
      function* log(): Generator<Piece> {
        made = yield* asPieces(motecSteps(input), 1);
        notes.push(...made.notes);
        yield {bytes: made.ld, done: 1};
      }
      function* markers(): Generator<Piece> {
        yield {bytes: made!.ldx, done: 1};
      }
      return {
        files: [
          {name: `${name}.ld`, type: OCTETS, pieces: log()},
          {name: `${name}.ldx`, type: "application/xml", pieces: markers()},
        ],
        notes,
      };
    },
  },
  parquet: {
    label: "Parquet",
    about: "for DuckDB, pandas, Polars: compressed columns; all stored values are exact",
    oneCar: false,
    async write(input) {
      // a large module: loaded only when needed
      const {parquetPieces} = await import("./parquetExport.js");
      return oneFile(input, "parquet", "application/vnd.apache.parquet", parquetPieces(input));
    },
  },
  arrow: {
    label: "Arrow",
    about: "for Arrow libraries: an IPC file; all stored values are exact",
    oneCar: false,
    write: async (input) =>
      oneFile(input, "arrow", "application/vnd.apache.arrow.file", arrowPieces(input, {format: "file"})),
  },
};

function oneFile(input: ExportInput, ending: string, type: string, pieces: Iterable<Piece>): Export {
  return {files: [{name: `${exportName(input)}.${ending}`, type, pieces}], notes: []};
}

/** The laps in a format: one set of files, or one a car. Throws `no samples to export` when no lap has any. */
export async function exportLaps(format: ExportFormat, input: ExportInput): Promise<Export> {
  const sampled = input.laps.filter(({row}) => row.file !== null && row.samples > 0);
  if (sampled.length === 0) throw new RangeError("no samples to export");
  if (!format.oneCar) return await format.write({...input, laps: sampled});
  const exports: Export[] = [];
  for (const car of new Set(sampled.map(({row}) => row.car)))
    exports.push(await format.write({...input, laps: sampled.filter(({row}) => row.car === car)}));
  return {
    files: distinct(exports.flatMap(({files}) => files)),
    get notes() {
      return [...new Set(exports.flatMap(({notes}) => notes))];
    },
  };
}

/** Numbers files of the same name: two drivers may share one. */
function distinct(files: ExportedFile[]): ExportedFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const n = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, n);
    return n === 1 ? file : {...file, name: file.name.replace(/(\.[^.]+)$/, `-${n}$1`)};
  });
}
