/** Time at each distance of a lap, by sample; both ascend. Results computed from it keep its unit of time. */
export interface LapTrace {
  /** m from the start line */
  distance: Float64Array;
  /** since the start of the lap */
  time: Float64Array;
}

/** A gap up to this long, m, between a trace's end and the start line is closed. */
const NEAR = 40;

/**
 * A copy that reaches the line at both ends, where the trace ends near it: at time 0 and, when the lap is finished
 * (`lapTime` is not null), at its official time.
 */
export function closeTrace({distance, time}: LapTrace, lengthM: number, lapTime: number | null): LapTrace {
  const n = distance.length;
  if (!n) return {distance: new Float64Array(0), time: new Float64Array(0)};
  const head = distance[0] > 0 && distance[0] < NEAR ? 1 : 0;
  const tail = lapTime !== null && lengthM > distance[n - 1] && lengthM - distance[n - 1] < NEAR ? 1 : 0;
  const extend = (values: Float64Array, last: number) => {
    const out = new Float64Array(head + n + tail);
    out.set(values, head);
    if (tail) out[head + n] = last;
    return out;
  };
  return {distance: extend(distance, lengthM), time: extend(time, lapTime ?? 0)};
}
