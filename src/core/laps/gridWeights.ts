/** The samples between which each grid point lies. */
export interface GridWeights {
  /** samples with a place, and the lap's ends: time (s), place (m), row (that of the nearest sample at the ends) */
  knotTime: Float64Array;
  knotAt: Float64Array;
  knotRow: Int32Array;
  /** of each knot: the first of the grid points between it and the next, which end where those of the next begin */
  first: Int32Array;
  /** of each grid point: its share of the way from knot to knot */
  share: Float64Array;
  /** s, linear between knots; NaN beyond them */
  time: Float64Array;
}

interface Grid {
  n: number;
  stepM: number;
  /** of a whole lap: its ends are knots */
  lapTimeS: number | null;
}

/**
 * Where each grid point lies between samples. A grid point's time is that of the first passage; a car that stands advances nothing.
 *
 * @param time s, by sample; a sample whose time is before that of an earlier one is left out
 * @param at m, by sample, never decreasing; NaN is left out
 */
export function gridWeights(time: ArrayLike<number>, at: Float64Array, {n, stepM, lapTimeS}: Grid): GridWeights {
  const most = at.length + 2;
  const knotTime = new Float64Array(most);
  const knotAt = new Float64Array(most);
  const knotRow = new Int32Array(most);
  let count = 0;
  if (lapTimeS !== null) count = 1; // (0, 0)
  const last = lapTimeS ?? Number.POSITIVE_INFINITY;
  const earliest = lapTimeS === null ? Number.NEGATIVE_INFINITY : 0;
  for (let i = 0; i < at.length; i++) {
    const t = time[i];
    if (!(at[i] <= n * stepM + 1e-9 || lapTimeS === null) || !(t >= earliest && t <= last)) continue;
    if (Number.isNaN(at[i]) || (count > 0 && t < knotTime[count - 1])) continue;
    knotTime[count] = t;
    knotAt[count] = at[i];
    knotRow[count++] = i;
  }
  if (lapTimeS !== null) {
    knotTime[count] = lapTimeS;
    knotAt[count] = n * stepM;
    knotRow[0] = count > 1 ? knotRow[1] : 0;
    knotRow[count] = knotRow[count - 1];
    count++;
  }
  const first = new Int32Array(count);
  const share = new Float64Array(n + 1);
  const out = new Float64Array(n + 1);
  let g = count > 1 ? Math.max(0, Math.ceil(knotAt[0] / stepM - 1e-9)) : 0;
  out.fill(Number.NaN, 0, g);
  for (let k = 0; k + 1 < count; k++) {
    first[k] = g;
    const from = knotAt[k];
    const to = knotAt[k + 1];
    if (!(to > from)) continue;
    const t0 = knotTime[k];
    const perMetre = 1 / (to - from);
    const duration = knotTime[k + 1] - t0;
    const stop = Math.min(n, Math.floor(to / stepM + 1e-9));
    for (; g <= stop; g++) {
      const part = (g * stepM - from) * perMetre;
      share[g] = part;
      out[g] = t0 + duration * part;
    }
  }
  if (count > 0) first[count - 1] = g;
  out.fill(Number.NaN, g);
  if (lapTimeS !== null) {
    out[0] = 0;
    out[n] = lapTimeS;
  }
  return {
    knotTime: knotTime.subarray(0, count),
    knotAt: knotAt.subarray(0, count),
    knotRow: knotRow.subarray(0, count),
    first,
    share,
    time: out,
  };
}
