import type {AccRequest} from "./messages.js";
import {MESSAGE_ID, REQUEST_ID} from "./messages.js";
import {WireReader} from "./wire.js";

/**
 * A message of the game, or why the datagram is none: "id", "short" (ends before its last field), "protocol 2" (a car update without
 * driverCount, as that version sent it). Bytes after the last field are ignored: a later version of the game may append fields.
 */
export function readMessage(view: DataView, offset: number, length: number): AccMessage | string {
  const wire = new WireReader(view, offset, length);
  switch (wire.u8()) {
    case MESSAGE_ID.registration:
      return whole(wire, readRegistration(wire));
    case MESSAGE_ID.realtime:
      return readRealtimeOf(view, offset, length);
    case MESSAGE_ID.car:
      return readCarOf(view, offset, length);
    case MESSAGE_ID.entryList:
      return whole(wire, readEntryList(wire));
    case MESSAGE_ID.trackData:
      return whole(wire, readTrackData(wire));
    case MESSAGE_ID.entryCar:
      return readEntryCarOf(view, offset, length);
    case MESSAGE_ID.event:
      return whole(wire, readEvent(wire));
    default:
      return length === 0 ? "short" : "id";
  }
}

export type AccLap = ReturnType<typeof readLap>;
export type Realtime = ReturnType<typeof readRealtime>;
export type CarUpdate = ReturnType<typeof readCar>;
export type TrackData = ReturnType<typeof readTrackData>;
export type EntryCar = ReturnType<typeof readEntryCar>;
export type BroadcastEvent = ReturnType<typeof readEvent>;
export type AccMessage =
  | ReturnType<typeof readRegistration>
  | Realtime
  | CarUpdate
  | ReturnType<typeof readEntryList>
  | TrackData
  | EntryCar
  | BroadcastEvent;

function readRegistration(wire: WireReader) {
  return {
    type: "registration" as const,
    connectionId: wire.i32(),
    success: wire.u8() !== 0,
    readOnly: wire.u8() === 0,
    error: wire.str(),
  };
}

function readEntryList(wire: WireReader) {
  return {
    type: "entryList" as const,
    connectionId: wire.i32(),
    carIndices: wire.list(wire.u16(), () => wire.u16()),
  };
}

function readEvent(wire: WireReader) {
  return {
    type: "event" as const,
    event: wire.u8(),
    text: wire.str(),
    timeMs: wire.i32(),
    carIndex: wire.i32(),
  };
}

/** A client's request, or why the datagram is none. */
export function readRequest(view: DataView, offset: number, length: number): AccRequest | string {
  const wire = new WireReader(view, offset, length);
  switch (wire.u8()) {
    case REQUEST_ID.register: {
      const [version, displayName, password] = [wire.u8(), wire.str(), wire.str()];
      const [intervalMs, commandPassword] = [wire.i32(), wire.str()];
      return whole(wire, {type: "register", version, displayName, password, intervalMs, commandPassword});
    }
    case REQUEST_ID.unregister:
      return wire.left === 4 ? {type: "unregister", connectionId: wire.i32()} : {type: "unregister"};
    case REQUEST_ID.requestEntryList:
      return whole(wire, {type: "requestEntryList", connectionId: wire.i32()});
    case REQUEST_ID.requestTrackData:
      return whole(wire, {type: "requestTrackData", connectionId: wire.i32()});
    default:
      return length === 0 ? "short" : "id";
  }
}

function whole<T>(wire: WireReader, message: T): T | "short" {
  return wire.short ? "short" : message;
}

/** One client reads no weather bytes. The length of the message decides whether they are present. */
function readRealtimeOf(view: DataView, offset: number, length: number): Realtime | "short" {
  const read = (hasWeather: boolean) => {
    const wire = new WireReader(view, offset + 1, length - 1);
    return {wire, message: readRealtime(wire, hasWeather)};
  };
  const {wire, message} = read(true);
  if (!wire.short && wire.left === 0) return message;
  const without = read(false);
  if (!without.wire.short && !without.wire.odd && without.wire.left === 0) return without.message;
  return whole(wire, message);
}

