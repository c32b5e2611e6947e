/** What an archived session is made of. Written by the importer and the recorder, read by pages, routes and commands. */

/** Version of session.json's shape; a reader refuses a newer one by name. */
export const SCHEMA_VERSION = 1;

/** What a session's track is called where nobody told. */
export const UNKNOWN_TRACK = "unknown track";

/** recordings/<id>/session.json */
export interface SessionFile {
  schemaVersion: number;
  catalogueVersion: number;
  id: string;
  /** the game's own session UID, hexadecimal with 0x */
  uid: string;
  source: Source;
  track: SessionTrack;
  /** "time trial", "race", "qualifying 1" … */
  type: string;
  /** arrival of the first datagram, ISO 8601 UTC */
  startedAt: string;
  /** arrival of the last datagram − arrival of the first, s */
  durationS: number;
  weather: string | null;
  trackTempC: number | null;
  airTempC: number | null;
  /** the car whose player sent the telemetry, null for a spectator */
  playerCar: number | null;
  drivers: Driver[];
  stints: Stint[];
  events: SessionEvent[];
  flashbacks: Flashback[];
  ledger: Ledger;
  capture: CaptureFacts;
  /** the session's best valid lap; null while none is finished */
  best: {car: number; lap: number; lapTimeMs: number} | null;
  /** a closed line of the circuit as driven, [x, z] in m, for thumbnails; empty when positions are unknown */
  outline: [number, number][];
  /** of an imported log: what was made of its columns, and what was not */
  log?: LogReport;
  /** what the user chose, for reprocessing: columns of a CSV when the log was imported, the track's name of any session */
  choices?: LogChoices;
}

/** What was made of an imported log's columns, and what was not. */
export interface LogReport {
  used: UsedColumn[];
  unused: UnusedColumn[];
  /** what a user should know: laps from where, times derived how, parts left out */
  notes: string[];
}

export interface UsedColumn {
  channel: string;
  /** the column's name in the file; "derived" where it was computed from others */
  from: string;
  /** as the file has it */
  unit: string;
  /** rows with a value, 0–1 */
  coverage: number;
}

export interface UnusedColumn {
  from: string;
  unit: string;
  reason: string;
}

/** What a user chose where a file leaves it open; as its reader documents them. */
export type LogChoices = Record<string, unknown>;

export interface Source {
  /** "F1 25" */
  game: string;
  /** packet format of a game: 2025; what read an imported log: "motec-ld" */
  format: number | string;
  gameVersion: string;
  /** true when the bytes come from Lapbook's own simulator; shown wherever the data is shown */
  simulated: boolean;
  /** name of the imported file, without its folder; null for a live recording */
  file: string | null;
}

export interface SessionTrack {
  /** the game's id, −1 unknown */
  id: number;
  name: string;
  lengthM: number;
  /** distances at which sectors 2 and 3 begin, m; null where the game does not say (format 2023) */
  sectorStartsM: [number, number] | null;
  /** there where nobody told the name: it was recognised by the shape of the driven line */
  shape?: TrackShape;
}

/** How a driven line lies on the known track whose name it was given. */
export interface TrackShape {
  /** the known track: one of our circuits ("monza"), or a file in tracks/ */
  track: string;
  /** mean distance from its centre line, m */
  meanM: number;
  /** 0–1 */
  confidence: number;
  /** driven the other way round */
  reversed?: true;
  /** an axis of the recording runs the other way: the line is a mirror image */
  mirrored?: true;
}

export interface Driver {
  car: number;
  name: string;
  team: string;
  raceNumber: number;
  ai: boolean;
  /** "your telemetry: restricted": status and damage of this car are unknown, not zero */
  restricted: boolean;
}

export interface Stint {
  car: number;
  startLap: number;
  /** null while it runs */
  endLap: number | null;
  /** visual compound: "soft", "medium", "hard", "intermediate", "wet" … */
  compound: string;
  /** actual compound: "C3" … */
  actual: string;
}

/** An event packet that arrived, in the game's own four letters; `car` where it names one. */
export interface SessionEvent {
  code: string;
  sessionTime: number;
  car?: number;
  /** further details by name, as the event carries them */
  details?: Record<string, number>;
}

