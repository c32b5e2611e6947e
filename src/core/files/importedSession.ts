import {plainDriver} from "../archive/plainDriver.js";
import {createColumn, type SampleColumn, type SampleTable} from "../archive/samples.js";
import {type LapRow, type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";
import {CHANNELS, type Channel, PARTS} from "../channels/catalogue.js";
import {isWhole, storedType} from "../channels/storedType.js";
import type {LapFacts, SessionFacts} from "../games/game.js";
import {isRace} from "../laps/gaps.js";
import {SessionBuilder} from "../session/sessionBuilder.js";
import {sessionFile} from "../session/sessionFile.js";
import {drivenShare} from "./drivingChannels.js";
import {type ImportedCar, type ImportedLap, type ImportedLog, LogFileError} from "./importedLog.js";

/** Every part counts as present: missing values are marked channel by channel. */
const ALL_PARTS = (1 << PARTS.length) - 1;
const DAY_MS = 86_400_000;
/** the smallest number that rounds to an infinite float32: half a step above the greatest finite one */
const FLOAT32_END = 2 ** 128 - 2 ** 103;
const BY_NAME = new Map(CHANNELS.map((c) => [c.name, c]));

/** A lap's samples as the archive stores them. */
export interface ImportedSamples {
  car: number;
  lap: number;
  table: SampleTable;
}

export interface ImportedSession {
  session: SessionFile;
  laps: LapRow[];
  samples: ImportedSamples[];
}

/**
 * Makes a session of the archive from an imported log, as a capture of game packets gives one.
 *
 * @param id of the session, see `importedSessionId`
 * @param file name of the imported file
 * @param capture names under which its bytes and those of the files beside it are archived, and their digest
 * @throws LogFileError when the log holds neither a row nor a lap time, or breaks what ImportedLog promises
 */
export function importedSession(
  log: ImportedLog,
  {id, file, capture}: {id: string; file: string | null; capture: {file: string; digest: string; beside?: string[]}},
): ImportedSession {
  const samples: ImportedSamples[] = [];
  const builder = new SessionBuilder({
    samples: (car, lap, table) => {
      if (table.rows > 0) samples.push({car, lap, table});
    },
  });
  builder.facts(factsOf(log));
  for (const car of log.cars) {
    check(car);
    for (const lap of car.laps) {
      builder.lap(car.car, lapFacts(lap));
      const table = lapTable(car, lap);
      const coverage = drivenShare(car.columns, lap.first, lap.end);
      builder.lapSamples(car.car, {
        lap: lap.lap,
        table,
        superseded: [],
        firstLapTimeMs: -1,
        lastLapTimeMs: 0,
        coverage,
      });
    }
  }
  const summary = {...builder.summary(), stints: log.stints ?? []};
  const {laps} = summary;
  // a log of lap times without samples is accepted
  if (!samples.length && !laps.some(({lapTimeMs}) => lapTimeMs !== null)) throw new LogFileError("no samples");
  const {file: captureFile, digest, beside} = capture;
  const session = sessionFile(summary, {
    id,
    uid: "",
    format: log.format,
    file,
    startedAt: new Date(log.startedAt ?? 0).toISOString(),
    durationS: durationOf(log),
    capture: {file: captureFile, datagrams: 0, digest, ...(beside?.length && {beside})},
  });
  return {samples, laps, session: {...session, log: log.report}};
}

function factsOf(log: ImportedLog): SessionFacts {
  const {game, gameVersion, simulated = false, type, weather, trackTempC, airTempC, playerCar, cars} = log;
  const {name, lengthM, sectorStartsM} = log.track;
  return {
    game,
    gameVersion,
    simulated,
    track: {id: -1, name: name || UNKNOWN_TRACK, lengthM: lengthM ?? 0, sectorStartsM},
    type,
    weather,
    trackTempC,
    airTempC,
    playerCar,
    drivers: cars.map(({car, driver, team, raceNumber, position, race}) => ({
      ...plainDriver(car, driver || `car ${car}`, team, raceNumber),
      ...(position !== undefined && {position}),
      ...(race && isRace(type) && Object.keys(race).length > 0 && {race}),
    })),
  };
}

/** From the first sample of any car to the last, s. */
function durationOf({cars}: ImportedLog): number {
  const times = cars.flatMap(({columns: {sessionTime}, rows}) => (rows ? [sessionTime[0], sessionTime[rows - 1]] : []));
  return times.length ? Math.max(...times) - Math.min(...times) : 0;
}

/**
 * Names a session by its beginning and its bytes, as a capture's is named: the same file gives the same name.
 *
 * @param startedAt ms since 1970
 * @param digest of the file's bytes, hexadecimal, six digits and more
 */
export function importedSessionId(startedAt: number, digest: string): string {
  const when = new Date(Math.min(Math.max(startedAt, 0), 253_402_300_799_000)).toISOString();
  return `${when.slice(0, 10).replaceAll("-", "")}-${when.slice(11, 19).replaceAll(":", "")}-${digest.slice(0, 6)}`;
}

function check({rows, columns, laps}: ImportedCar): void {
  for (const [name, column] of Object.entries(columns)) {
    if (!BY_NAME.has(name)) throw new LogFileError(`unknown channel: ${name}`);
    if (column.length !== rows) throw new LogFileError(`${name}: ${column.length} of ${rows} rows`);
  }
  const {sessionTime} = columns;
  if (!sessionTime) throw new LogFileError("no time channel");
  for (let row = 0; row < rows; row++) {
    if (!Number.isFinite(sessionTime[row])) throw new LogFileError(`invalid time: ${sessionTime[row]}`, `row ${row}`);
    if (row > 0 && sessionTime[row] < sessionTime[row - 1])
      throw new LogFileError(
        `time goes backwards: ${sessionTime[row - 1]} s, then ${sessionTime[row]} s`,
        `row ${row}`,
      );
  }
  for (const {lap, first, end} of laps)
    if (!(first >= 0 && first <= end && end <= rows))
      throw new LogFileError(`lap ${lap}: rows ${first}–${end} of ${rows}`);
}

/** Discrete channels keep the catalogue's width, continuous ones what a log may resolve. */
function lapTable({car, columns}: ImportedCar, {lap, first, end}: ImportedLap): SampleTable {
  const rows = end - first;
  const stored: Record<string, SampleColumn> = {
    lapNumber: createColumn("uint16", rows).fill(lap),
    car: createColumn("uint8", rows).fill(car),
  };
  const missing: Record<string, Uint8Array> = {};
  for (const channel of CHANNELS) {
    const values = columns[channel.name];
    if (!values || stored[channel.name]) continue;
    const packed = pack(channel, values, first, end);
    if (!packed) continue;
    stored[channel.name] = packed.column;
    if (packed.missing) missing[channel.name] = packed.missing;
  }
  return {rows, columns: stored, present: new Uint16Array(rows).fill(ALL_PARTS), missing};
}

/** Values as stored; undefined when none is known in these rows. Infinite values, and those too large for the width, count as unknown. */
function pack(
  channel: Channel,
  values: Float64Array,
  first: number,
  end: number,
): {column: SampleColumn; missing?: Uint8Array} | undefined {
  const rows = end - first;
  const type = storedType(channel);
  const column = createColumn(type, rows);
  let section = values.subarray(first, end);
  if (isWhole(type)) {
    section = section.slice();
    for (let i = 0; i < rows; i++) section[i] = Math.round(section[i]);
  }
  // the engine's own conversion; a loop over columns of eight types takes twenty times as long
  column.set(section);
  const [least, most] = rangeOf(column);
  let missing: Uint8Array | undefined;
  let known = 0;
  for (let i = 0; i < rows; i++) {
    const value = section[i];
    if (value > least && value < most) {
      known++;
      continue;
    }
    column[i] = 0;
    missing ??= new Uint8Array(rows);
    missing[i] = 1;
  }
  if (known === 0) return undefined;
  return {column, ...(missing && {missing})};
}

/** Limits between which a column can store values; a float32's exclude those that would round to infinity. */
function rangeOf(column: SampleColumn): readonly [least: number, most: number] {
  if (column instanceof Float64Array) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (column instanceof Float32Array) return [-FLOAT32_END, FLOAT32_END];
  const states = 2 ** (8 * column.BYTES_PER_ELEMENT);
  const isSigned = column instanceof Int8Array || column instanceof Int16Array || column instanceof Int32Array;
  return isSigned ? [-states / 2 - 1, states / 2] : [-1, states];
}

function lapFacts({
  lap,
  lapTimeMs: time,
  sectorsMs,
  valid,
  complete,
  first,
  end,
  pit,
  reported,
}: ImportedLap): LapFacts {
  // a lap takes time, and less than a day
  const lapTimeMs = time !== null && time > 0 && time < DAY_MS ? time : null;
  const [sector1Ms, sector2Ms, sector3Ms] = sectorsMs ?? [null, null, null];
  return {
    lap,
    lapTimeMs,
    sector1Ms,
    sector2Ms,
    sector3Ms,
    valid,
    complete: complete && lapTimeMs !== null && end > first,
    pit,
    topSpeedKmh: reported?.topSpeedKmh,
    tyreCompound: reported?.compound,
    tyreAgeLaps: reported?.tyreAgeLaps,
  };
}
