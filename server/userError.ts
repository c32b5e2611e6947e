import {CaptureError} from "../src/core/capture/batch.js";

/** An error of the input, not of the program: reported as one line without a stack, exit code 1. */
export class UserError extends Error {
  override name = "UserError";
  readonly exitCode: number = 1;
}

/** Wrong usage of a command (unknown option, missing argument): one line, exit code 2. */
export class UsageError extends UserError {
  override name = "UsageError";
  override readonly exitCode = 2;
}

/** The message of anything thrown, on one line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}

/** True for errors of the input, whose message is enough for the user. */
export function isBadInput(error: unknown): error is Error {
  return error instanceof UserError || error instanceof CaptureError;
}
