import type {LapFacts} from "../game.js";
import {NO_TIME} from "./graphicsPage.js";

/** What the graphics page says of lap and sector times. */
export interface TimesReading {
  time: number;
  lastLapMs: number;
  /** 0-based */
  sectorIndex: number;
  /** of the sector before */
  lastSectorMs: number;
  valid: boolean;
}

interface Finished {
  lap: number;
  at: number;
  /** what the page gave as the last lap until then */
  before: number;
  lapTimeMs: number | null;
  sectors: (number | null)[];
  valid: boolean;
  told: string;
}

/** the page may be this much behind its own count of laps */
const LAG_S = 1;

/**
 * Puts the pages' lap and sector times together. A sector's time appears when the index moves on; at the line that is one poll
 * after the count of laps has moved (seen in public logs), so the third sector joins a lap already told.
 */
export class OfficialLapTimes {
  private running: (number | null)[] = [null, null, null];
  private finished: Finished | null = null;
  private lastLapMs = 0;
  private index = -1;
  private valid = true;

  constructor(private readonly tell: (facts: LapFacts) => void) {}

  /** Times of the running lap's sectors, ms; null: not told yet. */
  get sectors(): readonly (number | null)[] {
    return this.running;
  }

  /**
   * @param lap finished by this reading, null for none
   * @param begun another lap runs since this reading
   * @param sectors of the track; with others than three no sector times are told
   */
  update(reading: TimesReading, lap: number | null, begun: boolean, sectors: number): void {
    const {time, lastLapMs, sectorIndex, lastSectorMs} = reading;
    if (lap !== null) {
      const {running, valid} = this;
      this.finished = {lap, at: time, before: this.lastLapMs, lapTimeMs: null, sectors: running, valid, told: ""};
    }
    if (begun) this.running = [null, null, null];
    if (sectorIndex !== this.index && sectors === 3) this.sector(this.index, sectorIndex, lastSectorMs, time);
    this.index = sectorIndex;
    this.lastLapMs = lastLapMs;
    this.valid = reading.valid;
    const {finished} = this;
    if (!finished) return;
    const late = time - finished.at > LAG_S;
    if (finished.lapTimeMs === null && (lastLapMs !== finished.before || late)) finished.lapTimeMs = timeOf(lastLapMs);
    if (finished.lapTimeMs !== null) this.say(finished);
    if (late) this.finished = null;
  }

  private sector(from: number, to: number, ms: number, time: number): void {
    const told = timeOf(ms);
    const done = to === from + 1 || (from === 2 && to === 0);
    if (told === null || !done || from < 0 || from > 2) return;
    const {finished} = this;
    if (to === 0 && finished && finished.sectors[2] === null && time - finished.at <= LAG_S) finished.sectors[2] = told;
    else this.running[from] = told;
  }

  private say(finished: Finished): void {
    const {lap, lapTimeMs, sectors, valid} = finished;
    const [sector1Ms, sector2Ms, sector3Ms] = sectors;
    const key = `${lapTimeMs} ${sectors}`;
    if (key === finished.told) return;
    finished.told = key;
    this.tell({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid});
  }
}

/** ms, or null for a time that is none. */
export function timeOf(ms: number): number | null {
  return ms > 0 && ms < NO_TIME ? ms : null;
}
