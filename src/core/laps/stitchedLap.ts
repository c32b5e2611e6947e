import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";
import {NOT_MEASURED} from "./lapPosition.js";
import type {TheoreticalBest} from "./theoreticalBest.js";

/**
 * A theoretical best as a lap, to compare others with: each part's values are those of its lap, and its time goes on from the part
 * before.
 *
 * @param laps those that the best was made of
 */
export function stitchedLap(laps: readonly GridLap[], {parts, timeS}: TheoreticalBest): GridLap {
  const first = laps[parts[0].lap];
  const {n, stepM} = first;
  const blank = () => new Float64Array(n + 1).fill(Number.NaN);
  const names = Object.keys(first.channels).filter((name) => parts.every(({lap}) => laps[lap].channels[name]));
  const channels: GridLap["channels"] = Object.fromEntries(names.map((name) => [name, blank()]));
  const [time, timeError, offset] = [blank(), blank(), blank()];
  let since = 0;
  for (const {lap, fromM, toM, timeS: partS} of parts) {
    const source = laps[lap];
    const start = gridAt(source, source.time, fromM);
    const [from, to] = [Math.ceil(fromM / stepM), toM >= first.lengthM ? n : Math.ceil(toM / stepM) - 1];
    for (let i = from; i <= to; i++) time[i] = since + source.time[i] - start;
    timeError.set(source.timeError.subarray(from, to + 1), from);
    offset.set(source.offset.subarray(from, to + 1), from);
    for (const name of names) channels[name].set(source.channels[name].subarray(from, to + 1), from);
    since += partS;
  }
  time[n] = timeS;
  return {...first, time, timeError, offset, channels, lapTimeS: timeS, measured: NOT_MEASURED};
}
