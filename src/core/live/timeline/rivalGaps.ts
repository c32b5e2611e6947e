import {trackGap} from "../../laps/gaps.js";
import type {LiveSource} from "./liveSource.js";

/** A rival's gap on the track, s: negative where it is ahead. */
export interface RivalGap {
  car: number;
  behindS: number;
  inLane: boolean;
}

/** s: whole laps apart, or a gap that is not known; beyond what a stop can change */
const FAR = 1000;
/** The F1 games' driver status of a car in its garage: after a retirement too. */
const IN_GARAGE = 0;

/** Gaps of all other cars to a car, by the places that both have passed; without cars in their garage. */
export function rivalGaps(source: LiveSource, car: number): RivalGap[] {
  const place = (n: number) => source.latest(n, "position");
  const own = place(car);
  return source.cars.flatMap((other): RivalGap[] => {
    if (other === car || !(place(other) > 0) || source.latest(other, "driverStatus") === IN_GARAGE) return [];
    const isAhead = place(other) < own;
    const [back, front] = isAhead ? [car, other] : [other, car];
    const {ms, laps} = trackGap(source, back, front, 0);
    const seconds = laps === 0 && ms >= 0 ? ms / 1000 : FAR;
    return [{car: other, behindS: isAhead ? -seconds : seconds, inLane: source.latest(other, "pitStatus") > 0}];
  });
}
