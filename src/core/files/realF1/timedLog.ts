import type {RawColumns} from "../columns/column.js";
import {applyRules, type Rule} from "../columns/rules.js";
import {deriveChannels} from "../derive.js";
import {type ImportedCar, type ImportedLap, type ImportedLog, importedLog, withPlace} from "../importedLog.js";
import {joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LapTimes} from "./lapTimes.js";
import {timingRules} from "./values.js";

const SAME = ["speed", "rpm", "gear", "throttle", "brake", "drs", "x", "y", "z"] as const;
const RULES: readonly Rule[] = [
  {from: "distance", channel: "lapDistance", unit: "m"},
  ...timingRules(Object.fromEntries(SAME.map((name) => [name, name])) as Record<(typeof SAME)[number], string>),
  {from: "compound", channel: "tyreCompound"},
  {from: "life", channel: "tyreAgeLaps", unit: "laps"},
];
/** Columns of a lap's telemetry that are read. */
export const TELEMETRY_COLUMNS = [...RULES.map(({from}) => from), "time"];

const REASONS = {
  rel_distance: "follows from the distance",
  acc_x: "computed by the data source from speeds and positions at 4 Hz",
  acc_y: "computed by the data source from speeds and positions at 4 Hz",
  acc_z: "computed by the data source from speeds and positions at 4 Hz",
};

/** A lap's telemetry. */
export interface Telemetry {
  raw: RawColumns;
  /** `2026-PreSeasonTesting-Practice 3-ANT-10` */
  key: string;
  texts: Record<string, string>;
}

function pieceOf({service: _, ...lap}: LapTimes["drivers"][number]["laps"][number], telemetry?: Telemetry): LapPiece {
  const raw: RawColumns = new Map(telemetry?.raw);
  const time = raw.get("time")?.values ?? new Float64Array(0);
  raw.delete("time");
  const {tyre, tyreAgeLaps} = lap.reported ?? {};
  if (tyre) raw.set("compound", {unit: "", values: new Float64Array(time.length).fill(tyre)});
  if (tyreAgeLaps !== undefined) raw.set("life", {unit: "", values: new Float64Array(time.length).fill(tyreAgeLaps)});
  return {...lap, time, raw, complete: lap.lapTimeMs !== null && time.length > 0};
}

/** A log of laps from their times, with the telemetry of those laps that have it. */
export function logOf(times: LapTimes, telemetry: ReadonlyMap<number, Telemetry>): ImportedLog {
  const starts = times.drivers.flatMap(({laps}) => laps.map(({startS}) => startS ?? Number.POSITIVE_INFINITY));
  const first = Math.min(...starts);
  const texts = Object.assign({}, ...[...telemetry.values()].map((t) => t.texts));
  const built = times.drivers.map(({name, team, raceNumber, laps}, car) => {
    const pieces = laps.map((lap) => pieceOf(lap, telemetry.get(lap.lap)));
    for (const piece of pieces) if (piece.startS !== null) piece.startS -= first;
    const joined = withPlace(times.drivers.length > 1 ? name : "", () => joinLaps(pieces));
    const {rows, raw} = joined;
    const {columns, report} = applyRules(raw, RULES, {...REASONS, ...texts});
    Object.assign(columns, {sessionTime: joined.sessionTime, currentLapTimeMs: joined.currentLapTimeMs});
    const imported: ImportedCar = {car, driver: name, team, raceNumber, rows, columns, laps: joined.laps};
    if (rows > 0) deriveChannels(imported, report);
    report.notes.push(...joined.notes);
    markPartLaps(imported, report.notes);
    return {car: imported, report};
  });
  const {report} = built[0];
  report.notes.push(...times.notes);
  if (!Number.isFinite(first)) report.notes.push("laps are joined without gaps: the file has no lap start times");
  const [year = "", event = "", session = "", driver = ""] = ([...telemetry.values()][0]?.key ?? "").split("-");
  if (built.length === 1 && !built[0].car.driver) built[0].car.driver = driver;
  const {startedAt, weather, trackTempC, airTempC} = times;
  return importedLog({
    format: "f1-laptimes",
    game: "Formula 1",
    gameVersion: year,
    type: session.toLowerCase() || "unknown",
    track: {name: event},
    startedAt,
    weather,
    trackTempC,
    airTempC,
    playerCar: null,
    cars: built.map(({car}) => car),
    report,
  });
}

/** Laps differ in length by up to this share of the median: in the driven line, and because distances are summed from speeds at 4 Hz. */
const SAME_LENGTH = 0.1;

/** Marks laps as incomplete whose telemetry is not as long as a lap; their times stay. */
function markPartLaps({laps, columns: {lapDistance}}: ImportedCar, notes: string[]): void {
  if (!lapDistance) return;
  const metres = ({first, end}: ImportedLap) => lapDistance[end - 1] - lapDistance[first];
  const whole = laps.filter(({complete}) => complete);
  const middle = whole.map(metres).sort((a, b) => a - b)[whole.length >> 1];
  if (whole.length < 3) return;
  for (const lap of whole) {
    if (Math.abs(metres(lap) - middle) <= SAME_LENGTH * middle) continue;
    lap.complete = false;
    const [own, usual] = [metres(lap), middle].map((m) => Math.round(m).toLocaleString("en-GB"));
    notes.push(`lap ${lap.lap}: ${own} m of telemetry, but a lap has ${usual} m: it is not complete`);
  }
}
