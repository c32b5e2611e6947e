import {CHANNELS} from "../channels/catalogue.js";
import {rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import type {LapSamples, OpenLap} from "../games/game.js";
import {ChannelStore} from "./channelStore.js";

const TIME = rowIndex("sessionTime");
const LAP = rowIndex("lapNumber");
const LAP_TIME = rowIndex("currentLapTimeMs");
const CLOCK = CHANNELS.findIndex(({name}) => name === "currentLapTimeMs");

interface RowLap {
  lap: number;
  store: ChannelStore;
  firstLapTimeMs: number;
  lastLapTimeMs: number;
}

interface Car {
  /** the running lap last; the one before waits for its official time */
  open: RowLap[];
  time: number;
}

export interface RowLapsOptions {
  /** whether the official time of a lap is known */
  isTimed: (car: number, lap: number) => boolean;
  /** a lap that no later row can change */
  onLap: (car: number, lap: LapSamples) => void;
}

/** Gathers rows into laps. */
export class RowLaps {
  private readonly cars = new Map<number, Car>();

  constructor(private readonly options: RowLapsOptions) {}

  append(car: number, row: TelemetryRow): void {
    let state = this.cars.get(car);
    if (!state) this.cars.set(car, (state = {open: [], time: Number.NEGATIVE_INFINITY}));
    // rows whose clock falls could not be put in order
    if (!(row[TIME] >= state.time)) return;
    state.time = row[TIME];
    let lap = state.open.at(-1);
    if (lap?.lap !== row[LAP]) {
      lap = {lap: row[LAP], store: new ChannelStore(), firstLapTimeMs: -1, lastLapTimeMs: 0};
      state.open.push(lap);
      this.settle(car);
    }
    lap.store.append(row);
    if (Number.isNaN(row[LAP_TIME])) return;
    if (lap.firstLapTimeMs < 0) lap.firstLapTimeMs = row[LAP_TIME];
    lap.lastLapTimeMs = row[LAP_TIME];
  }

  /**
   * The player went back in time, to `lapTimeMs` of a lap: removes what was driven after it, as far as its laps are still open.
   *
   * @returns the number of removed rows
   */
  rewind(car: number, lap: number, lapTimeMs: number): number {
    const open = this.cars.get(car)?.open ?? [];
    let removed = 0;
    while (open.length > 0 && open[open.length - 1].lap > lap) removed += open.pop()!.store.rows;
    const running = open.at(-1);
    if (running?.lap !== lap) return removed;
    const {store} = running;
    let rows = store.rows;
    while (rows > 0 && !(store.valueAt(CLOCK, rows - 1) < lapTimeMs)) rows--;
    removed += store.rows - rows;
    store.truncate(rows);
    running.lastLapTimeMs = rows > 0 ? store.valueAt(CLOCK, rows - 1) : 0;
    if (rows === 0) running.firstLapTimeMs = -1;
    return removed;
  }

  /** Passes on the laps that are complete: those with an official time, and those before the last finished lap. */
  settle(car: number): void {
    const state = this.cars.get(car);
    if (!state) return;
    const {open} = state;
    const done = open.filter(
      ({lap}, i) => i < open.length - 2 || (i < open.length - 1 && this.options.isTimed(car, lap)),
    );
    if (done.length === 0) return;
    state.open = open.filter((lap) => !done.includes(lap));
    for (const lap of done) this.options.onLap(car, samplesOf(car, lap));
  }

  *open(): Iterable<OpenLap> {
    for (const [car, {open}] of this.cars)
      for (const running of open) {
        const {lap, store} = running;
        if (store.rows === 0) continue;
        yield {
          ...{car, lap, rows: store.rows, lapTimeMs: 0, revision: 0},
          table: () => store.table(car, lap),
          samples: () => samplesOf(car, running),
        };
      }
  }

  end(): void {
    for (const [car, {open}] of this.cars)
      for (const lap of open.splice(0)) this.options.onLap(car, samplesOf(car, lap));
  }
}

function samplesOf(car: number, {lap, store, firstLapTimeMs, lastLapTimeMs}: RowLap): LapSamples {
  const table = store.table(car, lap);
  return {lap, table, superseded: [], firstLapTimeMs, lastLapTimeMs, coverage: 1};
}
