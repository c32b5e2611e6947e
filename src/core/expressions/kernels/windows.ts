import type {ColumnKernel, ColumnOperation} from "./kernel.js";
import {KnownSamples} from "./knownSamples.js";

/**
 * Mean of [x, time, runs] over a window of time about each sample, values being linear between samples. The window is as wide to the left
 * as to the right, so nothing moves in time; it is narrower near the ends of a run, and a straight line stays as it is.
 */
function smooth([windowS]: readonly number[]): ColumnKernel {
  const series = new KnownSamples();
  const reach = windowS / 2;
  let at = -1;
  let far = 0;
  let low = 0;
  let high = 0;
  return {
    advance([x, time, run], out, from, known, last) {
      series.take(x, time, run, known);
      const {count, time: t, start} = series;
      for (let i = from; i < known; i++) {
        if (Number.isNaN(run[i])) {
          out[i] = Number.NaN;
          continue;
        }
        const k = at + 1;
        const now = time[i];
        if (far < k) far = k;
        while (far + 1 < count && start[far + 1] === start[k] && t[far + 1] <= now + reach) far++;
        // whether the run goes on is not known yet
        if (far + 1 >= count && !last) return i;
        at = k;
        const ends = far + 1 >= count || start[far + 1] !== start[k];
        const half = Math.min(reach, now - t[start[k]], ends ? t[far] - now : reach);
        if (half <= 0) {
          out[i] = x[i];
          continue;
        }
        if (low < start[k]) low = start[k];
        if (high < k) high = k;
        while (low < k && t[low + 1] <= now - half) low++;
        while (high < far && t[high + 1] <= now + half) high++;
        out[i] = (series.areaAt(high, now + half) - series.areaAt(low, now - half)) / (2 * half);
      }
      return known;
    },
  };
}

/** The value of [x, time, runs] some seconds earlier: linear between samples, or (`held`) that of the sample before. NaN in gaps. */
function shift([seconds, held]: readonly number[]): ColumnKernel {
  const series = new KnownSamples();
  let at = -1;
  return {
    advance([x, time, run], out, from, known, last) {
      series.take(x, time, run, known);
      for (let i = from; i < known; i++) {
        const then = time[i] - seconds;
        while (at + 1 < series.count && series.time[at + 1] <= then) at++;
        const exact = at >= 0 && series.time[at] === then;
        // a sample after it may still come
        if (!exact && at + 1 >= series.count && !last) return i;
        if (exact || (held && at >= 0 && series.continues(at))) out[i] = series.value[at];
        else if (at < 0 || !series.continues(at)) out[i] = Number.NaN;
        else {
          const share = (then - series.time[at]) / (series.time[at + 1] - series.time[at]);
          out[i] = series.value[at] + share * (series.value[at + 1] - series.value[at]);
        }
      }
      return known;
    },
  };
}

export const WINDOWS = {
  smooth: {kernel: smooth, future: ([windowS]) => ({seconds: windowS / 2, samples: 1})},
  shift: {kernel: shift, future: ([seconds]) => (seconds < 0 ? {seconds: -seconds, samples: 1} : {})},
} satisfies Record<string, ColumnOperation>;
