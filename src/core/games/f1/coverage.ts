import type {SampleTable} from "../../archive/samples.js";
import {partBit} from "./frame.js";

const LAP = partBit("lap");

/**
 * Frames with lap data on the lap itself (not on the way to the line, but from the grid on where a race begins), as a fraction of the frames that the game sent in
 * `durationMs`. The frame rate is read from the lap's own frame counters and session times.
 *
 * @param frameStep frames from one packet to the next at the sender's rate (1 when it sends every frame)
 */
export function coverageOf({columns, present, rows}: SampleTable, durationMs: number, frameStep: number): number {
  const {lapDistance, currentLapTimeMs, frame, sessionTime} = columns;
  if (!lapDistance || !rows) return 0;
  const startsBefore = clockRunsBeforeLine(lapDistance, currentLapTimeMs, rows);
  let kept = 0;
  let first = -1;
  let last = -1;
  for (let i = 0; i < rows; i++) {
    if (!(present[i] & LAP) || (lapDistance[i] < 0 && !startsBefore)) continue;
    if (currentLapTimeMs[i] === 0 && last >= 0 && currentLapTimeMs[last] === 0) continue; // waiting on the grid
    kept++;
    last = i;
    if (first < 0) first = i;
  }
  if (kept === 0) return 0;
  const seconds = sessionTime[last] - sessionTime[first];
  const frames = frame[last] - frame[first];
  const rate = seconds > 0 && frames > 0 ? frames / seconds / frameStep : 60;
  const sent = Math.round((durationMs / 1000) * rate);
  // the frame nearest to the line may fall on either side of it
  return sent > kept + 1 ? kept / sent : 1;
}

/** Whether the lap's clock already runs on the grid and goes on at the line, as in a race; on the way to a flying lap it begins there. */
function clockRunsBeforeLine(
  lapDistance: ArrayLike<number>,
  currentLapTimeMs: ArrayLike<number>,
  rows: number,
): boolean {
  let atLine = 0;
  while (atLine < rows && !(lapDistance[atLine] >= 0)) atLine++;
  return (
    atLine > 0 &&
    atLine < rows &&
    currentLapTimeMs[atLine - 1] > 0 &&
    currentLapTimeMs[atLine] >= currentLapTimeMs[atLine - 1]
  );
}
