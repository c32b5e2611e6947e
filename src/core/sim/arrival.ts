/** time between two datagrams of a frame, as a network card would show it */
const SPACING_NS = 20_000;

/** Arrival time of a datagram, since 1970-01-01 UTC. */
export interface Arrival {
  seconds: number;
  nanos: number;
}

/**
 * Writes the arrival of datagram number `index` of a frame into `out`. `start`: arrival of frame 0, s since 1970. Computed in integers,
 * because a double of seconds since 1970 resolves only about 200 ns.
 */
export function frameArrival(start: number, frame: number, rate: number, index: number, out: Arrival): Arrival {
  const whole = Math.floor(start);
  const inSecond = Math.round(((frame % rate) * 1e9) / rate) + index * SPACING_NS;
  const nanos = Math.round((start - whole) * 1e9) + inSecond;
  out.seconds = whole + Math.floor(frame / rate) + Math.floor(nanos / 1e9);
  out.nanos = nanos % 1e9;
  return out;
}
