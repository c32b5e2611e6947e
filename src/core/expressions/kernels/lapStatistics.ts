import type {ColumnKernel, ColumnOperation} from "./kernel.js";

/** What a statistic of a lap has seen. */
interface Tally {
  /** takes row i of the inputs */
  take(inputs: readonly Float64Array[], i: number): void;
  readonly value: number;
}

/** A statistic of the whole lap, the same at every sample. While the lap runs it counts the samples so far. */
function overLap(tally: Tally): ColumnKernel {
  return {
    advance(inputs, out, from, known, last) {
      for (let i = from; i < known; i++) {
        tally.take(inputs, i);
        out[i] = tally.value;
      }
      if (last && from === 0) out.fill(tally.value, 0, known);
      return known;
    },
  };
}

function extreme(isBeyond: (x: number, y: number) => boolean): Tally {
  let found = Number.NaN;
  return {
    take([x], i) {
      if (isBeyond(x[i], found) || Number.isNaN(found)) found = x[i];
    },
    get value() {
      return found;
    },
  };
}

/** Mean over time of [x, time, runs], by trapezoids; of a single sample its value. */
function meanOverTime(): Tally {
  let [area, seconds, first] = [0, 0, Number.NaN];
  return {
    take([x, time, run], i) {
      const before = run[i];
      if (Number.isNaN(first)) first = x[i];
      if (!(before >= 0)) return;
      area += ((x[before] + x[i]) / 2) * (time[i] - time[before]);
      seconds += time[i] - time[before];
    },
    get value() {
      return seconds > 0 ? area / seconds : first;
    },
  };
}

const wholeLap = {future: () => ({lap: true}), fromStart: true} as const;

export const LAP_STATISTICS = {
  lapMin: {kernel: () => overLap(extreme((x, y) => x < y)), ...wholeLap},
  lapMax: {kernel: () => overLap(extreme((x, y) => x > y)), ...wholeLap},
  lapMean: {kernel: () => overLap(meanOverTime()), ...wholeLap},
} satisfies Record<string, ColumnOperation>;
