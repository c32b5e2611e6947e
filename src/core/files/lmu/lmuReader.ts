import type {LogReport} from "../../archive/types.js";
import {METRES_PER_DEGREE} from "../../geometry/placesOnEarth.js";
import type {RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import {oneCarLog} from "../derive.js";
import {checkTurns} from "../driveChecks.js";
import {LogFileError} from "../importedLog.js";
import {onGrid, tableRate} from "../motec/grid.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {setAccelerations} from "./lmuAccelerations.js";
import {LMU_REASONS, LMU_RULES} from "./lmuChannels.js";
import {type LmuEvent, type LmuFile, readLmu} from "./lmuFile.js";
import {type LmuEvents, lmuLaps} from "./lmuLaps.js";

/** Values in memory at most (1 GB). */
const MOST_CELLS = 120_000_000;
/** "DUCK", after eight bytes of checksum. */
const MAGIC = [0x44, 0x55, 0x43, 0x4b];
/** The game writes latitude and longitude around a place of its own. */
const MADE_UP = {latitude: 60, longitude: 0, within: 0.5};

/** Le Mans Ultimate's telemetry (.duckdb), read by DuckDB; see readLmu. */
export const lmuReader: LogFileReader = {
  format: "lmu-duckdb",
  label: "Le Mans Ultimate telemetry (DuckDB)",
  extensions: [".duckdb"],
  isDatabase: true,
  recognises: (head) => MAGIC.every((byte, i) => head[8 + i] === byte),
  read({name, bytes}, {choices, onProgress, openDatabase} = {}) {
    if (!openDatabase)
      throw new LogFileError("a DuckDB file: import it on the library page or with lapbook import", name);
    const database = openDatabase(bytes);
    try {
      const file = readLmu(database);
      const {raw, rows, rate, time} = gridded(file, onProgress);
      const notes = [`one table at ${rate} Hz; channel rates in the file: ${ratesOf(file)} Hz`];
      const {columns, report} = readColumns(raw, LMU_RULES, {reasons: LMU_REASONS, choices, notes});
      for (const {name: from, reason} of file.unreadable) report.unused.push({from, unit: "", reason});
      columns.sessionTime = time;
      positions(raw, columns, report);
      setAccelerations(raw, columns, report);
      checkTurns(columns, report.notes, {leftPositive: undefined});
      const events = Object.fromEntries(file.events.map((event) => [event.name, event])) as LmuEvents;
      const laps = lmuLaps(
        events,
        time.map((t) => t + file.startS),
        report.notes,
      );
      for (const lap of laps) lap.pit = pitIn(columns.pitStatus, lap.first, lap.end);
      onProgress?.(1);
      const fact = (key: string) => file.facts.get(key)?.trim() ?? "";
      return oneCarLog({driver: fact("DriverName"), team: fact("CarName"), rows, columns, laps}, report, {
        format: "lmu-duckdb",
        game: "Le Mans Ultimate",
        gameVersion: fact("Version"),
        track: {
          name: [fact("TrackName"), fact("TrackLayout")]
            .filter((text, i, all) => text && all.indexOf(text) === i)
            .join(" "),
        },
        type: fact("SessionType").toLowerCase() || "unknown",
        startedAt: startOfText(fact("RecordingTime")),
        weather: fact("WeatherConditions").toLowerCase() || null,
      });
    } finally {
      database.close();
    }
  },
};

/** All channels and events in rows of one rate. */
function gridded(
  file: LmuFile,
  onProgress?: (fraction: number) => void,
): {raw: RawColumns; rows: number; rate: number; time: Float64Array} {
  const {channels, events, startS} = file;
  const usable = channels.filter(({name}) => name !== "GPS Time");
  const rate = tableRate(
    usable.map((channel) => channel.rate),
    channels.find(({name}) => name === "Ground Speed")?.rate,
  );
  // slower channels may reach beyond the clock
  const clock = channels.find(({name}) => name === "GPS Time");
  let rows = clock ? Math.round((clock.values().length / clock.rate) * rate) : 0;
  const raw: RawColumns = new Map();
  const read = usable.map(({name, unit, rate: own, values}, i) => {
    const samples = values();
    if (!clock) rows = Math.max(rows, Math.round((samples.length / own) * rate));
    if (rows * (i + 1) > MOST_CELLS)
      throw new LogFileError(`too many values: ${rows} rows at ${rate} Hz with ${usable.length} channels`);
    onProgress?.((0.6 * (i + 1)) / usable.length);
    return {name, unit, own, samples};
  });
  if (rows < 2) throw new LogFileError(`too few rows: ${rows}, expected 2 or more`);
  for (const {name, unit, own, samples} of read)
    raw.set(name, {
      unit,
      values: samples.length ? onGrid(samples, own, rate, rows, false) : new Float64Array(rows).fill(Number.NaN),
    });
  const time = Float64Array.from({length: rows}, (_, row) => row / rate);
  for (const event of events) raw.set(event.name, {unit: event.unit, values: held(event, time, startS)});
  onProgress?.(0.7);
  return {raw, rows, rate, time};
}

/** An event's value in each row: it holds until the next. */
function held({times, values}: LmuEvent, time: Float64Array, startS: number): Float64Array {
  const out = new Float64Array(time.length).fill(Number.NaN);
  let next = 0;
  let value = Number.NaN;
  for (let row = 0; row < time.length; row++) {
    while (next < times.length && times[next] - startS <= time[row] + 1e-6) value = values[next++];
    out[row] = value;
  }
  return out;
}

/** Metres around the game's made-up place; a log with a real one is read as such. */
function positions(raw: RawColumns, columns: Record<string, Float64Array>, report: LogReport): void {
  const latitude = raw.get("GPS Latitude")?.values;
  const longitude = raw.get("GPS Longitude")?.values;
  if (!latitude || !longitude) return;
  const isMadeUp = latitude.every(
    (v, i) =>
      !Number.isFinite(v + longitude[i]) ||
      (Math.abs(v - MADE_UP.latitude) < MADE_UP.within && Math.abs(longitude[i] - MADE_UP.longitude) < MADE_UP.within),
  );
  if (!isMadeUp) Object.assign(columns, {latitude, longitude});
  else {
    const east = METRES_PER_DEGREE * Math.cos((MADE_UP.latitude * Math.PI) / 180);
    columns.worldX = longitude.map((v) => (v - MADE_UP.longitude) * east);
    columns.worldZ = latitude.map((v) => (MADE_UP.latitude - v) * METRES_PER_DEGREE);
    for (const channel of ["worldX", "worldZ"]) report.used.push({channel, from: "derived", unit: "", coverage: 1});
    report.notes.push(
      `positions: metres from ${MADE_UP.latitude}° N ${MADE_UP.longitude}° E, a place that the game makes up; exact to about 0.4 m`,
    );
  }
  setPositions(columns, report);
}

function pitIn(pitStatus: Float64Array | undefined, first: number, end: number): boolean {
  return pitStatus?.subarray(first, end).some((v) => v > 0) ?? false;
}

function ratesOf({channels}: LmuFile): string {
  return [...new Set(channels.map(({rate}) => rate))].sort((a, b) => a - b).join(", ");
}

/** ms since 1970 of `2026-01-27T20_43_54Z`; null for other texts. */
function startOfText(text: string): number | null {
  const start = Date.parse(text.replaceAll("_", ":"));
  return start > 0 ? start : null;
}
