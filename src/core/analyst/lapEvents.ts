import {wordsIn} from "../channels/words.js";
import {improves} from "../laps/bests.js";
import {AT, type Reducer} from "./reducer.js";

// the running lap
const LAP = 0;
const SECTOR_1 = 1;
const SECTOR_2 = 2;
const INVALID = 3;
const DISTANCE = 4;
const TOTAL = 5;
const RUNNING = 6;
const OFFICIAL = 7;
// the lap before it, until the game sends its time
const DONE = 8;
const DONE_SECTOR_1 = 9;
const DONE_SECTOR_2 = 10;
const DONE_INVALID = 11;
const DONE_DISTANCE = 12;
const DONE_TOTAL = 13;
const DONE_RUNNING = 14;
const DONE_AT = 15;
const DONE_OFFICIAL = 16;
const BEST = 17;
const STATES = 18;

/** Channels that `lapEvents` reads. */
export const LAP_EVENT_CHANNELS = wordsIn(
  "sessionTime lapNumber car currentLapTimeMs lastLapTimeMs sector1TimeMs sector2TimeMs lapInvalid lapDistance totalDistance",
);

/** ms after the lap's last running time within which an official time equal to the lap before's is plausible. */
const PLAUSIBLE_MS = 100;
/** s after the line beyond which the game's last lap time is accepted as it is. */
const ACCEPT_AFTER_S = 2;

/**
 * Laps completed, with the game's own times: the last lap time it sends after the line, the sector times it sends before it. A
 * lap whose time the game never sends has no event.
 */
export const lapEvents: Reducer = {
  initial: Array.from({length: STATES}, (_, i) => (i === INVALID ? 0 : Number.NaN)),

  reduce(state, row, emit) {
    const lap = row[AT.lapNumber];
    // a row without lap data
    if (Number.isNaN(lap) || Number.isNaN(row[AT.currentLapTimeMs])) return;
    if (lap !== state[LAP]) {
      // after a jump of the lap number the last lap time belongs to another lap
      state[DONE] = lap === state[LAP] + 1 ? state[LAP] : Number.NaN;
      state.copyWithin(DONE_SECTOR_1, SECTOR_1, OFFICIAL);
      state[DONE_AT] = row[AT.sessionTime];
      state[DONE_OFFICIAL] = state[OFFICIAL];
      state.fill(Number.NaN, SECTOR_1, DONE);
      state[LAP] = lap;
      state[INVALID] = 0;
    }
    const official = row[AT.lastLapTimeMs];
    if (official > 0 && !Number.isNaN(state[DONE]) && isOfLastLap(state, official, row[AT.sessionTime])) {
      const valid = state[DONE_INVALID] !== 1;
      const best = valid && improves(official, state[BEST]);
      if (best) state[BEST] = official;
      const [sector1Ms, sector2Ms] = [known(state[DONE_SECTOR_1]), known(state[DONE_SECTOR_2])];
      emit({
        topic: "lap-events",
        sessionTime: row[AT.sessionTime],
        car: row[AT.car],
        lap: state[DONE],
        lapTimeMs: official,
        sector1Ms,
        sector2Ms,
        sector3Ms: official - sector1Ms - sector2Ms,
        best,
        valid,
        distanceM: state[DONE_DISTANCE],
        totalDistanceM: state[DONE_TOTAL],
      });
      state[DONE] = Number.NaN;
    }
    state[SECTOR_1] = row[AT.sector1TimeMs];
    state[SECTOR_2] = row[AT.sector2TimeMs];
    state[INVALID] = row[AT.lapInvalid];
    state[DISTANCE] = row[AT.lapDistance];
    state[TOTAL] = row[AT.totalDistance];
    state[RUNNING] = row[AT.currentLapTimeMs];
    state[OFFICIAL] = official;
  },
};

/** Whether the official time is already that of the lap just finished, not still that of the lap before. */
function isOfLastLap(state: Float64Array, official: number, time: number): boolean {
  const after = official - state[DONE_RUNNING];
  return (
    official !== state[DONE_OFFICIAL] ||
    (after >= 0 && after <= PLAUSIBLE_MS) ||
    time - state[DONE_AT] >= ACCEPT_AFTER_S
  );
}

function known(timeMs: number): number {
  return timeMs > 0 ? timeMs : Number.NaN;
}
