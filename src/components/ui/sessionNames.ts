import type {SessionFile, Source} from "../../core/archive/types.js";
import {day, when} from "./format.js";

/** Labels of the file readers, repeated here so that pages need not load the readers; a test compares them. */
export const FORMAT_NAMES: Record<string, string> = {
  "motec-ld": "MoTeC log",
  "motec-csv": "MoTeC CSV",
  "aim-csv": "AiM RaceStudio (CSV)",
  "racechrono-csv": "RaceChrono (CSV)",
  "alfano-ada-csv": "Alfano ADA (CSV)",
  "alfano-raw": "Alfano session of the device (SN….csv with its LAP_….csv files)",
  "trackaddict-csv": "TrackAddict log (CSV)",
  "garage61-csv": "Garage 61 (CSV)",
  "lapbook-csv": "Lapbook export (CSV)",
  "iracing-ibt": "iRacing telemetry",
  "aim-xrk": "AiM log",
  "racelogic-vbo": "VBOX log (.vbo)",
  gpx: "GPX track",
  nmea: "NMEA log",
  "lmu-duckdb": "Le Mans Ultimate telemetry (DuckDB)",
  "gt7-json": "Gran Turismo 7 laps (JSON)",
  "ac-shared-memory-csv": "Assetto Corsa shared memory (CSV)",
  "acc-shared-memory-csv": "Assetto Corsa Competizione shared memory (CSV)",
  "ac-lap-log": "Assetto Corsa lap log",
  "ac-pdata": "Assetto Corsa app laps (JSON)",
  "purple-sector": "Purple Sector laps (JSON)",
  "acc-results": "Assetto Corsa Competizione results of a server or the game (JSON)",
  "ac-results": "Assetto Corsa server results (JSON)",
  "ac-game-results": "Assetto Corsa results of the game (race_out.json)",
  "rfactor-results": "rFactor 2 and Le Mans Ultimate results (XML)",
  "crew-chief-csv": "Crew Chief telemetry (CSV)",
  "f1-laptimes": "Formula 1 laps (laptimes.json and its telemetry)",
  "f1-telemetry": "Formula 1 lap telemetry (JSON)",
  openf1: "OpenF1 car data",
  "fastf1-csv": "FastF1 telemetry (CSV)",
  "fastf1-laps-csv": "FastF1 laps (CSV)",
  "f1-formula-tools": "F1 game lap (JSON with dataPoints)",
  "f1-trace": "F1 game lap (F1 trace JSON)",
  "f1-session-json": "F1 game session (lap times, JSON)",
  "f1-quix-csv": "F1 2019 (Quix CSV)",
  csv: "table (CSV)",
};

/** A session's type; "" where it is unknown. */
export function typeName(type: string): string {
  return type === "unknown" ? "" : type;
}

/** Track and type of a session: `Melbourne, time trial`. */
export function sessionTitle({track, type}: {track: {name: string}; type: string}): string {
  return [track.name, typeName(type)].filter(Boolean).join(", ");
}

/** A session in the title of a page: `Silverstone, race, 1 Mar 2026`. */
export function sessionSubject(session: Pick<SessionFile, "track" | "type" | "startedAt">): string {
  return `${sessionTitle(session)}, ${day(session.startedAt)}`;
}

/** Track, type and time of a session: `Melbourne · time trial · 7 Mar 2025, 14:05`; of the simulator's, that it is simulated. */
export function sessionLabel({
  track,
  type,
  startedAt,
  source,
}: Pick<SessionFile, "track" | "type" | "startedAt" | "source">): string {
  return [track.name, typeName(type), when(startedAt), source.simulated ? "simulated" : ""].filter(Boolean).join(" · ");
}

/** The format of a session's source: `packet format 2025`, `MoTeC log`. */
export function formatName({format}: Pick<Source, "format">): string {
  return typeof format === "number" ? `packet format ${format}` : (FORMAT_NAMES[format] ?? format.replaceAll("-", " "));
}

/** The driver of a lap, or its car's number where the name is unknown. */
export function driverName({driver, car}: {driver?: string | null; car: number}): string {
  return driver || `car ${car}`;
}

/** What `team` of a driver is: the F1 games name teams, all others the car. */
export function teamLabel({game}: Pick<Source, "game">): "Team" | "Car" {
  return /^F1\b/.test(game) ? "Team" : "Car";
}
