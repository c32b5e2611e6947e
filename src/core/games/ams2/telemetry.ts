import {rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";

/** As the packet orders wheels. */
const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const KELVIN = 273.15;
const KPA_PER_PSI = 6.894757;
/** No tyre is at so many psi, and none at so few kPa. */
const MOST_PSI = 80;
const SPEED_LIMITER = 8;
const wheels = (name: (wheel: string) => string) => WHEELS.map((w) => rowIndex(name(w)));

const at = {
  ...{speed: rowIndex("speedKmh"), throttle: rowIndex("throttle"), brake: rowIndex("brake"), gear: rowIndex("gear")},
  ...{steering: rowIndex("steering"), clutch: rowIndex("clutchPercent"), rpm: rowIndex("rpm")},
  ...{x: rowIndex("worldX"), y: rowIndex("worldY"), z: rowIndex("worldZ"), bias: rowIndex("brakeBiasPercent")},
  ...{vx: rowIndex("velocityX"), vy: rowIndex("velocityY"), vz: rowIndex("velocityZ")},
  ...{limiter: rowIndex("pitLimiter"), handbrake: rowIndex("handbrake")},
  surfaceTemp: wheels((w) => `tyreSurfaceTemp${w}C`),
  innerTemp: wheels((w) => `tyreInnerTemp${w}C`),
  brakeTemp: wheels((w) => `brakeTemp${w}C`),
  wear: wheels((w) => `tyreWear${w}Percent`),
  suspension: wheels((w) => `suspensionPosition${w}`),
};

type Place = (view: DataView, offset: number) => number;
const u8 =
  (place: number): Place =>
  (view, offset) =>
    view.getUint8(offset + place);
const u16 =
  (place: number): Place =>
  (view, offset) =>
    view.getUint16(offset + place, true);
const i16 =
  (place: number): Place =>
  (view, offset) =>
    view.getInt16(offset + place, true);
const f32 =
  (place: number): Place =>
  (view, offset) =>
    floatAt(view, offset + place);
const times =
  (place: Place, factor: number): Place =>
  (view, offset) =>
    place(view, offset) * factor;
const pressure =
  (place: Place): Place =>
  (view, offset) => {
    const value = place(view, offset);
    return value < MOST_PSI ? value : value / KPA_PER_PSI;
  };

/** Where the strips of a tread lie, counted from the left: a left tyre's inside is at its right. */
const LEFT = 256;
const CENTRE = 264;
const RIGHT = 272;

/** What a car may not have: it is told once it was anything but zero. */
const OPTIONAL: readonly {row: number; read: Place}[] = [
  {row: rowIndex("oilTempC"), read: i16(18)},
  {row: rowIndex("oilPressureBar"), read: times(u16(20), 0.01)},
  {row: rowIndex("waterTempC"), read: i16(22)},
  {row: rowIndex("fuelPressureBar"), read: times(u16(26), 0.01)},
  {row: rowIndex("fuelLitres"), read: (view, offset) => u8(28)(view, offset) * f32(32)(view, offset)},
  {row: rowIndex("engineTorqueNm"), read: f32(364)},
  ...WHEELS.flatMap((w, i) => [
    {row: rowIndex(`tyreTreadInnerTemp${w}C`), read: u16((i % 2 ? LEFT : RIGHT) + 2 * i)},
    {row: rowIndex(`tyreTreadMiddleTemp${w}C`), read: u16(CENTRE + 2 * i)},
    {row: rowIndex(`tyreTreadOuterTemp${w}C`), read: u16((i % 2 ? RIGHT : LEFT) + 2 * i)},
    {row: rowIndex(`tyrePressure${w}Psi`), read: pressure(u16(352 + 2 * i))},
    {row: rowIndex(`rideHeight${w}`), read: times(f32(296 + 4 * i), 10)},
    {row: rowIndex(`suspensionVelocity${w}`), read: times(f32(328 + 4 * i), 1000)},
  ]),
];

/**
 * The viewed car's telemetry packets into rows. The game's z runs against the catalogue's (a map of its x and z is mirrored).
 * Units as the shared memory's header states them of the same fields: kPa, °C, K, ride height in cm, suspension in m and m/s. It
 * says psi of the tyres, other texts kPa: they are told apart by size. Left out: accelerations and angular velocity (their axes
 * are not published), boost (its scale is not).
 */
export class TelemetryRows {
  private readonly seen = OPTIONAL.map(() => false);

  fill(view: DataView, offset: number, row: TelemetryRow): void {
    row[at.speed] = f32(36)(view, offset) * 3.6;
    row[at.throttle] = view.getUint8(offset + 30) / 255;
    row[at.brake] = view.getUint8(offset + 29) / 255;
    row[at.clutch] = (view.getUint8(offset + 31) / 255) * 100;
    row[at.steering] = Math.max(-1, view.getInt8(offset + 44) / 127);
    row[at.rpm] = view.getUint16(offset + 40, true);
    const gear = view.getUint8(offset + 45) & 15;
    row[at.gear] = gear === 15 ? -1 : gear;
    row[at.vx] = f32(76)(view, offset);
    row[at.vy] = f32(80)(view, offset);
    row[at.vz] = -f32(84)(view, offset);
    row[at.x] = f32(542)(view, offset);
    row[at.y] = f32(546)(view, offset);
    row[at.z] = -f32(550)(view, offset);
    row[at.bias] = view.getUint8(offset + 554);
    row[at.limiter] = view.getUint8(offset + 17) & SPEED_LIMITER ? 1 : 0;
    row[at.handbrake] = view.getUint8(offset + 370) / 255;
    for (let w = 0; w < 4; w++) {
      row[at.surfaceTemp[w]] = view.getUint8(offset + 176 + w);
      row[at.innerTemp[w]] = view.getUint16(offset + 232 + 2 * w, true) - KELVIN;
      row[at.brakeTemp[w]] = view.getInt16(offset + 208 + 2 * w, true);
      row[at.wear[w]] = (view.getUint8(offset + 196 + w) / 255) * 100;
      row[at.suspension[w]] = f32(312 + 4 * w)(view, offset) * 1000;
    }
    OPTIONAL.forEach(({row: place, read}, i) => {
      const value = read(view, offset);
      this.seen[i] ||= value !== 0;
      if (this.seen[i]) row[place] = value;
    });
  }
}
