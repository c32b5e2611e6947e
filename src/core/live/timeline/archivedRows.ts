import type {Samples} from "../../archive/samples.js";
import type {LapRow, SessionFile} from "../../archive/types.js";
import type {TelemetryRow} from "../../channels/telemetryRow.js";
import {rowsOfSamples} from "../../games/f1/telemetryRows.js";
import {lowerBound} from "../../signal/search.js";
import type {LiveSession} from "./liveSource.js";
import {upperBound} from "./rowBuffer.js";
import type {Past} from "./timeline.js";

/** Seconds of samples fetched before and after a wanted moment, and beyond which they are given back. */
const BEFORE = 130;
const AFTER = 40;
const KEEP = 600;
const AT_ONCE = 4;
const LOOK_BACK = 120;

interface Loaded {
  lap: LapRow;
  samples: Samples | null;
}

export interface LiveArchive {
  session(id: string): Promise<{session: SessionFile; laps: LapRow[]}>;
  samples(id: string, lap: LapRow): Promise<Samples>;
}

/** An archived session's samples by session time; laps are fetched when the play head comes near them. */
export class ArchivedRows implements Past {
  readonly from: number;
  readonly to: number;
  readonly cars: readonly number[];
  #byCar = new Map<number, Loaded[]>();
  #queue: Loaded[] = [];
  #running = 0;
  #asked = new Set<Loaded>();
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

  want(time: number): void {
    for (const list of this.#byCar.values())
      for (const one of list) {
        const {startTime, endTime} = one.lap;
        if (startTime! <= time + AFTER && endTime! >= time - BEFORE) {
          if (this.#asked.has(one)) continue;
          this.#asked.add(one);
          this.#queue.push(one);
        } else if (one.samples && (startTime! > time + KEEP || endTime! < time - KEEP)) {
          one.samples = null;
          this.#asked.delete(one);
        }
      }
    // what is shown first comes first
    const distance = ({lap}: Loaded) => Math.max(lap.startTime! - time, time - lap.endTime!, 0);
    this.#queue.sort((a, b) => distance(a) - distance(b));
    this.#work();
  }

  /** True when everything that was wanted is there. */
  get complete(): boolean {
    return this.#running === 0 && this.#queue.length === 0;
  }

  at(car: number, channel: string, time: number): number {
    const list = this.#byCar.get(car) ?? [];
    for (let k = list.length - 1; k >= 0; k--) {
      const {samples, lap} = list[k];
      if (!samples || lap.startTime! > time) continue;
      if (!samples.has(channel)) return Number.NaN;
      const times = samples.values("sessionTime");
      const values = samples.values(channel);
      const last = upperBound(times, time) - 1;
      for (let i = last; i >= 0 && i > last - LOOK_BACK; i--) if (!Number.isNaN(values[i])) return values[i];
      return Number.NaN;
    }
    return Number.NaN;
  }

  between(car: number, channel: string, from: number, to: number): {time: Float64Array; values: Float64Array} {
    const parts: {time: Float64Array; values: Float64Array}[] = [];
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
    return {time: joined(parts.map(({time}) => time)), values: joined(parts.map(({values}) => values))};
  }

  /** The samples of a car within [from, to) with all channels; the row is used again. Null while a lap of them is not there yet. */
  rows(car: number, from: number, to: number): Iterable<TelemetryRow> | null {
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

  #work(): void {
    while (this.#running < AT_ONCE && this.#queue.length > 0) {
      const one = this.#queue.shift()!;
      this.#running++;
      this.options
        .fetchSamples(one.lap)
        .then(
          (samples) => {
            one.samples = samples;
          },
          () => this.#asked.delete(one), // asked again when the head comes by again
        )
        .finally(() => {
          this.#running--;
          if (this.#closed) return;
          this.options.onLoad();
          this.#work();
        });
    }
  }
}

/** What a live page shows of an archived session. */
export function liveSessionOf(session: SessionFile): LiveSession {
  const {id, source, track, type, playerCar, drivers, weather, trackTempC, airTempC} = session;
  return {
    id,
    game: source.game,
    track,
    type,
    simulated: source.simulated,
    playerCar,
    drivers: drivers.map(({car, name, team, raceNumber, ai}) => ({car, name, team, raceNumber, ai})),
    weather,
    trackTempC,
    airTempC,
  };
}

function joined(parts: Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
