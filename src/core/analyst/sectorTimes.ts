import {improves} from "../laps/bests.js";
import type {LapEvent, LiveEvent} from "../messages/events.js";
import {AT, type Emit, type Reducer} from "./reducer.js";

const LAP = 0;
/** sectors of the running lap that were published */
const PUBLISHED = 1;
/** best times of sectors 1–3 from here */
const BEST = 2;

/** Sectors 1 and 2, with the game's own times, as soon as it sends them. */
export const sectorTimes: Reducer = {
  initial: [Number.NaN, 0, Number.NaN, Number.NaN, Number.NaN],

  reduce(state, row, emit) {
    const lap = row[AT.lapNumber];
    if (Number.isNaN(lap)) return;
    if (lap !== state[LAP]) {
      // sectors driven before the first sample are published too: the times are the game's own
      state[LAP] = lap;
      state[PUBLISHED] = 0;
    }
    const times = [row[AT.sector1TimeMs], row[AT.sector2TimeMs]];
    while (row[AT.sector] > state[PUBLISHED] + 1 && times[state[PUBLISHED]] > 0) {
      const sector = ++state[PUBLISHED];
      emit(sectorEvent(state, row[AT.sessionTime], row[AT.car], lap, sector, times[sector - 1], !row[AT.lapInvalid]));
    }
  },
};

/** Sector 3, published with its lap: lap time less sectors 1 and 2. None where one of these is unknown. */
export function thirdSector(
  state: Float64Array,
  {sessionTime, car, lap, sector3Ms, valid}: LapEvent,
  emit: Emit,
): void {
  if (sector3Ms > 0) emit(sectorEvent(state, sessionTime, car, lap, 3, sector3Ms, valid));
}

function sectorEvent(
  state: Float64Array,
  sessionTime: number,
  car: number,
  lap: number,
  sector: number,
  timeMs: number,
  valid: boolean,
): LiveEvent {
  const best = valid && improves(timeMs, state[BEST + sector - 1]);
  if (best) state[BEST + sector - 1] = timeMs;
  return {topic: "sector-times", sessionTime, car, lap, sector, timeMs, best};
}
