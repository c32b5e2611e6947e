import {UsageError} from "./userError.js";

/** The value of --speed: a multiple of real time, 0.1 to 100; Infinity for "max". */
export function parseSpeed(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (text.trim() === "" || !(speed >= 0.1 && speed <= 100))
    throw new UsageError(`invalid --speed: ${text}; expected 0.1 to 100, or max`);
  return speed;
}
