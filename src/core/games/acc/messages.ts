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
