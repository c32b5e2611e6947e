import {field, readText16, structOf} from "./struct.js";

/**
 * Assetto Corsa's remote telemetry on UDP 9996. Sources: Kunos' document "AC Remote Telemetry", rickwest/ac-remote-telemetry-client,
 * GeekyDeaks/raw-sim-telemetry. The replies have no common id and are distinguished by their lengths.
 */
export const AC_UDP_PORT = 9996;

const OPERATION = {handshake: 0, updates: 1, spots: 2, dismiss: 3} as const;
export type Operation = keyof typeof OPERATION;

/** client → game; identifier is a type of device that the game ignores */
export const HANDSHAKE = structOf([field("identifier", "i32"), field("version", "i32"), field("operationId", "i32")]);

/** Texts end with "%" in practice. identifier is not checked; one source gives 4242 for "accepted". */
export const HANDSHAKE_RESPONSE = structOf([
  field("carName", "char16", 50),
  field("driverName", "char16", 50),
  field("identifier", "i32"),
  field("version", "i32"),
  field("trackName", "char16", 50),
  field("trackConfig", "char16", 50),
]);

/** RTCarInfo. Wheels FL, FR, RL, RR. steer is in degrees of the steering wheel, load in N; the unit of the slip angles is not documented. */
export const CAR_INFO = structOf([
  field("identifier", "char16"),
  field("size", "i32"),
  field("speed_Kmh", "f32"),
  field("speed_Mph", "f32"),
  field("speed_Ms", "f32"),
  field("isAbsEnabled", "u8"),
  field("isAbsInAction", "u8"),
  field("isTcInAction", "u8"),
  field("isTcEnabled", "u8"),
  field("isInPit", "u8"),
  field("isEngineLimiterOn", "u8"),
  field("accG_vertical", "f32"),
  field("accG_horizontal", "f32"),
  field("accG_frontal", "f32"),
  field("lapTime", "i32"),
  field("lastLap", "i32"),
  field("bestLap", "i32"),
  field("lapCount", "i32"),
  field("gas", "f32"),
  field("brake", "f32"),
  field("clutch", "f32"),
  field("engineRPM", "f32"),
  field("steer", "f32"),
  field("gear", "i32"),
  field("cgHeight", "f32"),
  field("wheelAngularSpeed", "f32", 4),
  field("slipAngle", "f32", 4),
  field("slipAngle_ContactPatch", "f32", 4),
  field("slipRatio", "f32", 4),
  field("tyreSlip", "f32", 4),
  field("ndSlip", "f32", 4),
  field("load", "f32", 4),
  field("Dy", "f32", 4),
  field("Mz", "f32", 4),
  field("tyreDirtyLevel", "f32", 4),
  field("camberRAD", "f32", 4),
  field("tyreRadius", "f32", 4),
  field("tyreLoadedRadius", "f32", 4),
  field("suspensionHeight", "f32", 4),
  field("carPositionNormalized", "f32"),
  field("carSlope", "f32"),
  field("carCoordinates", "f32", 3),
]);

/** RTLap, one per lap */
export const SPOT = structOf([
  field("carIdentifierNumber", "i32"),
  field("lap", "i32"),
  field("driverName", "char16", 50),
  field("carName", "char16", 50),
  field("time", "i32"),
]);

/** identifier of RTCarInfo: "a" */
const CAR_INFO_ID = 97;

export interface HandshakeResponse {
  carName: string;
  driverName: string;
  trackName: string;
  trackConfig: string;
}

/** The 12 bytes of a client's message. */
export function encodeOperation(operation: Operation): Uint8Array {
  const out = new Uint8Array(HANDSHAKE.bytes);
  const view = new DataView(out.buffer);
  view.setInt32(HANDSHAKE.at.version, 1, true);
  view.setInt32(HANDSHAKE.at.operationId, OPERATION[operation], true);
  return out;
}

/** The operation of a client's message; null when the bytes are not one. */
export function readOperation(view: DataView, offset: number, length: number): Operation | null {
  if (length !== HANDSHAKE.bytes || view.getInt32(offset + HANDSHAKE.at.version, true) !== 1) return null;
  const id = view.getInt32(offset + HANDSHAKE.at.operationId, true);
  return (Object.keys(OPERATION) as Operation[]).find((name) => OPERATION[name] === id) ?? null;
}

/** A text of the game, up to "%", NUL or the end of the field. */
export function readAcText(view: DataView, offset: number): string {
  return readText16(view, offset, 50, "%".charCodeAt(0)).trim();
}

export function readResponse(view: DataView, offset: number): HandshakeResponse {
  const {at} = HANDSHAKE_RESPONSE;
  return {
    carName: readAcText(view, offset + at.carName),
    driverName: readAcText(view, offset + at.driverName),
    trackName: readAcText(view, offset + at.trackName),
    trackConfig: readAcText(view, offset + at.trackConfig),
  };
}

/** The kind of a datagram from the game; null when it is none of its messages. */
export function messageKind(view: DataView, offset: number, length: number): "response" | "carInfo" | "spot" | null {
  if (length === CAR_INFO.bytes) {
    const hasId = view.getUint16(offset, true) === CAR_INFO_ID;
    return hasId && view.getInt32(offset + CAR_INFO.at.size, true) === CAR_INFO.bytes ? "carInfo" : null;
  }
  if (length === SPOT.bytes) return "spot";
  return length === HANDSHAKE_RESPONSE.bytes ? "response" : null;
}
