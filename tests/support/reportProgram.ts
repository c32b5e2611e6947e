import type {ReportProgram} from "../../src/core/report/reportProgram.js";

/** A program that shows nothing: reports are made in tests without building one. */
export const EMPTY_PROGRAM: ReportProgram = {
  ...{version: "0.0.0", boot: "", sha256: "0".repeat(64)},
  ...{script: new Uint8Array(0), style: new Uint8Array(0)},
};
