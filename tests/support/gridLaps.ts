import type {GridLap} from "../../src/core/laps/gridLap.js";
import {NOT_MEASURED} from "../../src/core/laps/lapPosition.js";

/** Values by the place along the line, m. */
export type Along = (metres: number) => number;

/** A whole lap on a grid of 1 m, of channels given by place; its time is ∫ ds/v by trapezoids, exact for an even speed. */
export function gridLapOf(
  lengthM: number,
  {speedKmh, offset = () => 0, ...others}: {speedKmh: Along; offset?: Along} & Record<string, Along>,
): GridLap {
  const column = (of: Along) => Float64Array.from({length: lengthM + 1}, (_, i) => of(i));
  const speed = column(speedKmh);
  const time = new Float64Array(lengthM + 1);
  for (let i = 1; i <= lengthM; i++) time[i] = time[i - 1] + (3.6 / speed[i] + 3.6 / speed[i - 1]) / 2;
  const channels = Object.fromEntries(Object.entries(others).map(([name, of]) => [name, column(of)]));
  return {
    ...{lengthM, stepM: 1, n: lengthM, time, timeError: column(() => 0), offset: column(offset)},
    ...{channels: {...channels, speedKmh: speed}, lapTimeS: time[lengthM], fromLine: true, alignment: "track line"},
    ...{sampleS: 0, measured: NOT_MEASURED},
  };
}

/** Linear between [metres, value] points, the first and last value beyond them. */
export function ramp(...points: [metres: number, value: number][]): Along {
  return (m) => {
    const k = points.findIndex(([at]) => at >= m);
    if (k <= 0) return k < 0 ? points[points.length - 1][1] : points[0][1];
    const [[a, va], [b, vb]] = [points[k - 1], points[k]];
    return va + ((vb - va) * (m - a)) / (b - a);
  };
}

/** The sum of several pedals' presses: [from, full from, full to, to, value]. */
export function presses(...all: [number, number, number, number, number][]): Along {
  const each = all.map(([a, b, c, d, v]) => ramp([a, 0], [b, v], [c, v], [d, 0]));
  return (m) => each.reduce((sum, of) => sum + of(m), 0);
}
