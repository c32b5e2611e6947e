import {wrapDistance} from "../../geometry/closedGrid.js";
import {TIME_STEP} from "../timeStep.js";
import {gapTo} from "./order.js";
import type {RaceContext} from "./raceContext.js";
import type {Racer} from "./racer.js";
import {isBetween} from "./road.js";
import {wetGrip} from "./weather.js";

const WARNINGS_PER_PENALTY = 4;

/** Sets the friction and the temperatures that a car meets: wet or dry, on the road or beside it. */
export function applySurface(race: RaceContext, racer: Racer): void {
  const {car, driver} = racer;
  const {weather, circuit} = race;
  driver.expectedGrip = wetGrip(racer.compound, weather.wetness);
  const off = Math.abs(car.offset) > circuit.description.widthM / 2 + 0.5 && racer.pit === null;
  car.roadGrip = driver.expectedGrip * (off ? 0.55 : 1);
  if (off && Math.abs(car.offset) > circuit.description.widthM / 2 + 2.5)
    driver.orders.speed = Math.min(driver.orders.speed, 40);
  car.roadTemperature = weather.roadTemperature;
  car.airTemperature = weather.airTemperature;
}

/**
 * DRS and energy deployment. DRS is allowed to a car that is within a second of the car in front at a detection point, and opens
 * in the zones at full throttle.
 */
export function applyWing(race: RaceContext, racer: Racer): void {
  const {car} = racer;
  const place = car.lapPosition;
  const zone = race.road.zones.find(({from, to}) => isBetween(place, from, to));
  const {control, order} = race;
  for (const {detection} of race.road.zones) {
    const moved = wrapDistance(race.circuit, place - detection);
    if (moved > 2 * car.v * TIME_STEP) continue;
    const ahead = order.list[racer.position - 2];
    const gap = ahead && ahead.status === "running" && !ahead.pit ? gapTo(ahead, racer, race.time) : Number.NaN;
    racer.drsAllowed = control.drs.enabled && gap < 1;
  }
  if (!control.drs.enabled) racer.drsAllowed = false;
  racer.drsOpen = racer.drsAllowed && zone !== undefined && car.throttle > 0.9 && racer.pit === null;
  const attacks = racer.manoeuvre !== null || racer.stuckFor > 0.5;
  car.ers.mode = control.slow || racer.status !== "running" ? 0 : attacks && car.ers.store > 0.8e6 ? 3 : 1;
}

/** Track limits: leaving the road invalidates the lap, and every fourth time costs five seconds. */
export function applyTrackLimits(race: RaceContext, racer: Racer, time: number): void {
  const {car} = racer;
  const off = Math.abs(car.offset) > race.circuit.description.widthM / 2 + 1.2;
  if (!off || racer.pit || racer.status !== "running") {
    if (!off) racer.offSince = -1;
    return;
  }
  if (racer.offSince >= 0) return;
  racer.offSince = time;
  racer.timing.valid = false;
  racer.warnings++;
  const lap = {otherVehicleIdx: 255, lapNum: racer.timing.lap, placesGained: 0};
  race.emit("PENA", {penaltyType: 10, infringementType: 26, time: 255, ...lap}, racer.index);
  if (racer.warnings % WARNINGS_PER_PENALTY !== 0) return;
  racer.penalties++;
  racer.penaltySeconds += 5;
  race.emit("PENA", {penaltyType: 4, infringementType: 28, time: 5, ...lap}, racer.index);
}
