import type {LapRow} from "../archive/types.js";
import {AT, exceeds, type Reducer} from "./reducer.js";

/** s of session time between statistics */
export const STATS_S = 5;

const SAMPLES = 0;
const SPEED_SUM = 1;
const TOP_SPEED = 2;
const DISTANCE = 3;
const LAP = 4;
/** number of the 5 s period of the last sample */
const PERIOD = 5;

/** At each multiple of 5 s of session time, statistics of all samples before it. */
export const sessionStats: Reducer = {
  initial: [0, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN],

  reduce(state, row, emit) {
    const period = Math.floor(row[AT.sessionTime] / STATS_S);
    if (period > state[PERIOD]) {
      emit({
        topic: "session-stats",
        sessionTime: (state[PERIOD] + 1) * STATS_S,
        car: row[AT.car],
        averageSpeedKmh: state[SPEED_SUM] / state[SAMPLES],
        topSpeedKmh: state[TOP_SPEED],
        distanceM: state[DISTANCE],
        lap: state[LAP],
      });
    }
    state[PERIOD] = period;
    const speed = row[AT.speedKmh];
    if (!Number.isNaN(speed)) {
      state[SAMPLES]++;
      state[SPEED_SUM] += speed;
      if (exceeds(speed, state[TOP_SPEED])) state[TOP_SPEED] = speed;
    }
    if (!Number.isNaN(row[AT.totalDistance])) state[DISTANCE] = row[AT.totalDistance];
    if (!Number.isNaN(row[AT.lapNumber])) state[LAP] = row[AT.lapNumber];
  },
};

/** The state of `sessionStats` after some archived laps of a car. */
export function restoreStats(laps: readonly LapRow[]): Float64Array {
  const state = Float64Array.from(sessionStats.initial);
  for (const {samples, averageSpeedKmh, topSpeedKmh} of laps) {
    state[SAMPLES] += averageSpeedKmh === null ? 0 : samples;
    state[SPEED_SUM] += (averageSpeedKmh ?? 0) * samples;
    if (topSpeedKmh !== null && exceeds(topSpeedKmh, state[TOP_SPEED])) state[TOP_SPEED] = topSpeedKmh;
  }
  return state;
}
