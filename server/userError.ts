import {CaptureError} from "../src/core/capture/batch.js";

/** A mistake of the input, not of the program: one line on standard error, exit 1, no stack. */
export class UserError extends Error {
  override name = "UserError";
  readonly exitCode: number = 1;
}

/** A mistake in how a command was called (unknown option, missing argument): one line, exit 2. */
export class UsageError extends UserError {
  override name = "UsageError";
  override readonly exitCode = 2;
}

/** The message of anything thrown, on one line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}

/** True when what was read is at fault: its message says all there is to say. */
export function isBadInput(error: unknown): error is Error {
  return error instanceof UserError || error instanceof CaptureError;
}
