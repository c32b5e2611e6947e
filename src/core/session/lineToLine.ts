/** A lap may begin and end this far from the line by its own clock and still count as recorded from line to line. */
const LINE_TOLERANCE_MS = 500;

/** Whether a lap was recorded from its beginning, given the running lap time of its first sample, ms; −1: no time known. */
export function beginsAtLine(firstLapTimeMs: number): boolean {
  return firstLapTimeMs >= 0 && firstLapTimeMs <= LINE_TOLERANCE_MS;
}

/**
 * Whether a lap was recorded from line to line.
 *
 * @param recorded running lap time of its first and last sample, ms
 * @param lapTimeMs its official time; 0: not finished
 */
export function isLineToLine(
  {firstLapTimeMs, lastLapTimeMs}: {firstLapTimeMs: number; lastLapTimeMs: number},
  lapTimeMs: number,
): boolean {
  return lapTimeMs > 0 && beginsAtLine(firstLapTimeMs) && Math.abs(lapTimeMs - lastLapTimeMs) <= LINE_TOLERANCE_MS;
}
