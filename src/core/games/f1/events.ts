import {FIELD_TYPES, type FieldType, type Format, HEADER_BYTES} from "./formats.js";

/** Something that happened, with its numbers by the names of the game's own structures. */
export interface F1Event {
  /** four letters, such as FTLP; bytes that are no printable ASCII show as "?" */
  code: string;
  /** the car that the event names, if any */
  car?: number;
  details: Record<string, number>;
}

interface Detail {
  name: string;
  type: FieldType;
  /** bytes from the start of the 12-byte union */
  at: number;
  since?: Format;
}

const u8 = (at: number, name: string, since?: Format): Detail => ({name, type: "u8", at, since});
const u32 = (at: number, name: string): Detail => ({name, type: "u32", at});
const f32 = (at: number, name: string, since?: Format): Detail => ({name, type: "f32", at, since});

/** Content of the union by code. The rest of it has old bytes without meaning. */
const DETAILS: ReadonlyMap<string, readonly Detail[]> = new Map<string, Detail[]>([
  ["SSTA", []],
  ["SEND", []],
  ["FTLP", [u8(0, "vehicleIdx"), f32(1, "lapTime")]], // s
  ["RTMT", [u8(0, "vehicleIdx"), u8(1, "reason", 2025)]],
  ["DRSE", []],
  ["DRSD", [u8(0, "reason", 2025)]], // 0 wet track, 1 safety car, 2 red flag, 3 minimum lap not reached
  ["TMPT", [u8(0, "vehicleIdx")]],
  ["CHQF", []],
  ["RCWN", [u8(0, "vehicleIdx")]],
  [
    "PENA", // 255 = not applicable; time in s
    ["penaltyType", "infringementType", "vehicleIdx", "otherVehicleIdx", "time", "lapNum", "placesGained"].map(
      (name, at) => u8(at, name),
    ),
  ],
  [
    "SPTP", // speeds in km/h
    [
      u8(0, "vehicleIdx"),
      f32(1, "speed"),
      u8(5, "isOverallFastestInSession"),
      u8(6, "isDriverFastestInSession"),
      u8(7, "fastestVehicleIdxInSession"),
      f32(8, "fastestSpeedInSession"),
    ],
  ],
  ["STLG", [u8(0, "numLights")]], // counts up
  ["LGOT", []],
  ["DTSV", [u8(0, "vehicleIdx")]],
  ["SGSV", [u8(0, "vehicleIdx"), f32(1, "stopTime", 2025)]], // s
  ["FLBK", [u32(0, "flashbackFrameIdentifier"), f32(4, "flashbackSessionTime")]], // the moment one goes back to
  ["BUTN", [u32(0, "buttonStatus")]],
  ["RDFL", []],
  ["OVTK", [u8(0, "overtakingVehicleIdx"), u8(1, "beingOvertakenVehicleIdx")]],
  ["SCAR", [u8(0, "safetyCarType"), u8(1, "eventType")]], // since 2024
  ["COLL", [u8(0, "vehicle1Idx"), u8(1, "vehicle2Idx"), u8(2, "severity", 2026)]], // since 2024
]);

/** Details that name the car of an event. */
const CAR = ["vehicleIdx", "overtakingVehicleIdx", "vehicle1Idx"];

const CODE_AT = HEADER_BYTES;
const DETAILS_AT = HEADER_BYTES + 4;

/**
 * Reads the event packet whose header begins at `offset`. An unknown code is no error: it is returned without details.
 */
export function readEvent(view: DataView, offset: number, format: Format): F1Event {
  const code = readCode(view, offset + CODE_AT);
  const event: F1Event = {code, details: {}};
  for (const {name, type, at, since} of DETAILS.get(code) ?? []) {
    if (since && format < since) continue;
    const value = view[`get${FIELD_TYPES[type].access}`](offset + DETAILS_AT + at, true);
    event.details[name] = value;
    if (CAR.includes(name)) event.car = value;
  }
  return event;
}

/**
 * Writes the body of an event packet: code, details of this format, zeros in the rest. A detail that is absent is 0, the
 * car's index may come as `car`. Throws for a code whose details are not known.
 */
export function writeEvent(view: DataView, offset: number, format: Format, event: F1Event): void {
  const details = DETAILS.get(event.code);
  if (!details) throw new Error(`unknown event: ${event.code}`);
  for (let i = 0; i < 4; i++) view.setUint8(offset + CODE_AT + i, event.code.charCodeAt(i));
  for (let i = 0; i < 12; i++) view.setUint8(offset + DETAILS_AT + i, 0);
  for (const {name, type, at, since} of details) {
    if (since && format < since) continue;
    const value = event.details[name] ?? (CAR.includes(name) ? event.car : undefined) ?? 0;
    view[`set${FIELD_TYPES[type].access}`](offset + DETAILS_AT + at, value, true);
  }
}

function readCode(view: DataView, at: number): string {
  let code = "";
  for (let i = 0; i < 4; i++) {
    const byte = view.getUint8(at + i);
    code += byte > 32 && byte < 127 ? String.fromCharCode(byte) : "?";
  }
  return code;
}
