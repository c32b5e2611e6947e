/** PlanePoint on a plane in the catalogue's axes: x to the right (east), z down (south), m. */
export interface PlanePoint {
  x: number;
  z: number;
}

/** A timing line: from its end on the left of the driving direction to its end on the right. */
export interface Gate {
  left: PlanePoint;
  right: PlanePoint;
}

export interface GateCrossing {
  /** s, between the rows before and after the line */
  time: number;
  /** first row after the line */
  row: number;
  /** 1: in the gate's driving direction, −1: against it */
  direction: 1 | -1;
  /** place on the gate, from 0 (left end) to 1 (right end) */
  along: number;
}

/** Positions farther apart do not show the path between them. */
const GAP = {metres: 200, seconds: 5};
/** Slower positions wander, m/s. */
const SLOWEST = 2;
/** A receiver that is slower than the log repeats a position for less than this time, s. */
const HELD_S = 1;
/** The car must have been this far from a crossing before the next one in the same direction, m: positions at rest wander. */
const AWAY_M = 40;

/**
 * A gate across a place of the track.
 *
 * @param heading of the driving direction, rad clockwise from north (−z)
 * @param halfWidth m
 */
export function gateAcross({x, z}: PlanePoint, heading: number, halfWidth: number): Gate {
  const [dx, dz] = [halfWidth * Math.cos(heading), halfWidth * Math.sin(heading)];
  return {left: {x: x - dx, z: z - dz}, right: {x: x + dx, z: z + dz}};
}

/**
 * Where a driven path crosses a gate, in order of time: the intersections of two line segments. The time is interpolated between the
 * positions on both sides. A position that repeats for less than a second is taken at its first row. Rows with unknown positions are
 * skipped; positions more than 5 s or 200 m apart are not joined. A car that stops on the line, or rolls back and forth over it, counts as
 * crossing it once.
 *
 * @param path positions of the rows, m; NaN where unknown
 * @param time of the rows, s, never falling
 */
export function gateCrossings(
  {x, z}: {x: ArrayLike<number>; z: ArrayLike<number>},
  time: ArrayLike<number>,
  {left, right}: Gate,
): GateCrossing[] {
  const [gx, gz] = [right.x - left.x, right.z - left.z];
  const size = gx * gx + gz * gz;
  const found: GateCrossing[] = [];
  if (!(size > 0)) return found;
  // positive beyond the gate
  const beyond = (i: number) => (x[i] - left.x) * gz - (z[i] - left.z) * gx;
  const away = (row: number, i: number) => Math.hypot(x[i] - x[row], z[i] - z[row]) > AWAY_M;
  const isDriven = (from: number, to: number) => {
    const [seconds, metres] = [time[to] - time[from], Math.hypot(x[to] - x[from], z[to] - z[from])];
    return seconds <= GAP.seconds && metres <= GAP.metres && metres >= SLOWEST * seconds;
  };
  const along = (i: number) => ((x[i] - left.x) * gx + (z[i] - left.z) * gz) / size;
  const crossed = {[-1]: Number.NaN, 1: Number.NaN};
  let held = -1;
  let last = -1;
  for (let i = 0; i < time.length; i++) {
    if (!Number.isFinite(x[i] + z[i])) continue;
    if (last >= 0 && x[i] === x[last] && z[i] === z[last]) {
      last = i;
      continue;
    }
    for (const direction of [1, -1] as const) if (away(crossed[direction], i)) crossed[direction] = Number.NaN;
    const from = last >= 0 && time[i] - time[held] < HELD_S ? held : last;
    if (from >= 0) {
      const [a, b] = [beyond(from), beyond(i)];
      if (a < 0 !== b < 0 && isDriven(from, i)) {
        const share = a / (a - b);
        const place = along(from) + (along(i) - along(from)) * share;
        const direction = b < 0 ? -1 : 1;
        if (place >= 0 && place <= 1 && Number.isNaN(crossed[direction])) {
          found.push({time: time[from] + (time[i] - time[from]) * share, row: i, direction, along: place});
          crossed[direction] = i;
        }
      }
    }
    held = last = i;
  }
  return found;
}

/** The crossings in the gate's direction, or those against it where they are more: the ends of a gate are stored in either order. */
export function lapCrossings(crossings: readonly GateCrossing[]): GateCrossing[] {
  const forward = crossings.filter(({direction}) => direction > 0);
  const back = crossings.filter(({direction}) => direction < 0);
  return back.length > forward.length ? back : forward;
}
