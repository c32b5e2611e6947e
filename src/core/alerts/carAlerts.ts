import {rowIndices, type TelemetryRow} from "../channels/telemetryRow.js";
import {improves} from "../laps/bests.js";
import type {LapEvent} from "../messages/events.js";
import {type AlertProgram, carryStates} from "./alertProgram.js";
import type {Raise} from "./evaluator.js";
import {partOf, raiseAlert, type SessionAlerts} from "./sessionAlerts.js";

const AT = rowIndices("sessionTime lapDistance");

// the head of the state; the rules' states follow
const BEST = 0;
const HEAD = 1;

/** The state of a car's rules before any sample. */
export function initialCarAlerts({initialCar}: AlertProgram): number[] {
  return [Number.NaN, ...initialCar];
}

/** A state under other rules: the car's best goes on, and what is known of the rules that are there unchanged. The others begin anew. */
export function carriedCarAlerts(from: AlertProgram, state: Float64Array, to: AlertProgram): Float64Array {
  const carried = Float64Array.from(initialCarAlerts(to));
  carried[BEST] = state[BEST];
  carryStates(from.cars, state, to.cars, carried, HEAD);
  return carried;
}

/**
 * The rules over one car's samples in order, and over its laps. All that it knows is in `state`, which its owner saves, restores and rewinds
 * by copying, in place.
 */
export class CarAlerts {
  private readonly parts: readonly Float64Array[];
  private readonly raises: readonly Raise[];
  private time = Number.NaN;
  private place = Number.NaN;

  constructor(
    private readonly session: SessionAlerts,
    private readonly car: number,
    private readonly state: Float64Array,
  ) {
    const {cars} = session.program;
    this.parts = cars.map((rule) => partOf(state, HEAD + rule.at, rule));
    this.raises = cars.map((rule) => (fact) => {
      const at = HEAD + rule.at;
      raiseAlert(
        rule,
        this.state,
        at,
        {car: this.car, sessionTime: this.time, lapDistance: this.place},
        fact,
        this.session.emit,
      );
    });
    session.addCar(car, () => this.state[BEST]);
  }

  sample(row: TelemetryRow): void {
    const {session, car} = this;
    const {cars} = session.program;
    this.time = row[AT.sessionTime];
    // negative before the line is first crossed
    this.place = row[AT.lapDistance] >= 0 ? row[AT.lapDistance] : Number.NaN;
    for (let i = 0; i < cars.length; i++) {
      const {rule, sample} = cars[i];
      if (sample && session.concerns(rule.cars, car)) sample(this.parts[i], row, session, this.raises[i]);
    }
  }

  lap(event: LapEvent): void {
    const {session, car} = this;
    const {cars} = session.program;
    this.time = event.sessionTime;
    this.place = Number.NaN;
    for (let i = 0; i < cars.length; i++) {
      const {rule, lap} = cars[i];
      if (lap && session.concerns(rule.cars, car)) lap(this.parts[i], event, session, this.raises[i]);
    }
    if (event.valid && improves(event.lapTimeMs, this.state[BEST])) this.state[BEST] = event.lapTimeMs;
  }
}
