import {GRAVITY} from "../../channels/gravity.js";
import {rowIndex, rowIndices, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import {FORZA_DASH, FORZA_SLED} from "./layout.js";

/** in the packet's order */
const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const BAR_PER_PSI = 0.0689475729;
/** the game's highest gear is 10; 11 is sent between two gears */
const MAX_GEAR = 10;

const byWheel = (name: (wheel: string) => string) => WHEELS.map((w) => rowIndex(name(w)));
/** Indices of the channels that packets fill. */
export const forzaPlaces = {
  ...rowIndices("sessionTime lapNumber currentLapTimeMs lapDistance speedKmh rpm gear throttle brake steering"),
  ...rowIndices("clutchPercent handbrake position lastLapTimeMs bestLapTimeMs worldX worldY worldZ"),
  ...rowIndices("gLateral gLongitudinal localVelocityX localVelocityY localVelocityZ"),
  ...rowIndices("enginePowerIce engineTorqueNm turboBoostBar"),
  tyreTemp: byWheel((w) => `tyreSurfaceTemp${w}C`),
  suspension: byWheel((w) => `suspensionPosition${w}`),
  slip: byWheel((w) => `wheelSlip${w}`),
};
const at = forzaPlaces;

/**
 * Fills what every packet has. Not read: angular velocity and yaw (signs not published), vertical acceleration (with or without
 * gravity), slip ratio and slip angle (scaled, not an angle), wheel speed (rad/s of a wheel of unknown radius).
 */
export function fillForzaSled(view: DataView, offset: number, row: TelemetryRow): void {
  const f32 = (place: number) => floatAt(view, offset + place);
  const {acceleration, velocity} = FORZA_SLED;
  const [right, up, forward] = [0, 4, 8].map((i) => f32(velocity + i));
  row[at.rpm] = f32(FORZA_SLED.rpm);
  row[at.speedKmh] = Math.hypot(right, up, forward) * 3.6;
  row[at.localVelocityX] = -right;
  row[at.localVelocityY] = up;
  row[at.localVelocityZ] = forward;
  row[at.gLateral] = f32(acceleration) / GRAVITY;
  row[at.gLongitudinal] = f32(acceleration + 8) / GRAVITY;
  for (let w = 0; w < 4; w++) {
    row[at.suspension[w]] = f32(FORZA_SLED.suspensionM + 4 * w) * 1000;
    row[at.slip[w]] = f32(FORZA_SLED.combinedSlip + 4 * w);
  }
}

/**
 * Fills what the dash part has, which begins at `dash`. The game's world is left-handed, so z changes its sign. Not read: fuel (a part of
 * a tank of unknown size), distance (not in metres in every game), tyre wear (scale not published).
 */
export function fillForzaDash(view: DataView, dash: number, row: TelemetryRow): void {
  const f32 = (place: number) => floatAt(view, dash + place);
  const u8 = (place: number) => view.getUint8(dash + place);
  row[at.worldX] = f32(FORZA_DASH.position);
  row[at.worldY] = f32(FORZA_DASH.position + 4);
  row[at.worldZ] = -f32(FORZA_DASH.position + 8);
  row[at.speedKmh] = f32(FORZA_DASH.speed) * 3.6;
  row[at.enginePowerIce] = f32(FORZA_DASH.power);
  row[at.engineTorqueNm] = f32(FORZA_DASH.torque);
  row[at.turboBoostBar] = f32(FORZA_DASH.boostPsi) * BAR_PER_PSI;
  for (let w = 0; w < 4; w++) row[at.tyreTemp[w]] = (f32(FORZA_DASH.tyreTempF + 4 * w) - 32) / 1.8;
  row[at.lastLapTimeMs] = milliseconds(f32(FORZA_DASH.lastLapS));
  row[at.bestLapTimeMs] = milliseconds(f32(FORZA_DASH.bestLapS));
  row[at.position] = u8(FORZA_DASH.place) || Number.NaN;
  row[at.throttle] = u8(FORZA_DASH.throttle) / 255;
  row[at.brake] = u8(FORZA_DASH.brake) / 255;
  row[at.clutchPercent] = (u8(FORZA_DASH.clutch) / 255) * 100;
  row[at.handbrake] = u8(FORZA_DASH.handbrake) / 255;
  const gear = u8(FORZA_DASH.gear);
  row[at.gear] = gear === 0 ? -1 : gear > MAX_GEAR ? 0 : gear;
  row[at.steering] = Math.max(-1, view.getInt8(dash + FORZA_DASH.steer) / 127);
}

/** A lap time of the packet, s, in ms; NaN where there is none. */
function milliseconds(time: number): number {
  return time > 0 ? Math.round(time * 1000) : Number.NaN;
}
