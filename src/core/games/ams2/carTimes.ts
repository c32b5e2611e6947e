import type {RowSink} from "../game.js";
import type {Timing} from "./layout.js";

/** largest difference between an official time and the last reading of the game's clock, s */
const AGREE_S = 1.5;
/** shortest possible lap or sector, s */
const MIN_TIME_S = 1;
/** s after which an unchanged official time is accepted for the new lap or sector too */
const UNCHANGED_S = 3;

interface FinishedLap {
  lap: number;
  /** last reading of its clock, s */
  seen: number;
  invalid: boolean;
  sectors: (number | null)[];
  complete: boolean;
  /** official lap time before the finish, s, and time of the finish, s */
  before: number;
  at: number;
}

interface FinishedSector {
  index: number;
  seen: number;
  /** sector times of its lap */
  sectors: (number | null)[];
  before: number;
  at: number;
}

/** Follows the laps of one car: laps and sectors by the timings packet, their official times by the later statistics packet. */
export class CarTimes {
  /** the beginning of the running lap was seen */
  private fromLine = false;
  private lap = -1;
  private sector = -1;
  private lastLapTime = -1;
  private lastSectorTime = -1;
  private invalid = false;
  private sectors: (number | null)[] = [null, null, null];
  /** the lap and the sector that wait for their official times */
  private finishedLap: FinishedLap | undefined;
  private finishedSector: FinishedSector | undefined;
  /** official times received last, s */
  private official = {lap: Number.NaN, sector: Number.NaN};

  constructor(
    private readonly car: number,
    private readonly sink: RowSink,
  ) {}

  /** Sector times of the running lap, ms; null while not known. */
  get running(): readonly (number | null)[] {
    return this.sectors;
  }

  /**
   * Takes an entry of a timings packet.
   *
   * @param first the game's number of a lap's first sector; NaN while not known
   * @param now s
   */
  timing(timing: Timing, first: number, now: number): void {
    const {lap, sector, lapTime, sectorTime, invalid} = timing;
    const over = this.lap >= 0 && lap > this.lap;
    if (sector !== this.sector && this.sector >= 0 && !Number.isNaN(first)) {
      const index = over ? 2 : this.sector - first;
      if (index >= 0 && index < 3)
        this.finishedSector = {
          index,
          seen: this.lastSectorTime,
          sectors: this.sectors,
          before: this.official.sector,
          at: now,
        };
    }
    if (over) {
      this.finishedLap = {
        lap: this.lap,
        seen: this.lastLapTime,
        invalid: this.invalid,
        sectors: this.sectors,
        complete: this.fromLine && this.lap > 0,
        before: this.official.lap,
        at: now,
      };
      this.sectors = [null, null, null];
      this.invalid = false;
      this.fromLine = true;
    } else if (this.lap < 0) this.fromLine = lapTime >= 0 && lapTime < 0.5;
    this.lap = lap;
    this.sector = sector;
    this.lastLapTime = lapTime;
    this.lastSectorTime = sectorTime;
    this.invalid ||= invalid;
  }

  /** Takes the official times of the last lap and the last sector from a statistics packet, s; 0 or negative when there is none. */
  stats(lastLap: number, lastSector: number, now: number): void {
    const {finishedSector, finishedLap} = this;
    this.official = {lap: lastLap, sector: lastSector};
    if (finishedSector && isOfficial(lastSector, finishedSector, now)) {
      finishedSector.sectors[finishedSector.index] = Math.round(lastSector * 1000);
      this.finishedSector = undefined;
    }
    if (!finishedLap || !isOfficial(lastLap, finishedLap, now)) return;
    const [sector1Ms, sector2Ms, sector3Ms] = finishedLap.sectors;
    this.sink.lap(this.car, {
      lap: finishedLap.lap,
      lapTimeMs: Math.round(lastLap * 1000),
      sector1Ms,
      sector2Ms,
      sector3Ms,
      valid: !finishedLap.invalid,
      complete: finishedLap.complete,
    });
    if (finishedLap.sectors.every((ms) => ms !== null)) this.finishedLap = undefined;
  }
}

/** Whether an official time, s, is that of a finished lap or sector. */
function isOfficial(
  value: number,
  {seen, before, at}: {seen: number; before: number; at: number},
  now: number,
): boolean {
  const isNew = value !== before || now - at > UNCHANGED_S;
  return value > MIN_TIME_S && isNew && Math.abs(value - seen) < AGREE_S;
}
