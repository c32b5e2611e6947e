import type {ColumnKernel, ColumnOperation} from "./kernel.js";

/** s within which two samples of a channel are never apart, and steps of the channel's own. */
const GAP_S = 0.5;
const GAP_STEPS = 3;
/** s, while the channel's step is not known */
const FIRST_GAP_S = 2;

/**
 * The runs of a channel's samples [x, time]: for each row the row of the sample before it in its run, −1 at the first of a run, NaN where
 * the channel has no value. A run ends at a gap: more than 0.5 s and more than three times the channel's smallest step so far.
 */
function runs(): ColumnKernel {
  let previous = -1;
  let step = Number.POSITIVE_INFINITY;
  return {
    advance([x, time], out, from, known) {
      for (let i = from; i < known; i++) {
        if (Number.isNaN(x[i])) {
          out[i] = Number.NaN;
          continue;
        }
        const passed = previous < 0 ? Number.POSITIVE_INFINITY : time[i] - time[previous];
        const limit = step === Number.POSITIVE_INFINITY ? FIRST_GAP_S : Math.max(GAP_S, GAP_STEPS * step);
        out[i] = passed <= limit ? previous : -1;
        if (passed > 0 && passed <= limit) step = Math.min(step, passed);
        previous = i;
      }
      return known;
    },
  };
}

/**
 * dx/dy of [x, y, runs] by the parabola through a sample and its neighbours (second order where steps are unequal); at the ends of a run by
 * one neighbour.
 */
function derivative(): ColumnKernel {
  let next = 0;
  return {
    advance([x, y, run], out, from, known, last) {
      for (let i = from; i < known; i++) {
        if (Number.isNaN(run[i])) {
          out[i] = Number.NaN;
          continue;
        }
        next = Math.max(next, i + 1);
        while (next < known && Number.isNaN(run[next])) next++;
        if (next >= known && !last) return i;
        const before = run[i] >= 0 ? run[i] : i;
        const after = next < known && run[next] === i ? next : i;
        const h1 = y[i] - y[before];
        const h2 = y[after] - y[i];
        if (h1 * h2 > 0)
          out[i] = ((x[after] - x[i]) * h1) / h2 / (h1 + h2) + ((x[i] - x[before]) * h2) / h1 / (h1 + h2);
        else out[i] = h1 + h2 === 0 ? Number.NaN : (x[after] - x[before]) / (h1 + h2);
      }
      return known;
    },
  };
}

/** ∫ x dy of [x, y, runs] since the start of the lap, by trapezoids; nothing is added over a gap. */
function integral(): ColumnKernel {
  let sum = 0;
  return {
    advance([x, y, run], out, from, known) {
      for (let i = from; i < known; i++) {
        const before = run[i];
        if (before >= 0) sum += ((x[before] + x[i]) / 2) * (y[i] - y[before]);
        out[i] = Number.isNaN(before) ? Number.NaN : sum;
      }
      return known;
    },
  };
}

/** First-order low pass of [x, time, runs] with a cut-off in Hz: y += (1 − e^(−2π f Δt)) (x − y); begins anew after a gap. */
function lowpass([cutoffHz]: readonly number[]): ColumnKernel {
  let y = 0;
  return {
    advance([x, time, run], out, from, known) {
      for (let i = from; i < known; i++) {
        const before = run[i];
        if (before >= 0) y += -Math.expm1(-2 * Math.PI * cutoffHz * (time[i] - time[before])) * (x[i] - y);
        else if (before < 0) y = x[i];
        out[i] = Number.isNaN(before) ? Number.NaN : y;
      }
      return known;
    },
  };
}

/** The sample before, of [x, runs]. */
function previous(): ColumnKernel {
  return {
    advance([x, run], out, from, known) {
      for (let i = from; i < known; i++) out[i] = run[i] >= 0 ? x[run[i]] : Number.NaN;
      return known;
    },
  };
}

/** The last known value of [x, time], for some seconds. */
function hold([seconds]: readonly number[]): ColumnKernel {
  let at = -1;
  return {
    advance([x, time], out, from, known) {
      for (let i = from; i < known; i++) {
        if (!Number.isNaN(x[i])) at = i;
        out[i] = at >= 0 && time[i] - time[at] <= seconds ? x[at] : Number.NaN;
      }
      return known;
    },
  };
}

/** How often a condition has become true since the start of the lap. */
function count(): ColumnKernel {
  let times = 0;
  let wasTrue = false;
  return {
    advance([condition], out, from, known) {
      for (let i = from; i < known; i++) {
        const now = condition[i];
        if (now !== 0 && !Number.isNaN(now) && !wasTrue) times++;
        if (!Number.isNaN(now)) wasTrue = now !== 0;
        out[i] = times;
      }
      return known;
    },
  };
}

export const OVER_TIME = {
  runs: {kernel: runs},
  derivative: {kernel: derivative, future: () => ({samples: 1})},
  integral: {kernel: integral, fromStart: true},
  lowpass: {kernel: lowpass},
  previous: {kernel: previous},
  hold: {kernel: hold},
  count: {kernel: count, fromStart: true},
} satisfies Record<string, ColumnOperation>;