function readRealtime(wire: WireReader, hasWeather: boolean) {
  const [eventIndex, sessionIndex, sessionType, phase] = [wire.u16(), wire.u16(), wire.u8(), wire.u8()];
  const [sessionTimeMs, sessionEndTimeMs, focusedCarIndex] = [wire.f32(), wire.f32(), wire.i32()];
  const [cameraSet, camera, hudPage] = [wire.str(), wire.str(), wire.str()];
  const replay = wire.u8() ? {sessionTimeMs: wire.f32(), remainingMs: wire.f32()} : null;
  const [timeOfDayMs, ambientTempC, trackTempC] = [wire.f32(), wire.u8(), wire.u8()];
  const tenth = () => (hasWeather ? wire.u8() / 10 : Number.NaN);
  const [clouds, rain, wetness] = [tenth(), tenth(), tenth()];
  return {
    type: "realtime" as const,
    eventIndex,
    sessionIndex,
    sessionType,
    phase,
    /** ms since the session began */
    sessionTimeMs,
    /** ms; −1 without a limit; remaining time according to Race-Element */
    sessionEndTimeMs,
    focusedCarIndex,
    cameraSet,
    camera,
    hudPage,
    replay,
    timeOfDayMs,
    ambientTempC,
    trackTempC,
    /** 0–1; NaN when the message has no weather */
    clouds,
    rain,
    wetness,
    bestSessionLap: readLap(wire),
  };
}

function readCarOf(view: DataView, offset: number, length: number): CarUpdate | "short" | "protocol 2" {
  const read = (withCount: boolean) => {
    const wire = new WireReader(view, offset + 1, length - 1);
    return {wire, car: readCar(wire, withCount)};
  };
  const {wire, car} = read(true);
  if (!wire.short && wire.left === 0) return car;
  const older = read(false);
  if (!older.wire.short && older.wire.left === 0) return "protocol 2";
  return whole(wire, car);
}

function readCar(wire: WireReader, withCount: boolean) {
  return {
    type: "car" as const,
    carIndex: wire.u16(),
    driverIndex: wire.u16(),
    driverCount: withCount ? wire.u8() : 0,
    /** −1 reverse, 0 neutral */
    gear: wire.u8() - 2,
    /** m; y is horizontal too */
    worldX: wire.f32(),
    worldY: wire.f32(),
    yaw: wire.f32(),
    /** 0 none, 1 track, 2 pit lane, 3 pit entry, 4 pit exit */
    location: wire.u8(),
    speedKmh: wire.u16(),
    position: wire.u16(),
    cupPosition: wire.u16(),
    trackPosition: wire.u16(),
    /** 0–1 */
    spline: wire.f32(),
    /** completed laps */
    laps: wire.u16(),
    /** to the car's best lap of the session, ms */
    deltaMs: wire.i32(),
    bestSessionLap: readLap(wire),
    lastLap: readLap(wire),
    currentLap: readLap(wire),
  };
}

/** Times are ms; NO_TIME when the game has none. */
function readLap(wire: WireReader) {
  return {
    lapTimeMs: wire.i32(),
    carIndex: wire.u16(),
    driverIndex: wire.u16(),
    splitsMs: wire.list(wire.u8(), () => wire.i32()),
    isInvalid: wire.flag(),
    isValidForBest: wire.flag(),
    isOutLap: wire.flag(),
    isInLap: wire.flag(),
  };
}

function readTrackData(wire: WireReader) {
  return {
    type: "trackData" as const,
    connectionId: wire.i32(),
    name: wire.str(),
    id: wire.i32(),
    meters: wire.i32(),
    cameraSets: wire.list(wire.u8(), () => ({name: wire.str(), cameras: wire.list(wire.u8(), () => wire.str())})),
    hudPages: wire.list(wire.u8(), () => wire.str()),
  };
}

/** In newer versions of the game drivers have a nationality. The length of the message decides whether they do. */
function readEntryCarOf(view: DataView, offset: number, length: number): EntryCar | "short" {
  const read = (nationalities: boolean) => {
    const wire = new WireReader(view, offset + 1, length - 1);
    return {wire, entry: readEntryCar(wire, nationalities)};
  };
  const newer = read(true);
  if (!newer.wire.short && newer.wire.left === 0) return newer.entry;
  const older = read(false);
  if (!older.wire.short && older.wire.left === 0) return older.entry;
  return whole(newer.wire, newer.entry);
}

function readEntryCar(wire: WireReader, nationalities: boolean) {
  const [carIndex, model, teamName, raceNumber] = [wire.u16(), wire.u8(), wire.str(), wire.i32()];
  const [cupCategory, currentDriverIndex, nationality] = [wire.u8(), wire.u8(), wire.u16()];
  const drivers = wire.list(wire.u8(), () => {
    const [firstName, lastName, shortName, category] = [wire.str(), wire.str(), wire.str(), wire.u8()];
    // absent in older versions of the game
    const nationality: {nationality?: number} = nationalities ? {nationality: wire.u16()} : {};
    return {firstName, lastName, shortName, category, ...nationality};
  });
  return {
    type: "entryCar" as const,
    carIndex,
    model,
    teamName,
    raceNumber,
    cupCategory,
    currentDriverIndex,
    nationality,
    drivers,
  };
}
