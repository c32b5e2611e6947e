import {F1_ROW_LENGTH, rowIndices, type TelemetryRow} from "../channels/telemetryRow.js";
import {wordsIn} from "../channels/words.js";
import type {LapEvent} from "../messages/events.js";
import {MARK_M, type RaceFact} from "../strategy/predictions/raceFacts.js";
import {LAP_EVENT_CHANNELS} from "./lapEvents.js";
import {AT} from "./reducer.js";

/** Channels that `observeRace` and `lapEvents` read. */
export const OBSERVED: readonly string[] = [
  ...LAP_EVENT_CHANNELS,
  ...wordsIn("pitStatus fuelMass fuelLitres tyreCompound tyreAgeLaps position driverStatus"),
  ...wordsIn("tyreWearRlPercent tyreWearRrPercent tyreWearFlPercent tyreWearFrPercent"),
];
const ALSO = rowIndices("tyreCompound tyreAgeLaps position driverStatus");
const WEAR = Object.values(rowIndices("tyreWearRlPercent tyreWearRrPercent tyreWearFlPercent tyreWearFrPercent"));
/** The F1 games' numbers of the colours of tyres. */
const COMPOUNDS: Record<number, string> = {7: "intermediate", 8: "wet", 16: "soft", 17: "medium", 18: "hard"};
/** The F1 games' driver status of a car in its garage: after a retirement too. */
const IN_GARAGE = 0;

const LAP = 0;
const MARK = 1;
const DISTANCE = 2;
const TIME = 3;
const PIT = 4;
const GARAGE = 5;

/** State of `observeRace` before any sample of a car. */
export const RACE_OBSERVER: readonly number[] = [Number.NaN, -1, Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** What the samples of a car show of its race, beside the lap times: lines and marks passed, visits to the pits. `state` is updated in place. */
export function observeRace(state: Float64Array, row: TelemetryRow, observe: (fact: RaceFact) => void): void {
  const lap = row[AT.lapNumber];
  const time = row[AT.sessionTime];
  const car = row[AT.car];
  if (!(lap > 0) || Number.isNaN(row[AT.lapDistance])) return;
  const place = row[AT.lapDistance];
  const position = known(row[ALSO.position] > 0 ? row[ALSO.position] : Number.NaN);
  if (lap !== state[LAP]) {
    if (lap > state[LAP] || Number.isNaN(state[LAP])) observe(lineOf(row, position));
    state[LAP] = lap;
    state[MARK] = 0;
    state[DISTANCE] = Number.NaN;
  }
  while (place >= (state[MARK] + 1) * MARK_M) {
    const at = ++state[MARK] * MARK_M;
    const share = (at - state[DISTANCE]) / (place - state[DISTANCE]);
    const passed = share >= 0 && share < 1 ? state[TIME] + share * (time - state[TIME]) : time;
    observe({type: "mark", time: passed, car, lap, mark: state[MARK]});
  }
  const pit = row[AT.pitStatus];
  if (!Number.isNaN(pit)) {
    if (pit > 0 !== state[PIT] > 0 && !Number.isNaN(state[PIT]))
      observe({type: pit > 0 ? "pitIn" : "pitOut", time, car, lap, place, position});
    state[PIT] = pit;
  }
  const garage = row[ALSO.driverStatus];
  if (garage === IN_GARAGE && state[GARAGE] > IN_GARAGE) observe({type: "out", time, car});
  if (!Number.isNaN(garage)) state[GARAGE] = garage;
  state[DISTANCE] = place;
  state[TIME] = time;
}

/** The game's time of a lap as a fact of its race. */
export function lapFact({sessionTime: time, car, lap, lapTimeMs: timeMs, valid}: LapEvent): RaceFact {
  return {type: "lap", time, car, lap, timeMs, valid};
}

function lineOf(row: TelemetryRow, position: number | null): RaceFact {
  const time = row[AT.sessionTime];
  const litres = row.length > F1_ROW_LENGTH ? row[AT.fuelLitres] : Number.NaN;
  const wear = Math.max(...WEAR.map((i) => (Number.isNaN(row[i]) ? -1 : row[i])));
  return {
    type: "line",
    time,
    car: row[AT.car],
    lap: row[AT.lapNumber],
    lineS: time - (row[AT.currentLapTimeMs] || 0) / 1000,
    fuel: known(Number.isNaN(row[AT.fuelMass]) ? litres : row[AT.fuelMass]),
    compound: COMPOUNDS[row[ALSO.tyreCompound]] ?? null,
    tyreAge: known(row[ALSO.tyreAgeLaps]),
    wear: wear < 0 ? null : wear,
    position,
  };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
