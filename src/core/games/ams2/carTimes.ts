import type {RowSink} from "../game.js";
import type {Timing} from "./layout.js";

/** The game's word on a lap or sector and what was seen of its clock differ by less, s. */
const AGREE_S = 1.5;
/** No lap and no sector is shorter, s. */
const SHORTEST_S = 1;
/** After so long a word that did not change is the new lap's too, s. */
const STALE_S = 3;

/** Follows one car's laps: what the timings show, and the exact times that the statistics tell later. */
export class CarTimes {
  /** of the running lap: its beginning was seen */
  fromLine = false;
  private lap = -1;
  private sector = -1;
  private lastLapTime = -1;
  private lastSectorTime = -1;
  private invalid = false;
  private sectors: (number | null)[] = [null, null, null];
  private finished:
    | {
        lap: number;
        seen: number;
        invalid: boolean;
        sectors: (number | null)[];
        complete: boolean;
        stale: number;
        at: number;
      }
    | undefined;
  private waiting: {index: number; seen: number; of: (number | null)[]; stale: number; at: number} | undefined;
  private told = {lap: Number.NaN, sector: Number.NaN};

  constructor(
    private readonly car: number,
    private readonly sink: RowSink,
  ) {}

  /** Times of the running lap's sectors, ms; null: not told yet. */
  get running(): readonly (number | null)[] {
    return this.sectors;
  }

  /** @param first the game's number of a lap's first sector, NaN while not known; @param now s */
  timing(timing: Timing, first: number, now: number): void {
    const {lap, sector, lapTime, sectorTime, invalid} = timing;
    const over = this.lap >= 0 && lap > this.lap;
    if (sector !== this.sector && this.sector >= 0 && !Number.isNaN(first)) {
      const index = over ? 2 : this.sector - first;
      if (index >= 0 && index < 3)
        this.waiting = {index, seen: this.lastSectorTime, of: this.sectors, stale: this.told.sector, at: now};
    }
    if (over) {
      this.finished = {
        ...{lap: this.lap, seen: this.lastLapTime, invalid: this.invalid, sectors: this.sectors},
        ...{complete: this.fromLine && this.lap > 0, stale: this.told.lap, at: now},
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

  /** Times of the last lap and the last sector, s, as the statistics have them; not positive: none. */
  stats(lastLap: number, lastSector: number, now: number): void {
    const {waiting, finished} = this;
    this.told = {lap: lastLap, sector: lastSector};
    const fresh = (value: number, {stale, at}: {stale: number; at: number}) => value !== stale || now - at > STALE_S;
    if (
      waiting &&
      lastSector > SHORTEST_S &&
      fresh(lastSector, waiting) &&
      Math.abs(lastSector - waiting.seen) < AGREE_S
    ) {
      waiting.of[waiting.index] = Math.round(lastSector * 1000);
      this.waiting = undefined;
    }
    if (
      !finished ||
      !(lastLap > SHORTEST_S) ||
      !fresh(lastLap, finished) ||
      Math.abs(lastLap - finished.seen) >= AGREE_S
    )
      return;
    const lapTimeMs = Math.round(lastLap * 1000);
    const [sector1Ms, sector2Ms, sector3Ms] = finished.sectors;
    this.sink.lap(this.car, {
      ...{lap: finished.lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms},
      ...{valid: !finished.invalid, complete: finished.complete},
    });
    if (finished.sectors.every((ms) => ms !== null)) this.finished = undefined;
  }
}
