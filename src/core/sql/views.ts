import {QUALITY_COLUMNS} from "../archive/quality.js";
import {CHANNELS, type Channel} from "../channels/catalogue.js";
import {CORNER_COLUMNS} from "./cornerColumns.js";
import {FINDING_COLUMNS} from "./findingColumns.js";
import {LAP_VIEW_COLUMNS} from "./lapColumns.js";
import {SQL_TYPES, type ViewColumn, viewColumn} from "./viewColumn.js";

/** A table that SQL sees. */
export interface SqlView {
  /** what a row is */
  rows: string;
  columns: readonly ViewColumn[];
}

/** Views that are filled when a query needs them, in the part that it needs. */
export const LAZY_VIEWS = ["corners", "findings", "traces", "samples"] as const;
export type LazyView = (typeof LAZY_VIEWS)[number];

const SESSION_COLUMNS: readonly ViewColumn[] = [
  viewColumn("session", "VARCHAR", "", "id of the session"),
  viewColumn("track", "VARCHAR", "", "name of the circuit"),
  viewColumn("type", "VARCHAR", "", "time trial, race, qualifying 1 …"),
  viewColumn("startedAt", "VARCHAR", "", "start in UTC, ISO 8601; startedAt::timestamp to compute with it"),
  viewColumn("durationS", "DOUBLE", "s", "length of the recording"),
  viewColumn("lengthM", "DOUBLE", "m", "length of the lap"),
  viewColumn("sector2M", "DOUBLE", "m", "where sector 2 begins"),
  viewColumn("sector3M", "DOUBLE", "m", "where sector 3 begins"),
  viewColumn("game", "VARCHAR", "", "the game, or the tool that wrote the log"),
  viewColumn("format", "VARCHAR", "", "of its data"),
  viewColumn("simulated", "BOOLEAN", "", "made by the simulator"),
  viewColumn("playerCar", "UTINYINT", "", "the player's car; null where the recording does not say"),
  viewColumn("drivers", "USMALLINT", "", "number of drivers"),
];

const QUALITY_VIEW_COLUMNS: readonly ViewColumn[] = [
  viewColumn("session", "VARCHAR", "", "id of the session"),
  viewColumn("sessionTime", "DOUBLE", "s", "end of the second"),
  viewColumn("at", "DOUBLE", "ms", "when it was written, since 1970"),
  ...QUALITY_COLUMNS.map(({name, label, unit, about}) => viewColumn(name, "DOUBLE", unit, `${label}: ${about}`)),
];

const SECTOR_COLUMNS: readonly ViewColumn[] = [
  ...LAP_VIEW_COLUMNS.filter(({name}) => /^(session|track|car|driver|lap)$/.test(name)),
  viewColumn("sector", "UTINYINT", "", "1, 2, 3"),
  viewColumn("timeMs", "UINTEGER", "ms", "official time of the sector"),
  ...LAP_VIEW_COLUMNS.filter(({name}) => /^(lapTimeMs|valid|complete|tyreCompound|tyreAgeLaps|pit)$/.test(name)),
  viewColumn("fromM", "DOUBLE", "m", "where the sector begins; null where the game does not say"),
  viewColumn("toM", "DOUBLE", "m", "where it ends"),
];

const PARTS: Partial<Record<Channel["part"], string>> = {
  motionEx: "the player's car only",
  telemetry2: "rules of 2026",
};

/** A channel as a column: scaled ones are multiplied. */
function channelColumn({name, label, unit, type, scale, kind, range, part}: Channel, isFloat: boolean): ViewColumn {
  const meaning = [label, range && `${range[0]} to ${range[1]}`, kind === "discrete" && "discrete", PARTS[part]];
  const sqlType = scale || (isFloat && kind === "continuous") ? "DOUBLE" : SQL_TYPES[type];
  return viewColumn(name, sqlType, unit, meaning.filter(Boolean).join("; "));
}

const IDENTITY = ["car", "lapNumber"];
const SAMPLE_COLUMNS: readonly ViewColumn[] = [
  viewColumn("session", "VARCHAR", "", "id of the session"),
  ...CHANNELS.toSorted((a, b) => Number(IDENTITY.includes(b.name)) - Number(IDENTITY.includes(a.name))).map((channel) =>
    channelColumn(channel, false),
  ),
];

/** Channels that have no meaning on a grid of places: times and counters of the recording. */
const NOT_ON_GRID = new Set([
  "car",
  "lapNumber",
  "sessionTime",
  "frame",
  "currentLapTimeMs",
  "lapDistance",
  "totalDistance",
]);

const TRACE_COLUMNS: readonly ViewColumn[] = [
  viewColumn("session", "VARCHAR", "", "id of the session"),
  viewColumn("car", "UTINYINT", "", "index of the car in the session"),
  viewColumn("lap", "USMALLINT", "", "number of the lap"),
  viewColumn(
    "point",
    "UINTEGER",
    "",
    "number of the grid point from the start line; the same place for all laps of one line",
  ),
  viewColumn(
    "distanceM",
    "DOUBLE",
    "m",
    "along the track's line; without one along the path of the session's best lap",
  ),
  viewColumn("timeS", "DOUBLE", "s", "since the lap's start, official at the line"),
  viewColumn("timeErrorS", "DOUBLE", "s", "bound of the error of timeS"),
  viewColumn("offsetM", "DOUBLE", "m", "to the right of the line"),
  ...CHANNELS.filter(({name}) => !NOT_ON_GRID.has(name)).map((channel) => channelColumn(channel, true)),
];

/** Everything that SQL sees, by name. */
export const VIEWS = {
  laps: {rows: "a row per lap and car", columns: LAP_VIEW_COLUMNS},
  sectors: {rows: "a row per lap and official sector time", columns: SECTOR_COLUMNS},
  sessions: {rows: "a row per session", columns: SESSION_COLUMNS},
  quality: {rows: "a row per second of a session that was recorded live", columns: QUALITY_VIEW_COLUMNS},
  corners: {
    rows: "a row per whole lap and piece of it, corners and straights, which add up to the lap time",
    columns: CORNER_COLUMNS,
  },
  findings: {rows: "a row per claim about a driver or a lap, found or not", columns: FINDING_COLUMNS},
  traces: {
    rows: "a row per whole lap and metre of the track's line; null where nothing was recorded",
    columns: TRACE_COLUMNS,
  },
  samples: {
    rows: "a row per recorded frame of a car; null where a packet of the frame was lost",
    columns: SAMPLE_COLUMNS,
  },
} as const satisfies Record<string, SqlView>;

export type ViewName = keyof typeof VIEWS;
/** All views; those of a workspace have its math channels among the columns. */
export type SqlViews = Record<ViewName, SqlView>;

/** The column of a lazy view that holds the lap's number; findings are chosen by car. */
export const LAP_COLUMN_OF: Record<LazyView, "lap" | "lapNumber"> = {
  corners: "lap",
  findings: "lap",
  traces: "lap",
  samples: "lapNumber",
};

/** Whether a name is that of a lazy view. */
export function isLazyView(name: string): name is LazyView {
  return (LAZY_VIEWS as readonly string[]).includes(name);
}
