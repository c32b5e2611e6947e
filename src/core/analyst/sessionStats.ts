import {AT, exceeds, type Reducer} from "./reducer.js";

const EVERY = 5;

const SAMPLES = 0;
const SPEED_SUM = 1;
const TOP_SPEED = 2;
const DISTANCE = 3;
const LAP = 4;
/** which 5 s the last sample lay in */
const PERIOD = 5;

/** At each multiple of 5 s of session time, what the samples before it say of the whole session. */
export const sessionStats: Reducer = {
  initial: [0, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN],

  reduce(state, row, emit) {
    const period = Math.floor(row[AT.sessionTime] / EVERY);
    if (period > state[PERIOD]) {
      emit({
        topic: "session-stats",
        sessionTime: (state[PERIOD] + 1) * EVERY,
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
