import {STATS_S, statsOf, toldBy, WINDOW_S, windowsOf} from "../../analyst/archiveStats.js";
import {pitStops} from "../../analyst/pitStops.js";
import type {LapRow} from "../../archive/types.js";
import type {LiveEvent} from "../../messages/events.js";
import type {ArchivedRows} from "./archivedRows.js";
import type {TimelineSource} from "./timelineSource.js";

/** s of samples before the window's end in which pit stops are looked for */
const LOOK = 6;
/** Places noted as done; then forgotten, and done again when the head comes by. */
const MOST = 20_000;

/**
 * What the analyst says of a running session by its samples, for a replay: the same reducers, run over the samples before the
 * play head as it comes by. Windows, the session's statistics, pit stops. One car a picture, so that a full grid holds up none.
 */
export class ReplayStats {
  readonly #done = new Set<string>();
  readonly stop: () => void;

  constructor(
    readonly source: TimelineSource,
    readonly past: ArchivedRows,
    readonly laps: readonly LapRow[],
  ) {
    this.stop = source.subscribe(() => this.#look());
  }

  #look(): void {
    const {past, source} = this;
    const {time, timeline} = source;
    if (Number.isNaN(time)) return;
    if (this.#done.size > MOST) this.#done.clear();
    const window = Math.floor(time / WINDOW_S) * WINDOW_S;
    const period = Math.floor(time / STATS_S) * STATS_S;
    for (const car of past.cars) {
      const key = `${car} ${window} ${period}`;
      if (this.#done.has(key)) continue;
      const events = this.#told(car, window, period);
      // its samples are on their way: a notification follows when they have come
      if (!events) continue;
      this.#done.add(key);
      for (const event of events) timeline.addEvent(event);
      timeline.changed();
      return;
    }
  }

  /** Null while samples are missing. */
  #told(car: number, window: number, period: number): LiveEvent[] | null {
    const {past} = this;
    const last = past.rows(car, window - WINDOW_S, window);
    const about = past.rows(car, window - LOOK, window);
    const own = this.laps.filter((lap) => lap.car === car && lap.startTime !== null);
    const running = own.find(({startTime, endTime}) => startTime! <= period && period <= endTime!);
    // to the first samples after the period: with those it is told
    const lap = running && past.rows(car, running.startTime!, period + 0.5);
    if (!last || !about || lap === null) return null;
    const before = own.filter(({endTime}) => running && endTime! < running.startTime!);
    const stats = lap ? statsOf(before, lap).filter(({sessionTime}) => sessionTime === period) : [];
    return [...windowsOf(car, last), ...toldBy(pitStops, about), ...stats];
  }
}
