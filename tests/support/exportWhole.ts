import {type ArrowExportOptions, arrowPieces} from "../../src/core/export/arrowExport.js";
import {csvPieces} from "../../src/core/export/csvExport.js";
import type {ExportInput} from "../../src/core/export/exportLaps.js";
import {type MotecExport, type MotecExportOptions, motecSteps} from "../../src/core/export/motecExport.js";
import {parquetPieces} from "../../src/core/export/parquetExport.js";
import type {Piece} from "../../src/core/export/pieces.js";

export const exportArrow = (input: ExportInput, options?: ArrowExportOptions) => joined(arrowPieces(input, options));
export const exportCsv = (input: ExportInput) => joined(csvPieces(input));
export const exportParquet = (input: ExportInput) => joined(parquetPieces(input));

export function exportMotec(input: ExportInput, options?: MotecExportOptions): MotecExport {
  const steps = motecSteps(input, options);
  for (;;) {
    const {done, value} = steps.next();
    if (done) return value;
  }
}

function joined(pieces: Iterable<Piece>): Uint8Array {
  const parts = [...pieces].map(({bytes}) => bytes);
  const out = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
