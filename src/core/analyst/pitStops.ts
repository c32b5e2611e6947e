import {PIT_IN, PIT_OUT, plainMessage} from "../messages/events.js";
import {AT, type Reducer} from "./reducer.js";

const PIT = 0;

/** A car drives into the pit lane or out of it. */
export const pitStops: Reducer = {
  initial: [Number.NaN],

  reduce(state, row, emit) {
    const pit = row[AT.pitStatus];
    if (Number.isNaN(pit)) return;
    const before = state[PIT];
    state[PIT] = pit;
    if (Number.isNaN(before) || before > 0 === pit > 0) return;
    emit(
      plainMessage({
        kind: pit > 0 ? PIT_IN : PIT_OUT,
        sessionTime: row[AT.sessionTime],
        car: row[AT.car],
        lap: row[AT.lapNumber],
        text: pit > 0 ? "into the pit lane" : "out of the pit lane",
      }),
    );
  },
};
