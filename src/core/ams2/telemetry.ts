import {rowIndex, type TelemetryRow} from "../live/messages.js";
import {floatAt} from "../sources/floatAt.js";

/** As the packet orders wheels. */
const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const KELVIN = 273.15;
const wheels = (name: (wheel: string) => string) => WHEELS.map((w) => rowIndex(name(w)));

const at = {
  ...{speed: rowIndex("speedKmh"), throttle: rowIndex("throttle"), brake: rowIndex("brake"), gear: rowIndex("gear")},
  ...{steering: rowIndex("steering"), clutch: rowIndex("clutchPercent"), rpm: rowIndex("rpm")},
  ...{x: rowIndex("worldX"), y: rowIndex("worldY"), z: rowIndex("worldZ"), bias: rowIndex("brakeBiasPercent")},
  ...{water: rowIndex("engineTempC"), vx: rowIndex("velocityX"), vy: rowIndex("velocityY"), vz: rowIndex("velocityZ")},
  surfaceTemp: wheels((w) => `tyreSurfaceTemp${w}C`),
  innerTemp: wheels((w) => `tyreInnerTemp${w}C`),
  brakeTemp: wheels((w) => `brakeTemp${w}C`),
  wear: wheels((w) => `tyreWear${w}Percent`),
  suspension: wheels((w) => `suspensionPosition${w}`),
};

/**
 * The viewed car's telemetry packet into a row. The game's z runs against the catalogue's (a map of its x and z is mirrored).
 * Fuel is left out (litres of unknown density), so are accelerations (their axes are not published) and air
 * pressures (their unit is not).
 */
export function fillTelemetry(view: DataView, offset: number, row: TelemetryRow): void {
  const u8 = (place: number) => view.getUint8(offset + place);
  const u16 = (place: number) => view.getUint16(offset + place, true);
  const i16 = (place: number) => view.getInt16(offset + place, true);
  const f32 = (place: number) => floatAt(view, offset + place);
  row[at.speed] = f32(36) * 3.6;
  row[at.throttle] = u8(30) / 255;
  row[at.brake] = u8(29) / 255;
  row[at.clutch] = (u8(31) / 255) * 100;
  row[at.steering] = Math.max(-1, view.getInt8(offset + 44) / 127);
  row[at.rpm] = u16(40);
  const gear = u8(45) & 15;
  row[at.gear] = gear === 15 ? -1 : gear;
  row[at.water] = i16(22);
  row[at.vx] = f32(76);
  row[at.vy] = f32(80);
  row[at.vz] = -f32(84);
  row[at.x] = f32(542);
  row[at.y] = f32(546);
  row[at.z] = -f32(550);
  row[at.bias] = u8(554);
  for (let w = 0; w < 4; w++) {
    row[at.surfaceTemp[w]] = u8(176 + w);
    row[at.innerTemp[w]] = u16(232 + 2 * w) - KELVIN;
    row[at.brakeTemp[w]] = i16(208 + 2 * w);
    row[at.wear[w]] = (u8(196 + w) / 255) * 100;
    row[at.suspension[w]] = f32(312 + 4 * w) * 1000;
  }
}
