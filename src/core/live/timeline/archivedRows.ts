import {rowsOfSamples} from "../../archive/rowsOfSamples.js";
import type {Samples} from "../../archive/samples.js";
import type {LapRow, SessionFile} from "../../archive/types.js";
import type {TelemetryRow} from "../../channels/telemetryRow.js";
import {concatenate} from "../../signal/concatenate.js";
import {lowerBound, upperBound} from "../../signal/search.js";
import type {KeptEvent, KeptTopic} from "./eventTable.js";
import {lastKnown} from "./lastKnown.js";
import type {ChannelWindow} from "./liveSource.js";
import type {EarlierRows} from "./timeline.js";

/** s of samples that are loaded before and after a requested time. */
const BEFORE = 130;
const AFTER = 40;
/** s from the requested time beyond which samples are released. */
const KEEP = 600;
/** Laps that are fetched at a time. */
const AT_ONCE = 4;

interface Loaded {
  lap: LapRow;
  samples: Samples | null;
}

/** Where archived sessions are read from. */
export interface LiveArchive {
  session(id: string): Promise<{session: SessionFile; laps: LapRow[]}>;
  samples(id: string, lap: LapRow): Promise<Samples>;
  /** what the analyst publishes of a running session, made from its archive; absent: nothing is known of it */
  events?<T extends KeptTopic>(id: string, topic: T): Promise<readonly KeptEvent<T>[]>;
}

/** An archived session's samples by session time; each lap is fetched when the play head comes near it. */
export class ArchivedRows implements EarlierRows {
  readonly from: number;
  readonly to: number;
  readonly cars: readonly number[];
  /** by car, in the order they were driven */
  readonly #byCar = new Map<number, Loaded[]>();
  #queue: Loaded[] = [];
  #fetching = 0;
  /** queued, being fetched, or loaded */
  readonly #requested = new Set<Loaded>();
  #closed = false;

  constructor(
    laps: readonly LapRow[],
    readonly options: {
      fetchSamples: (lap: LapRow) => Promise<Samples>;
      onLoad: () => void;
      cars?: readonly number[] | null;
    },
  ) {
    const {cars} = options;
    const usable = laps.filter((lap) => lap.file && lap.startTime !== null && (!cars || cars.includes(lap.car)));
    for (const lap of usable) {
      const list = this.#byCar.get(lap.car) ?? [];
      this.#byCar.set(lap.car, list);
      list.push({lap, samples: null});
    }
    for (const list of this.#byCar.values()) list.sort((a, b) => a.lap.startTime! - b.lap.startTime!);
    this.cars = [...this.#byCar.keys()].sort((a, b) => a - b);
    this.from = usable.reduce((least, lap) => Math.min(least, lap.startTime!), Number.POSITIVE_INFINITY);
    this.to = usable.reduce((most, lap) => Math.max(most, lap.endTime!), Number.NEGATIVE_INFINITY);
    if (usable.length === 0) this.from = this.to = Number.NaN;
  }

  request(time: number): void {
    for (const list of this.#byCar.values())
      for (const one of list) {
        const {startTime, endTime} = one.lap;
        if (startTime! <= time + AFTER && endTime! >= time - BEFORE) {
          if (this.#requested.has(one)) continue;
          this.#requested.add(one);
          this.#queue.push(one);
        } else if (one.samples && (startTime! > time + KEEP || endTime! < time - KEEP)) {
          one.samples = null;
          this.#requested.delete(one);
        }
      }
    // the nearest to the play head first
    const distance = ({lap}: Loaded) => Math.max(lap.startTime! - time, time - lap.endTime!, 0);
    this.#queue.sort((a, b) => distance(a) - distance(b));
    this.#fetchNext();
  }

  /** True when everything that was requested is loaded. */
  get complete(): boolean {
    return this.#fetching === 0 && this.#queue.length === 0;
  }

  at(car: number, channel: string, time: number): number {
    const list = this.#byCar.get(car) ?? [];
    for (let k = list.length - 1; k >= 0; k--) {
      const {samples, lap} = list[k];
      if (!samples || lap.startTime! > time) continue;
      if (!samples.has(channel)) return Number.NaN;
      const times = samples.values("sessionTime");
      const values = samples.values(channel);
      return lastKnown(values, upperBound(times, time) - 1);
    }
    return Number.NaN;
  }

  between(car: number, channel: string, from: number, to: number): ChannelWindow {
    const parts: ChannelWindow[] = [];
    for (const {samples, lap} of this.#byCar.get(car) ?? []) {
      if (!samples || lap.startTime! > to || lap.endTime! < from) continue;
      const time = samples.values("sessionTime");
      const first = lowerBound(time, from);
      const end = Math.max(first, upperBound(time, to));
      const values = samples.has(channel)
        ? samples.values(channel).subarray(first, end)
        : new Float64Array(end - first).fill(Number.NaN);
      parts.push({time: time.subarray(first, end), values});
    }
    if (parts.length === 1) return parts[0];
    return {time: concatenate(parts.map((part) => part.time)), values: concatenate(parts.map((part) => part.values))};
  }

  /** The samples of a car within [from, to) with all channels; one row object is reused. Null while any of their laps is missing. */
  rowsOf(car: number, from: number, to: number): Iterable<TelemetryRow> | null {
    const parts: {samples: Samples; first: number; end: number}[] = [];
    for (const {samples, lap} of this.#byCar.get(car) ?? []) {
      if (lap.startTime! >= to || lap.endTime! < from) continue;
      if (!samples) return null;
      const times = samples.values("sessionTime");
      parts.push({samples, first: lowerBound(times, from), end: lowerBound(times, to)});
    }
    return (function* () {
      for (const {samples, first, end} of parts) yield* rowsOfSamples(samples, first, end);
    })();
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#byCar.clear();
  }

  #fetchNext(): void {
    while (this.#fetching < AT_ONCE && this.#queue.length > 0) {
      const one = this.#queue.shift()!;
      this.#fetching++;
      this.options
        .fetchSamples(one.lap)
        .then(
          (samples) => {
            one.samples = samples;
          },
          () => this.#requested.delete(one), // fetched again on the next request
        )
        .finally(() => {
          this.#fetching--;
          if (this.#closed) return;
          this.options.onLoad();
          this.#fetchNext();
        });
    }
  }
}
