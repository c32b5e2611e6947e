import type {DrivenLap} from "../../src/core/laps/drivenLap.js";
import {pairPlaces} from "../../src/core/laps/pairing.js";
import {interpolate} from "../../src/core/signal/interpolate.js";
import {quantile} from "../../src/core/signal/quantile.js";

/** A lap as a recorder wrote it, and the same lap put back on its frames. */
export interface Twins {
  name: string;
  recorded: DrivenLap;
  repaired: DrivenLap;
}

/** m whose times are compared, and from one to the next */
const WINDOW_M = 150;
const STEP_M = 50;

/** How far the times of 150 m are from those of the repaired lap, as recorded and after `pairPlaces`: a table in Markdown. */
export function pairingTable(twins: readonly Twins[]): string {
  const rows = twins.map(({name, recorded, repaired}) => {
    const time = Float64Array.from(recorded.time);
    const along = ascending(recorded.distance!);
    const paired = pairPlaces(time, along);
    const truth = windowTimes(Float64Array.from(repaired.time), ascending(repaired.distance!));
    const figures = [along, paired.along].map((places) => {
      const times = windowTimes(time, places);
      const off = Float64Array.from(times, (t, i) => 1000 * Math.abs(t - truth[i]))
        .filter((v) => !Number.isNaN(v))
        .sort();
      return [0.5, 0.95, 1].map((p) => quantile(off, p).toFixed(1)).join(" / ");
    });
    return `| ${name} | ${(1000 * paired.jitterS).toFixed(1)} | ${figures[0]} | ${figures[1]} |`;
  });
  return [
    `| lap | disagreement, ms | error of ${WINDOW_M} m as recorded, ms: median / 95 % / worst | paired again |`,
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function windowTimes(time: Float64Array, along: Float64Array): Float64Array {
  const count = Math.floor((along[along.length - 1] - WINDOW_M - STEP_M) / STEP_M);
  const starts = Float64Array.from({length: count}, (_, i) => STEP_M + i * STEP_M);
  const from = interpolate(along, time, starts);
  const to = interpolate(
    along,
    time,
    starts.map((m) => m + WINDOW_M),
  );
  return to.map((t, i) => t - from[i]);
}

function ascending(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values);
  for (let i = 1; i < out.length; i++) if (!(out[i] >= out[i - 1])) out[i] = out[i - 1];
  return out;
}
