import {createRow, OVERALL_FRAME, rowIndices, type TelemetryRow} from "../../src/core/channels/telemetryRow.js";
import {plainMessage, type SessionMessage} from "../../src/core/messages/events.js";
import {Race, type RaceOptions} from "../../src/core/sim/race/race.js";

const AT = {
  ...rowIndices("sessionTime car frame lapNumber currentLapTimeMs lastLapTimeMs lapDistance totalDistance position"),
  ...rowIndices("pitStatus driverStatus lapInvalid fuelMass tyreCompound tyreAgeLaps tyreWearRlPercent"),
};

/** One sample of a car: the values of the channels above in that order. */
export type RaceSample = readonly number[];
export type RaceRecord = {type: "row"; values: number[]} | {type: "message"; message: SessionMessage};

/** Names of the recorded channels, in the order of their values. */
export const RECORDED = Object.keys(AT) as (keyof typeof AT)[];

/** What a game would send of a simulated race, `hz` times a second: rows of all cars, and what race control announces. */
export function* raceRecords(options: RaceOptions, hz = 10): Generator<RaceRecord> {
  const race = new Race(options);
  let safetyCar = 0;
  let weather = race.weather.id;
  yield announce("raceLaps", 0, {laps: race.laps});
  for (let frame = 0; !race.done; frame++) {
    const time = frame / hz;
    race.advance(time);
    const now = race.control.safetyCarStatus;
    if (now !== safetyCar) yield announce("safetyCar", time, {from: safetyCar, to: now});
    safetyCar = now;
    const sky = race.weather.id;
    if (sky !== weather) yield announce("weather", time, {from: weather, to: sky});
    weather = sky;
    for (const {index, car, timing, position, pit, status, ...racer} of race.racers) {
      const inLap = car.distance < 0 ? car.distance : Math.max(0, car.distance - (timing.lap - 1) * timing.lengthM);
      const inLane = pit !== null && pit.phase !== "called" && race.lane.place(car.lapPosition) < race.lane.exit;
      const running = timing.started ? Math.max(0, Math.floor(time * 1000 - timing.lapStartMs)) : 0;
      const [official, retired] = [timing.laps.at(-1)?.lapTimeMs ?? 0, status === "retired"];
      const values = [time, index, frame, timing.lap, running, official, inLap, car.distance, position];
      values.push(inLane ? (pit.phase === "box" ? 2 : 1) : 0, retired ? 0 : 4, timing.valid ? 0 : 1, car.fuel);
      values.push(
        car.tyres.compound.visual,
        ageOf(racer, car.distance, timing.lengthM),
        100 * Math.max(...car.tyres.wear),
      );
      yield {type: "row", values};
    }
  }
}

function ageOf({tyresFittedAt}: {tyresFittedAt: number}, distance: number, lengthM: number): number {
  return Math.max(0, Math.floor((distance - Math.max(0, tyresFittedAt)) / lengthM));
}

function announce(kind: string, sessionTime: number, details: Record<string, number>): RaceRecord {
  return {type: "message", message: plainMessage({kind, sessionTime, text: kind, details})};
}

/** The values of a recorded sample as a row; `row` is reused. */
export function rowOf(values: ArrayLike<number>, row: TelemetryRow = createRow()): TelemetryRow {
  for (let i = 0; i < RECORDED.length; i++) row[AT[RECORDED[i]]] = values[i];
  row[OVERALL_FRAME] = row[AT.frame];
  return row;
}
