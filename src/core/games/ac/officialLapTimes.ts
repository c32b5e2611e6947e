import {ownSectorTimes, type SectorTimes} from "../../laps/sectorTimes.js";
import type {LapFacts} from "../game.js";
import {knownTime} from "./lapTime.js";

/** Lap and sector times of a graphics page. */
export interface TimesReading {
  /** session time, s */
  time: number;
  lastLapMs: number;
  /** of the running lap; NaN where unknown */
  timerMs: number;
  /** 0-based */
  sectorIndex: number;
  /** time of the previous sector, or time since the line at its end */
  lastSectorMs: number;
  valid: boolean;
}

interface FinishedLap {
  lap: number;
  /** session time of the finish, s */
  at: number;
  /** last lap time of the page before the finish */
  before: number;
  lapTimeMs: number | null;
  sectors: ReportedSectors;
  valid: boolean;
  /** key of the times reported last */
  reported: string;
}

/** Sector times as reported, and the running lap time at that moment, ms; null while not known. */
interface ReportedSectors {
  times: (number | null)[];
  ends: (number | null)[];
}

/** s by which the page's times may lag behind its lap count */
const LAG_S = 1;

/**
 * Combines the pages' lap and sector times into laps. A sector time appears when the sector index changes; at the line that is one poll
 * after the change of the lap count (seen in public logs), so the third sector is added to a lap that was already reported.
 */
export class OfficialLapTimes {
  private running = noSectors();
  private own: SectorTimes = [null, null, null];
  private finished: FinishedLap | null = null;
  private lastLapMs = 0;
  private index = -1;
  private valid = true;

  constructor(private readonly report: (facts: LapFacts) => void) {}

  /** Sector times of the running lap, ms; null while not known. */
  get sectors(): Readonly<SectorTimes> {
    return this.own;
  }

  /**
   * @param lap number of the lap that this reading finishes, or null
   * @param begun whether this reading begins another lap
   * @param sectors number of sectors of the track; sector times are reported only for three
   */
  update(reading: TimesReading, lap: number | null, begun: boolean, sectors: number): void {
    const {time, lastLapMs, sectorIndex} = reading;
    if (lap !== null) {
      const {running, valid} = this;
      this.finished = {lap, at: time, before: this.lastLapMs, lapTimeMs: null, sectors: running, valid, reported: ""};
    }
    if (begun) {
      this.running = noSectors();
      this.own = [null, null, null];
    }
    if (sectorIndex !== this.index && sectors === 3) this.finishSector(this.index, reading);
    this.index = sectorIndex;
    this.lastLapMs = lastLapMs;
    this.valid = reading.valid;
    const {finished} = this;
    if (!finished) return;
    const late = time - finished.at > LAG_S;
    if (finished.lapTimeMs === null && (lastLapMs !== finished.before || late))
      finished.lapTimeMs = knownTime(lastLapMs);
    if (finished.lapTimeMs !== null) this.reportLap(finished);
    if (late) this.finished = null;
  }

  private finishSector(from: number, {sectorIndex: to, lastSectorMs, time, timerMs}: TimesReading): void {
    const sectorMs = knownTime(lastSectorMs);
    const inOrder = to === from + 1 || (from === 2 && to === 0);
    if (sectorMs === null || !inOrder || from < 0 || from > 2) return;
    const {finished} = this;
    if (to === 0 && finished && finished.sectors.times[2] === null && time - finished.at <= LAG_S) {
      finished.sectors.times[2] = sectorMs;
      return;
    }
    const {times, ends} = this.running;
    times[from] = sectorMs;
    // at the line the timer may have started again: the lap time is known soon
    ends[from] = to === 0 ? null : timerMs;
    this.own = ownSectorTimes(times, ends);
  }

  private reportLap(finished: FinishedLap): void {
    const {lap, lapTimeMs, sectors, valid} = finished;
    const [first, second] = sectors.ends;
    const times = ownSectorTimes(sectors.times, [first, second, lapTimeMs]);
    const [sector1Ms, sector2Ms, sector3Ms] = times;
    const key = `${lapTimeMs} ${times}`;
    if (key === finished.reported) return;
    finished.reported = key;
    this.report({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid});
  }
}

function noSectors(): ReportedSectors {
  return {times: [null, null, null], ends: [null, null, null]};
}
