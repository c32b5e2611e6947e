import type {Stint} from "../../archive/types.js";
import {compoundName} from "../../channels/tyreCompound.js";
import type {LapFacts} from "../game.js";
import type {PacketColumns} from "./decode.js";
import {actualCompoundName} from "./enums.js";

/** A lap in the session history packet, ms; 0 where a time is not known. */
interface HistoryLap {
  lapTimeMs: number;
  sectorsMs: [number, number, number];
  valid: boolean;
}

interface HistoryStint {
  /** last lap of the stint; null while it runs */
  endLap: number | null;
  actual: number;
  visual: number;
}

/** The official times of one car's laps: they replace those of lap data. */
export interface CarHistory {
  car: number;
  /** overall frame of the packet; 0 in the bulk update at the end of a session */
  frame: number;
  laps: HistoryLap[];
  stints: HistoryStint[];
}

/** Reads a decoded session history packet. */
export function readHistory(c: PacketColumns, frame: number): CarHistory {
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
  return {car: c.carIdx[0], frame, laps, stints};
}

/** The finished laps. */
export function officialLaps({laps}: CarHistory): LapFacts[] {
  return laps.flatMap(({lapTimeMs, sectorsMs: [s1, s2, s3], valid}, i) => {
    if (lapTimeMs === 0) return [];
    // the game's own sums may miss the lap time by a few ms, so this is only the fallback
    const third = s3 || (s1 > 0 && s2 > 0 ? lapTimeMs - s1 - s2 : 0);
    return [{lap: i + 1, lapTimeMs, sector1Ms: s1 || null, sector2Ms: s2 || null, sector3Ms: third || null, valid}];
  });
}

export function historyStints(histories: Iterable<CarHistory>): Stint[] {
  return [...histories]
    .sort((a, b) => a.car - b.car)
    .flatMap(({car, stints}) =>
      stints.map(({endLap, visual, actual}, i) => ({
        car,
        startLap: i === 0 ? 1 : (stints[i - 1].endLap ?? 0) + 1,
        endLap,
        compound: compoundName(visual),
        actual: actualCompoundName(actual),
      })),
    );
}
