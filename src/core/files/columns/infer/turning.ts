import type {Stretch} from "./stretches.js";

/** Slower stretches do not show a direction, m/s. */
const MOVING = 3;

/** How the car turned between two stretches. */
export interface TurnRate {
  /** row between the stretches */
  row: number;
  /** rad/s, positive to the right */
  rate: number;
  /** m/s */
  speed: number;
}

/** Turns between stretches that follow each other. */
export function turnRatesOf(stretches: readonly Stretch[]): TurnRate[] {
  const turns: TurnRate[] = [];
  for (let i = 1; i < stretches.length; i++) {
    const [a, b] = [stretches[i - 1], stretches[i]];
    const speed = (a.metres + b.metres) / (a.seconds + b.seconds);
    if (a.to !== b.from || speed < MOVING) continue;
    const angle = Math.atan2(Math.sin(b.course - a.course), Math.cos(b.course - a.course));
    turns.push({row: a.to, rate: (2 * angle) / (a.seconds + b.seconds), speed});
  }
  return turns;
}
