import {base64Of, bytesOfBase64} from "./base64.js";

/** The program that shows reports: built once for each version, the same for all reports. */
export interface ReportProgram {
  /** of Lapbook */
  version: string;
  /** unpacks the other two: JavaScript, as it is */
  boot: string;
  /** gzip of a JavaScript module and of a style sheet */
  script: Uint8Array;
  style: Uint8Array;
  /** of all three unpacked, hexadecimal */
  sha256: string;
}

/** Where built pages have the program, below their root: a PackedProgram. */
export const PROGRAM_FILE = "report-program.json";

/** The program of reports with a notebook, beside it: a list of PackedFile. */
export const NOTEBOOK_PROGRAM_FILE = "report-notebook.json";

/** The program as JSON has it: bytes in base64. */
export type PackedProgram = Omit<ReportProgram, "script" | "style"> & {script: string; style: string};

export function packProgram({script, style, ...rest}: ReportProgram): PackedProgram {
  return {...rest, script: base64Of(script), style: base64Of(style)};
}

export function unpackProgram({script, style, ...rest}: PackedProgram): ReportProgram {
  return {...rest, script: bytesOfBase64(script), style: bytesOfBase64(style)};
}
