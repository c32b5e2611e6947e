import type {LapFacts} from "../game.js";

/** largest difference between the game's lap time and the lap's clock, ms; smaller where the time has not changed */
const AGREE_MS = 500;
const UNCHANGED_MS = 50;

interface FinishedLap {
  lap: number;
  /** seen from its beginning */
  isWhole: boolean;
  /** running lap time at its end, ms; NaN where it is not known */
  driven: number;
  /** part of it that was seen, ms */
  seen: number;
}

/**
 * Gives each finished lap the game's time. It follows the line by a few packets: it belongs to the lap if it is new and agrees with the
 * lap's clock; where that is not known, if it is not shorter than what was seen of the lap.
 */
export class Gt7LapTimes {
  /** time of the last lap as reported by the game, ms; −1 for none */
  lastLapMs = -1;
  private pending: (FinishedLap & {until: number; before: number}) | undefined;

  constructor(private readonly report: (lap: LapFacts) => void) {}

  /** @param until the last packet to wait for its time; a time equal to that of the lap before counts only then */
  finish(lap: FinishedLap, until: number): void {
    this.pending = {...lap, until, before: this.lastLapMs};
  }

  /** Takes the time of the last lap from packet `id`, ms. */
  update(lastLapMs: number, id: number): void {
    this.lastLapMs = lastLapMs;
    const {pending} = this;
    if (!pending) return;
    const {lap, isWhole, driven, seen, until, before} = pending;
    const isNew = lastLapMs !== before;
    const tolerance = isNew ? AGREE_MS : UNCHANGED_MS;
    const agrees = Number.isNaN(driven)
      ? isNew && lastLapMs > seen - AGREE_MS
      : Math.abs(lastLapMs - driven) < tolerance;
    const isIts = lastLapMs > 0 && agrees && (isNew || id >= until);
    if (isIts || id >= until) this.pending = undefined;
    if (!isIts) return;
    const sectors = {sector1Ms: null, sector2Ms: null, sector3Ms: null};
    this.report({lap, lapTimeMs: lastLapMs, ...sectors, valid: true, complete: isWhole});
  }
}
