import type {Columns} from "./decode.js";

/** A lap as the session history packet tells it, ms; 0 where it does not. */
export interface HistoryLap {
  lapTimeMs: number;
  sectorsMs: [number, number, number];
  valid: boolean;
}

export interface HistoryStint {
  /** last lap of the stint; null while it runs */
  endLap: number | null;
  actual: number;
  visual: number;
}

/** The last word on one car's laps: overrides what lap data said. */
export interface CarHistory {
  /** overall frame of the packet; 0 in the bulk update at the end of a session */
  frame: number;
  laps: HistoryLap[];
  stints: HistoryStint[];
}

/** Reads a decoded session history packet. */
export function readHistory(c: Columns, frame: number): CarHistory {
  const laps: HistoryLap[] = [];
  for (let i = 0; i < Math.min(c.numLaps[0], 100); i++) {
    laps.push({
      lapTimeMs: c.lapHistoryLapTimeInMS[i],
      sectorsMs: [
        c.lapHistorySector1TimeMSPart[i] + 60_000 * c.lapHistorySector1TimeMinutesPart[i],
        c.lapHistorySector2TimeMSPart[i] + 60_000 * c.lapHistorySector2TimeMinutesPart[i],
        c.lapHistorySector3TimeMSPart[i] + 60_000 * c.lapHistorySector3TimeMinutesPart[i],
      ],
      valid: (c.lapHistoryLapValidBitFlags[i] & 1) === 1,
    });
  }
  const stints: HistoryStint[] = [];
  for (let i = 0; i < Math.min(c.numTyreStints[0], 8); i++) {
    const end = c.tyreStintEndLap[i];
    stints.push({
      endLap: end === 255 ? null : end,
      actual: c.tyreStintTyreActualCompound[i],
      visual: c.tyreStintTyreVisualCompound[i],
    });
  }
  return {frame, laps, stints};
}