export interface Flashback {
  /** frame (frameIdentifier) reached before going back, and the one gone back to */
  fromFrame: number;
  toFrame: number;
  /** session times of both, s */
  fromTime: number;
  toTime: number;
}

/** The byte-exact capture beside session.json, from which everything else can be rebuilt. */
export interface CaptureFacts {
  /** capture.pcap.gz, or as it was imported: capture.pcapng.gz */
  file: string;
  /** files that came with an imported one, as they are archived: `capture.ldx.gz`; only where there are any */
  beside?: string[];
  /** well-formed datagrams in it, and a digest of them in order: equal for equal captures, whatever file they came in */
  datagrams: number;
  digest: string;
}

/** What arrived and what did not. Every number is exact for what the collector saw. */
export interface Ledger {
  /** all datagrams of this session, whatever their fate */
  received: number;
  /** well-formed datagrams (duplicates included) by packet id */
  byId: Record<string, number>;
  /** wrong length, unknown id, older or foreign format … and how many of each kind */
  malformed: number;
  malformedByKind: Record<string, number>;
  /** datagrams that had arrived before */
  duplicated: number;
  /** datagrams that arrived after one of a later frame */
  reordered: number;
  /** frames of the session's span for which no lap data arrived */
  lostFrames: number;
  /** frames of the session's span, lost ones included */
  spanFrames: number;
  flashbacks: number;
  /** rows of samples that a flashback took back */
  supersededSamples: number;
}

/** One row of recordings/<id>/laps.arrows: one lap of one car. Times in ms are the game's own. */
export interface LapRow {
  car: number;
  driver: string;
  lap: number;
  /** official time; null while the lap is not finished (or the game never said) */
  lapTimeMs: number | null;
  sector1Ms: number | null;
  sector2Ms: number | null;
  sector3Ms: number | null;
  valid: boolean;
  /** finished, and recorded from line to line */
  complete: boolean;
  /** lap data frames recorded / lap data frames the game sent in the recorded part of the lap, 0–1 */
  coverage: number;
  /** rows in the samples file; 0 when the lap is known from the session history only */
  samples: number;
  topSpeedKmh: number | null;
  averageSpeedKmh: number | null;
  /** fraction of samples with throttle ≥ 0.98, and with brake > 0.05; 0–1 */
  fullThrottle: number | null;
  braking: number | null;
  fuelUsedKg: number | null;
  /** where a game or a log counts litres; absent in archives whose laps have none */
  fuelUsedLitres?: number | null;
  /** session time of first and last sample, s */
  startTime: number | null;
  endTime: number | null;
  tyreCompound: string | null;
  tyreAgeLaps: number | null;
  /** the lap touched the pit lane or the garage */
  pit: boolean;
  /** relative to the session's folder: samples/car-0/lap-4.arrows; null without samples */
  file: string | null;
}

/** GET recordings/index.json: the library. The same file stands in a published folder. */
export interface LibraryIndex {
  /** true when a server stands behind it that takes imports */
  writable: boolean;
  sessions: LibraryEntry[];
  /** tracks learned from driven laps: tracks/<id>.json */
  tracks: TrackEntry[];
  /** folders that could not be read, with the reason */
  unreadable: {id: string; reason: string}[];
}

/** A learned track as the library lists it. */
export interface TrackEntry {
  id: string;
  name: string;
  /** whose world its positions are in */
  game: string;
  lengthM: number;
  laps: number;
}

/** A session as the library lists it. */
export interface LibraryEntry
  extends Pick<
    SessionFile,
    "id" | "source" | "track" | "type" | "startedAt" | "durationS" | "best" | "outline" | "playerCar"
  > {
  drivers: number;
  laps: number;
  /** the driver of the best lap */
  bestDriver: string | null;
  /** whether the best lap has samples to be drawn: some logs tell times only */
  bestSampled: boolean;
  /** whether readers marked moments of it: marks.jsonl lies beside session.json */
  marks?: boolean;
  sizeBytes: number;
}
