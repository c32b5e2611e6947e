/** Speed over the grid of a lap. */
export interface SpeedGrid {
  /** m/s at 0, stepM, 2 stepM … */
  speed: ArrayLike<number>;
  stepM: number;
}

/** m before the braking point over which the lap's acceleration there is measured. */
const APPROACH_M = 20;

/**
 * Time that braking earlier costs, s (negative: that braking later gains): the lap against itself, holding its acceleration for
 * `earlierM` more, then braking as it did but in the shorter distance left to the place `endM`, which it reaches at the same speed. At
 * constant deceleration from v to u that is d (v − u) ÷ (v (v + u)). NaN where too little road is left.
 */
export function earlierBrakingS(grid: SpeedGrid, pointM: number, endM: number, earlierM: number): number {
  const length = endM - pointM;
  const left = length - earlierM;
  if (!(left > length / 4)) return Number.NaN;
  const squareAt = (metres: number) => speedAt(grid, metres) ** 2;
  const rise = Math.max(0, (squareAt(pointM) - squareAt(pointM - APPROACH_M)) / APPROACH_M);
  const later = pointM + earlierM;
  const other = (metres: number) => {
    if (metres < later) return Math.sqrt(squareAt(pointM) + rise * (metres - pointM));
    const share = (metres - later) / left;
    return Math.sqrt(squareAt(pointM + share * length) + rise * earlierM * (1 - share));
  };
  const from = Math.min(pointM, later);
  return timeOf(grid, from, endM) - integrate(other, from, endM, grid.stepM);
}

/** Time that a lower minimum speed costs, s: the lap against itself, never slower than `leastSpeed` m/s between two places. */
export function lowerMinimumS(grid: SpeedGrid, fromM: number, toM: number, leastSpeed: number): number {
  return timeOf(grid, fromM, toM) - integrate((m) => Math.max(leastSpeed, speedAt(grid, m)), fromM, toM, grid.stepM);
}

/**
 * Time that a later throttle costs up to a place, s: the lap against itself, accelerating `laterM` sooner as it did later. `pickUpM`: where
 * it would have opened the throttle.
 */
export function laterThrottleS(grid: SpeedGrid, pickUpM: number, untilM: number, laterM: number): number {
  const other = (metres: number) => Math.max(speedAt(grid, metres), speedAt(grid, metres + laterM));
  return timeOf(grid, pickUpM, untilM) - integrate(other, pickUpM, untilM, grid.stepM);
}

/**
 * Time lost on a straight by entering it slowly, s: the lap against itself, entering at the speed `entrySpeed` m/s that it reached only
 * further on, and passing through the same speeds from there. 0 where it does not enter more slowly.
 */
export function slowExitS(grid: SpeedGrid, exitM: number, untilM: number, entrySpeed: number): number {
  const {stepM} = grid;
  if (!(speedAt(grid, exitM) < entrySpeed)) return 0;
  let reached = exitM;
  while (reached < untilM && !(speedAt(grid, reached) >= entrySpeed)) reached += stepM;
  const [before, after] = [speedAt(grid, reached - stepM), speedAt(grid, reached)];
  if (after > entrySpeed) reached -= (stepM * (after - entrySpeed)) / (after - before);
  const ahead = reached - exitM;
  const squareAt = (metres: number) => speedAt(grid, metres) ** 2;
  // beyond the straight the lap brakes: its acceleration is continued
  const span = Math.min(APPROACH_M, (untilM - exitM) / 2);
  const rise = Math.max(0, (squareAt(untilM) - squareAt(untilM - span)) / span);
  const other = (metres: number) => {
    const at = metres + ahead;
    return at <= untilM ? speedAt(grid, at) : Math.sqrt(squareAt(untilM) + rise * (at - untilM));
  };
  return timeOf(grid, exitM, untilM) - integrate(other, exitM, untilM, stepM);
}

/** Speed at a place, linear between grid points; the first or last value outside. */
export function speedAt({speed, stepM}: SpeedGrid, metres: number): number {
  const at = Math.min(Math.max(metres / stepM, 0), speed.length - 1);
  const i = Math.min(Math.floor(at), speed.length - 2);
  return speed[i] + (speed[i + 1] - speed[i]) * (at - i);
}

function timeOf(grid: SpeedGrid, fromM: number, toM: number): number {
  return integrate((metres) => speedAt(grid, metres), fromM, toM, grid.stepM);
}

/** ∫ ds ÷ v by the midpoint rule, in steps of about `stepM`. */
function integrate(speed: (metres: number) => number, fromM: number, toM: number, stepM: number): number {
  const steps = Math.max(1, Math.round((toM - fromM) / stepM));
  const step = (toM - fromM) / steps;
  let time = 0;
  for (let k = 0; k < steps; k++) time += step / speed(fromM + (k + 0.5) * step);
  return time;
}
