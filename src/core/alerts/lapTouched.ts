import {rowIndices, type TelemetryRow} from "../channels/telemetryRow.js";
import type {AlertSession} from "./evaluator.js";

const AT = rowIndices("pitStatus");

/** Whether a sample makes its lap one that says nothing about pace or fuel: in the pits, or behind a safety car. */
export function isTouched(row: TelemetryRow, {safetyCar}: AlertSession): boolean {
  return row[AT.pitStatus] > 0 || safetyCar > 0;
}
