import {rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";

/** in the packet's order */
const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const KELVIN = 273.15;
const KPA_PER_PSI = 6.894757;
/** tyre pressures are always below this in psi and above it in kPa */
const MAX_PSI = 80;
const SPEED_LIMITER = 8;
const byWheel = (name: (wheel: string) => string) => WHEELS.map((w) => rowIndex(name(w)));

const at = {
  speed: rowIndex("speedKmh"),
  throttle: rowIndex("throttle"),
  brake: rowIndex("brake"),
  gear: rowIndex("gear"),
  steering: rowIndex("steering"),
  clutch: rowIndex("clutchPercent"),
  rpm: rowIndex("rpm"),
  x: rowIndex("worldX"),
  y: rowIndex("worldY"),
  z: rowIndex("worldZ"),
  bias: rowIndex("brakeBiasPercent"),
  vx: rowIndex("velocityX"),
  vy: rowIndex("velocityY"),
  vz: rowIndex("velocityZ"),
  limiter: rowIndex("pitLimiter"),
  handbrake: rowIndex("handbrake"),
  surfaceTemp: byWheel((w) => `tyreSurfaceTemp${w}C`),
  innerTemp: byWheel((w) => `tyreInnerTemp${w}C`),
  brakeTemp: byWheel((w) => `brakeTemp${w}C`),
  wear: byWheel((w) => `tyreWear${w}Percent`),
  suspension: byWheel((w) => `suspensionPosition${w}`),
};

/** Reads a value of the packet that begins at `offset`. */
type ReadValue = (view: DataView, offset: number) => number;
const READ = {
  u8: (view: DataView, at: number) => view.getUint8(at),
  u16: (view: DataView, at: number) => view.getUint16(at, true),
  i16: (view: DataView, at: number) => view.getInt16(at, true),
  f32: floatAt,
};
/** Reads the value at a place of the packet, times a factor. */
function scaled(type: keyof typeof READ, place: number, factor = 1): ReadValue {
  const read = READ[type];
  return (view, offset) => read(view, offset + place) * factor;
}
function pressure(place: number): ReadValue {
  return (view, offset) => {
    const value = READ.u16(view, offset + place);
    return value < MAX_PSI ? value : value / KPA_PER_PSI;
  };
}

/** offsets of the tread temperatures, from left to right; the inner side of a left tyre is on its right */
const LEFT = 256;
const CENTRE = 264;
const RIGHT = 272;

/** Values that not every car has: an unused one stays 0, so each is read once it was not 0. */
const OPTIONAL: readonly {row: number; read: ReadValue}[] = [
  {row: rowIndex("oilTempC"), read: scaled("i16", 18)},
  {row: rowIndex("oilPressureBar"), read: scaled("u16", 20, 0.01)},
  {row: rowIndex("waterTempC"), read: scaled("i16", 22)},
  {row: rowIndex("fuelPressureBar"), read: scaled("u16", 26, 0.01)},
  {row: rowIndex("fuelLitres"), read: (view, offset) => view.getUint8(offset + 28) * floatAt(view, offset + 32)},
  {row: rowIndex("engineTorqueNm"), read: scaled("f32", 364)},
  ...WHEELS.flatMap((w, i) => [
    {row: rowIndex(`tyreTreadInnerTemp${w}C`), read: scaled("u16", (i % 2 ? LEFT : RIGHT) + 2 * i)},
    {row: rowIndex(`tyreTreadMiddleTemp${w}C`), read: scaled("u16", CENTRE + 2 * i)},
    {row: rowIndex(`tyreTreadOuterTemp${w}C`), read: scaled("u16", (i % 2 ? RIGHT : LEFT) + 2 * i)},
    {row: rowIndex(`tyrePressure${w}Psi`), read: pressure(352 + 2 * i)},
    {row: rowIndex(`rideHeight${w}`), read: scaled("f32", 296 + 4 * i, 10)},
    {row: rowIndex(`suspensionVelocity${w}`), read: scaled("f32", 328 + 4 * i, 1000)},
  ]),
];

/**
 * Reads the viewed car's telemetry packets into rows. The game's z has the opposite sign of the channel's. Units are those of the same
 * fields in the shared memory's header: kPa, °C, K, ride height in cm, suspension in m and m/s. That header has psi for tyres, other
 * documents have kPa; the size of the value decides. Not read: accelerations and angular velocity (axes not published), boost (scale
 * not published).
 */
export class Ams2TelemetryRows {
  private readonly seen = OPTIONAL.map(() => false);

  fill(view: DataView, offset: number, row: TelemetryRow): void {
    row[at.speed] = floatAt(view, offset + 36) * 3.6;
    row[at.throttle] = view.getUint8(offset + 30) / 255;
    row[at.brake] = view.getUint8(offset + 29) / 255;
    row[at.clutch] = (view.getUint8(offset + 31) / 255) * 100;
    row[at.steering] = Math.max(-1, view.getInt8(offset + 44) / 127);
    row[at.rpm] = view.getUint16(offset + 40, true);
    const gear = view.getUint8(offset + 45) & 15;
    row[at.gear] = gear === 15 ? -1 : gear;
    row[at.vx] = floatAt(view, offset + 76);
    row[at.vy] = floatAt(view, offset + 80);
    row[at.vz] = -floatAt(view, offset + 84);
    row[at.x] = floatAt(view, offset + 542);
    row[at.y] = floatAt(view, offset + 546);
    row[at.z] = -floatAt(view, offset + 550);
    row[at.bias] = view.getUint8(offset + 554);
    row[at.limiter] = view.getUint8(offset + 17) & SPEED_LIMITER ? 1 : 0;
    row[at.handbrake] = view.getUint8(offset + 370) / 255;
    for (let w = 0; w < 4; w++) {
      row[at.surfaceTemp[w]] = view.getUint8(offset + 176 + w);
      row[at.innerTemp[w]] = view.getUint16(offset + 232 + 2 * w, true) - KELVIN;
      row[at.brakeTemp[w]] = view.getInt16(offset + 208 + 2 * w, true);
      row[at.wear[w]] = (view.getUint8(offset + 196 + w) / 255) * 100;
      row[at.suspension[w]] = floatAt(view, offset + 312 + 4 * w) * 1000;
    }
    OPTIONAL.forEach(({row: place, read}, i) => {
      const value = read(view, offset);
      this.seen[i] ||= value !== 0;
      if (this.seen[i]) row[place] = value;
    });
  }
}
