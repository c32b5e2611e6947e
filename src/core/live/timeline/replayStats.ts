import {eventsFrom, statsEvents, windowEvents} from "../../analyst/archiveStats.js";
import {pitStops} from "../../analyst/pitStops.js";
import {STATS_S} from "../../analyst/sessionStats.js";
import {WINDOW_S} from "../../analyst/telemetryWindows.js";
import type {LapRow} from "../../archive/types.js";
import type {LiveEvent} from "../../messages/events.js";
import type {ArchivedRows} from "./archivedRows.js";
import type {TimelineSource} from "./timelineSource.js";

/** s of samples before the window's end in which pit stops are detected */
const PIT_STOP_S = 6;
/** Periods remembered as done; then all are forgotten, and computed again when the play head passes. */
const MOST_DONE = 20_000;

/**
 * Windows, session statistics and pit stops of a replay: the analyst's own reducers, run over the samples before the play head as
 * it advances. One car per animation frame, so that a full grid delays none.
 */
export class ReplayStats {
  readonly #done = new Set<string>();
  readonly stop: () => void;

  constructor(
    readonly source: TimelineSource,
    readonly rows: ArchivedRows,
    readonly laps: readonly LapRow[],
  ) {
    this.stop = source.subscribe(() => this.#advance());
  }

  #advance(): void {
    const {rows, source} = this;
    const {time} = source;
    if (Number.isNaN(time)) return;
    if (this.#done.size > MOST_DONE) this.#done.clear();
    const window = Math.floor(time / WINDOW_S) * WINDOW_S;
    const period = Math.floor(time / STATS_S) * STATS_S;
    for (const car of rows.cars) {
      const key = `${car} ${window} ${period}`;
      if (this.#done.has(key)) continue;
      const events = this.#eventsBefore(car, window, period);
      // its samples are still loading; the source notifies when they have come
      if (!events) continue;
      this.#done.add(key);
      for (const event of events) source.addEvent(event);
      source.changed();
      return;
    }
  }

  /** Null while samples are missing. */
  #eventsBefore(car: number, window: number, period: number): LiveEvent[] | null {
    const {rows} = this;
    const last = rows.rowsOf(car, window - WINDOW_S, window);
    const recent = rows.rowsOf(car, window - PIT_STOP_S, window);
    const own = this.laps.filter((lap) => lap.car === car && lap.startTime !== null);
    const running = own.find(({startTime, endTime}) => startTime! <= period && period <= endTime!);
    // up to the first samples after the period: they complete it
    const lap = running && rows.rowsOf(car, running.startTime!, period + 0.5);
    if (!last || !recent || lap === null) return null;
    const before = own.filter(({endTime}) => running && endTime! < running.startTime!);
    const stats = lap ? statsEvents(before, lap).filter(({sessionTime}) => sessionTime === period) : [];
    return [...windowEvents(car, last), ...eventsFrom(pitStops, recent), ...stats];
  }
}
