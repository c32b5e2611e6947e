import {F1_ROW_LENGTH} from "../channels/telemetryRow.js";
import {BRAKING, FULL_THROTTLE} from "../laps/pedalThresholds.js";
import {AT, type Emit, exceeds, type Reducer} from "./reducer.js";

const LAP = 0;
const SPEEDS = 1;
const SPEED_SUM = 2;
const TOP_SPEED = 3;
const THROTTLES = 4;
const FULL = 5;
const BRAKES = 6;
const BRAKED = 7;
const FUEL_FIRST = 8;
const FUEL_LAST = 9;
const PEAK_G_SQUARED = 10;
const LITRES_FIRST = 11;
const LITRES_LAST = 12;

const EMPTY = [Number.NaN, 0, 0, Number.NaN, 0, 0, 0, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** Means and sums over the samples of a lap, published when the next lap begins. Samples without a lap number belong to the running lap. */
export const lapAnalytics: Reducer = {
  initial: EMPTY,

  reduce(state, row, emit) {
    const lap = row[AT.lapNumber];
    if (!Number.isNaN(lap) && lap !== state[LAP]) {
      if (!Number.isNaN(state[LAP])) {
        publish(state, row[AT.sessionTime], row[AT.car], emit);
        state.set(EMPTY);
      }
      state[LAP] = lap;
    }
    const speed = row[AT.speedKmh];
    if (!Number.isNaN(speed)) {
      state[SPEEDS]++;
      state[SPEED_SUM] += speed;
      if (exceeds(speed, state[TOP_SPEED])) state[TOP_SPEED] = speed;
    }
    const throttle = row[AT.throttle];
    if (!Number.isNaN(throttle)) {
      state[THROTTLES]++;
      if (throttle > FULL_THROTTLE) state[FULL]++;
    }
    const brake = row[AT.brake];
    if (!Number.isNaN(brake)) {
      state[BRAKES]++;
      if (brake > BRAKING) state[BRAKED]++;
    }
    const fuel = row[AT.fuelMass];
    if (!Number.isNaN(fuel)) {
      if (Number.isNaN(state[FUEL_FIRST])) state[FUEL_FIRST] = fuel;
      state[FUEL_LAST] = fuel;
    }
    const litres = row.length > F1_ROW_LENGTH ? row[AT.fuelLitres] : Number.NaN;
    if (!Number.isNaN(litres)) {
      if (Number.isNaN(state[LITRES_FIRST])) state[LITRES_FIRST] = litres;
      state[LITRES_LAST] = litres;
    }
    const g = row[AT.gLateral] ** 2 + row[AT.gLongitudinal] ** 2;
    if (exceeds(g, state[PEAK_G_SQUARED])) state[PEAK_G_SQUARED] = g;
  },
};

function publish(state: Float64Array, sessionTime: number, car: number, emit: Emit): void {
  emit({
    topic: "lap-analytics",
    sessionTime,
    car,
    lap: state[LAP],
    averageSpeedKmh: state[SPEED_SUM] / state[SPEEDS],
    topSpeedKmh: state[TOP_SPEED],
    throttle: state[FULL] / state[THROTTLES],
    brake: state[BRAKED] / state[BRAKES],
    fuelUsedKg: Math.max(0, state[FUEL_FIRST] - state[FUEL_LAST]),
    fuelUsedLitres: Math.max(0, state[LITRES_FIRST] - state[LITRES_LAST]),
    peakG: Math.sqrt(state[PEAK_G_SQUARED]),
  });
}
