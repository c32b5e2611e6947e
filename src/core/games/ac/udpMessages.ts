import type {Flow} from "../../capture/batch.js";
import {fields, readText16, structOf} from "./struct.js";

/**
 * Assetto Corsa's remote telemetry on UDP 9996. Sources: Kunos' document "AC Remote Telemetry", rickwest/ac-remote-telemetry-client,
 * GeekyDeaks/raw-sim-telemetry. The replies have no common id and are distinguished by their lengths.
 */
export const AC_UDP_PORT = 9996;

const OPERATION = {handshake: 0, updates: 1, spots: 2, dismiss: 3} as const;
export type Operation = keyof typeof OPERATION;

/** client → game; identifier is a type of device that the game ignores */
export const HANDSHAKE = structOf(fields("i32", "identifier version operationId"));

/** Texts end with "%" in practice. identifier is not checked; one source gives 4242 for "accepted". */
export const HANDSHAKE_RESPONSE = structOf([
  ...fields("char16", "carName driverName", {count: 50}),
  ...fields("i32", "identifier version"),
  ...fields("char16", "trackName trackConfig", {count: 50}),
]);

/** RTCarInfo. Wheels FL, FR, RL, RR. steer is in degrees of the steering wheel, load in N; the unit of the slip angles is not documented. */
export const CAR_INFO = structOf([
  ...fields("char16", "identifier"),
  ...fields("i32", "size"),
  ...fields("f32", "speed_Kmh speed_Mph speed_Ms"),
  ...fields("u8", "isAbsEnabled isAbsInAction isTcInAction isTcEnabled isInPit isEngineLimiterOn"),
  ...fields("f32", "accG_vertical accG_horizontal accG_frontal"),
  ...fields("i32", "lapTime lastLap bestLap lapCount"),
  ...fields("f32", "gas brake clutch engineRPM steer"),
  ...fields("i32", "gear"),
  ...fields("f32", "cgHeight"),
  ...fields("f32", "wheelAngularSpeed slipAngle slipAngle_ContactPatch slipRatio tyreSlip ndSlip load", {count: 4}),
  ...fields("f32", "Dy Mz tyreDirtyLevel camberRAD tyreRadius tyreLoadedRadius suspensionHeight", {count: 4}),
  ...fields("f32", "carPositionNormalized carSlope"),
  ...fields("f32", "carCoordinates", {count: 3}),
]);

/** RTLap, one per lap */
export const SPOT = structOf([
  ...fields("i32", "carIdentifierNumber lap"),
  ...fields("char16", "driverName carName", {count: 50}),
  ...fields("i32", "time"),
]);

/** identifier of RTCarInfo: "a" */
const CAR_INFO_ID = 97;

export type HandshakeResponse = ReturnType<typeof readResponse>;

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

export function readResponse(view: DataView, offset: number) {
  const {at} = HANDSHAKE_RESPONSE;
  return {
    carName: readAcText(view, offset + at.carName),
    driverName: readAcText(view, offset + at.driverName),
    trackName: readAcText(view, offset + at.trackName),
    trackConfig: readAcText(view, offset + at.trackConfig),
  };
}

/** Explains a datagram from the game's port that is none of its messages. */
export function explainAcUdp(view: DataView, offset: number, length: number, flow: Flow): string | undefined {
  if (flow.sourcePort !== AC_UDP_PORT || messageKind(view, offset, length)) return undefined;
  const known = [CAR_INFO, SPOT, HANDSHAKE_RESPONSE].map(({bytes}) => bytes).join(", ");
  return `Assetto Corsa packet of ${length} bytes: not one of the known messages (${known} bytes)`;
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
