import type {NotesEntry} from "./sessionNotes.js";

/** Contents of an archived session. Written by importer and recorder, read by pages, routes and commands. */

/** Version of session.json's schema; newer ones are refused by their number. */
export const SCHEMA_VERSION = 1;

/** Name of a track that is not known. */
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
  /** of an imported log */
  log?: LogReport;
  /** the user's choices, repeated when the session is reprocessed: of an imported log, see its reader; the track's name of any session */
  choices?: LogChoices;
  /** of a session that was imported from a report: it has samples of part of its laps, and of their channels */
  fromReport?: ReportOrigin;
}

/** The report that a session was imported from. */
export interface ReportOrigin {
  title: string;
  /** version of Lapbook that wrote it */
  lapbook: string;
  /** the drivers' names were replaced */
  redacted: boolean;
  /** laps with samples */
  laps: number;
  /** what did not come along, in words */
  leftOut: string[];
}

/** A session with its laps. */
export interface ArchivedSession {
  session: SessionFile;
  laps: LapRow[];
}

/** How the columns of an imported log were read, and which were not used. */
export interface LogReport {
  used: UsedColumn[];
  unused: UnusedColumn[];
  /** for the user: the source of laps and times, and the rows that were left out */
  notes: string[];
  /** where the laps were cut, of a log without laps of its own or by the user's choice */
  line?: CutLine;
}

/** Where the laps of a log were cut. */
export interface CutLine {
  /**
   * choice: the user's line; track: of a known track; shape: the place passed most often, a guess; bends: a place found again by the
   * bends around it, a guess without positions
   */
  from: "choice" | "track" | "shape" | "bends";
  /** the line across the road; absent without positions */
  place?: {
    /** m, in the log's coordinates (`worldX`, `worldZ`) */
    x: number;
    z: number;
    /** driving direction, degrees clockwise from the top of the map (north) */
    headingDeg: number;
    /** in the format of the choice `line`: latitude and longitude where the log has them, else x and z */
    text: string;
  };
}

export interface UsedColumn {
  channel: string;
  /** the column's name in the file; "derived" where it was computed from others */
  from: string;
  /** as the file has it, else the one in which it was read */
  unit: string;
  /** rows with a value, 0–1 */
  coverage: number;
  /** the unit, or how the column counts, is not from the file: what it rests on; absent in older files too */
  assumed?: string;
}

export interface UnusedColumn {
  from: string;
  unit: string;
  reason: string;
}

/** Choices of the user where a file leaves something open; documented at each reader. */
export type LogChoices = Record<string, unknown>;

export interface Source {
  /** "F1 25" */
  game: string;
  /** packet format of a game: 2025; reader of an imported log: "motec-ld" */
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
  /** distances at which sectors 2 and 3 begin, m; null where the game does not send them (format 2023) */
  sectorStartsM: [number, number] | null;
  /** present if the track was recognised by the shape of the driven line */
  shape?: TrackShape;
}

/** How well a driven line fits the known track that it was recognised as. */
export interface TrackShape {
  /** the known track: one of our circuits ("monza"), or a file in tracks/ */
  track: string;
  /** mean distance from its centre line, m */
  meanM: number;
  /** 0–1 */
  confidence: number;
  /** driven in the opposite direction */
  reversed?: true;
  /** the line is a mirror image: an axis of the recording is inverted */
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
  /** in the classification of a race or of imported results, from 1 */
  position?: number;
  race?: RaceFacts;
}

/** A car's race by its source, beside its laps. What the source does not contain is absent. */
export interface RaceFacts {
  /** place on the starting grid, from 1 */
  grid?: number;
  /** stops in the pits */
  stops?: number;
  /** s, of time penalties; they are in no lap time */
  penaltyS?: number;
  /** absent while it drives */
  status?: "finished" | "did not finish" | "disqualified" | "not classified" | "retired";
  /** of a car that did not finish: "terminal damage" */
  because?: string;
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

/** An event packet of a game, by its four-letter code; `car` where it names one. */
export interface SessionEvent {
  code: string;
  sessionTime: number;
  car?: number;
  /** further fields of the event, by name */
  details?: Record<string, number>;
}

export interface Flashback {
  /** frame (frameIdentifier) before the flashback, and the frame it returned to */
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
  /** companion files of an imported one, as archived: `capture.ldx.gz`; absent where there are none */
  beside?: string[];
  /** number of well-formed datagrams, and a digest of them in order: it does not depend on the container */
  datagrams: number;
  digest: string;
  /** the container has no date, nor its name: the times count from that of the imported file */
  datedByFile?: true;
}

/** Exact counts of the datagrams that arrived and of those that did not. */
export interface Ledger {
  /** all datagrams of this session */
  received: number;
  /** well-formed datagrams (duplicates included) by packet id */
  byId: Record<string, number>;
  /** wrong length, unknown id, older format or no packet of the game …, in total and by kind */
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
  /** official time; null while the lap is not finished, or where the game does not send it */
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

/** GET recordings/index.json: the library. A published folder has the same file. */
export interface LibraryIndex {
  /** whether a server takes what this page changes or imports */
  writable: boolean;
  /** a server stands behind the pages, although it takes no changes from who looks at them */
  served?: true;
  sessions: LibraryEntry[];
  /** tracks learned from driven laps: tracks/<id>.json */
  tracks: TrackEntry[];
  /** folders that could not be read, with the reason */
  unreadable: {id: string; reason: string}[];
  /** the user has math channels: math-channels.json; absent: the examples */
  mathChannels?: true;
  /** the user has alert rules: alerts.json; absent: the shipped ones */
  alertRules?: true;
}

/** A learned track as the library lists it. */
export interface TrackEntry {
  id: string;
  name: string;
  /** the game whose coordinates its positions use */
  game: string;
  lengthM: number;
  laps: number;
  /** a user has edited its corners: tracks/corners/<id>.json */
  corners?: true;
}

/** A session as the library lists it. */
export interface LibraryEntry
  extends Pick<
    SessionFile,
    "id" | "source" | "track" | "type" | "startedAt" | "durationS" | "best" | "outline" | "playerCar"
  > {
  drivers: number;
  /** the cars or teams, each once, at most 30 */
  cars?: string[];
  laps: number;
  /** the driver of the best lap */
  bestDriver: string | null;
  /** whether the best lap has samples: some logs have only lap times */
  bestSampled: boolean;
  /** the date is that of the imported file, which contains none */
  datedByFile?: boolean;
  /** times of the player's finished laps, else of the driver of the best lap, at most 200; absent in copies published earlier */
  lapTimesMs?: number[];
  /** laps with samples; absent in copies published earlier */
  sampledLaps?: number;
  /** the player, else the driver of the best lap; absent in copies published earlier */
  driver?: Pick<Driver, "name" | "team">;
  /** whether the session has bookmarks: marks.jsonl is beside session.json */
  marks?: boolean;
  /** whether latency and losses of each second are known: quality.jsonl is beside session.json */
  quality?: boolean;
  /** what the user wrote about it: notes.json is beside session.json */
  notes?: NotesEntry;
  sizeBytes: number;
  /** of a published copy: files in derived/; a server makes them when they are asked for */
  derived?: string[];
}
