import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {lowerBound} from "../../core/signal/search.js";

/** The value of a channel `age` seconds before the play head; NaN before the data. */
export function valueBefore(source: LiveSource, car: number, channel: string, age: number): number {
  const {time, values} = source.window(car, channel, age + 1);
  const i = lowerBound(time, source.time - age);
  return values[Math.min(i, values.length - 1)] ?? Number.NaN;
}
