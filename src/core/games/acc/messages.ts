/**
 * ACC broadcasting on UDP 9000, protocol version 4. Sources: Kunos' SDK sample (angel-git/acc-broadcasting), RiddleTime/Race-Element,
 * rrennoir/PyAccUdpInterface. Where they differ, the first two are followed: 2 is added to the gear, and the realtime update has three
 * bytes of weather.
 */
export const ACC_UDP_PORT = 9000;
export const ACC_PROTOCOL_VERSION = 4;

/** client → game */
export type AccRequest =
  | {
      type: "register";
      version: number;
      displayName: string;
      password: string;
      /** ms */
      intervalMs: number;
      commandPassword: string;
    }
  /** some clients send their id, others do not */
  | {type: "unregister"; connectionId?: number}
  | {type: "requestEntryList"; connectionId: number}
  | {type: "requestTrackData"; connectionId: number};

export const REQUEST_ID = {register: 1, unregister: 9, requestEntryList: 10, requestTrackData: 11} as const;
export const MESSAGE_ID = {
  registration: 1,
  realtime: 2,
  car: 3,
  entryList: 4,
  trackData: 5,
  entryCar: 6,
  event: 7,
} as const;

/** Times are ms; NO_TIME when the game has none. */
export interface AccLap {
  lapTimeMs: number;
  carIndex: number;
  driverIndex: number;
  splitsMs: number[];
  isInvalid: boolean;
  isValidForBest: boolean;
  isOutLap: boolean;
  isInLap: boolean;
}

export interface Registration {
  type: "registration";
  connectionId: number;
  success: boolean;
  readOnly: boolean;
  error: string;
}

export interface Realtime {
  type: "realtime";
  eventIndex: number;
  sessionIndex: number;
  sessionType: number;
  phase: number;
  /** ms since the session began */
  sessionTimeMs: number;
  /** ms; −1 without a limit; remaining time according to Race-Element */
  sessionEndTimeMs: number;
  focusedCarIndex: number;
  cameraSet: string;
  camera: string;
  hudPage: string;
  replay: {sessionTimeMs: number; remainingMs: number} | null;
  timeOfDayMs: number;
  ambientTempC: number;
  trackTempC: number;
  /** 0–1; NaN when the message has no weather */
  clouds: number;
  rain: number;
  wetness: number;
  bestSessionLap: AccLap;
}

export interface CarUpdate {
  type: "car";
  carIndex: number;
  driverIndex: number;
  driverCount: number;
  /** −1 reverse, 0 neutral */
  gear: number;
  /** m; y is horizontal too */
  worldX: number;
  worldY: number;
  yaw: number;
  /** 0 none, 1 track, 2 pit lane, 3 pit entry, 4 pit exit */
  location: number;
  speedKmh: number;
  position: number;
  cupPosition: number;
  trackPosition: number;
  /** 0–1 */
  spline: number;
  /** completed laps */
  laps: number;
  /** to the car's best lap of the session, ms */
  deltaMs: number;
  bestSessionLap: AccLap;
  lastLap: AccLap;
  currentLap: AccLap;
}

export interface EntryList {
  type: "entryList";
  connectionId: number;
  carIndices: number[];
}

export interface TrackData {
  type: "trackData";
  connectionId: number;
  name: string;
  id: number;
  meters: number;
  cameraSets: {name: string; cameras: string[]}[];
  hudPages: string[];
}

export interface AccDriver {
  firstName: string;
  lastName: string;
  shortName: string;
  category: number;
  /** absent in older versions of the game */
  nationality?: number;
}

export interface EntryCar {
  type: "entryCar";
  carIndex: number;
  model: number;
  teamName: string;
  raceNumber: number;
  cupCategory: number;
  currentDriverIndex: number;
  nationality: number;
  drivers: AccDriver[];
}

export interface BroadcastEvent {
  type: "event";
  event: number;
  text: string;
  timeMs: number;
  carIndex: number;
}

export type AccMessage = Registration | Realtime | CarUpdate | EntryList | TrackData | EntryCar | BroadcastEvent;

const SESSION_TYPES: Record<number, string> = {
  0: "practice",
  4: "qualifying",
  9: "superpole",
  10: "race",
  11: "hotlap",
  12: "hotstint",
  13: "hotlap superpole",
  14: "replay",
};

/** Name of a session type: "race". */
export function accSessionType(id: number): string {
  return SESSION_TYPES[id] ?? `session type ${id}`;
}

export const RACE = 10;
export const PHASE = {session: 5, sessionOver: 6, postSession: 7} as const;

const EVENTS = [
  "none",
  "green flag",
  "session over",
  "penalty",
  "accident",
  "lap completed",
  "best session lap",
  "personal best",
];

/** Name of an event: "accident". */
export function accEventName(id: number): string {
  return EVENTS[id] ?? `event ${id}`;
}
