import type {LogReport} from "../archive/types.js";
import {WHEELS} from "../channels/catalogue.js";
import type {ChannelColumns} from "./columns/column.js";
import {dropChannel} from "./columns/dropChannel.js";
import {type ImportedCar, type ImportedFacts, type ImportedLap, type ImportedLog, importedLog} from "./importedLog.js";

/** Speed is not integrated over a longer gap in time, s. */
const GAP_S = 5;

/**
 * Derives channels that pages need and a log may lack: running lap time and distance in the lap, the brake from its pressure, a tyre's
 * surface temperature from the strips of its tread. Adds them to `columns` and `report`. The running time of a lap that began before
 * the log stays unknown.
 */
export function deriveChannels(car: ImportedCar, report: LogReport): void {
  const {columns, rows} = car;
  const note: Note = (channel, from) => {
    report.used.push({channel, from: "derived", unit: "", coverage: 1});
    report.notes.push(`${channel} is derived from ${from}`);
  };
  brake(columns, note);
  tyreSurface(columns, note);
  const part = begunBefore(car);
  if (!columns.lapDistance) {
    const path = pathDistance(car, part);
    if (path) {
      columns.lapDistance = path.distance;
      note("lapDistance", path.from);
    }
  }
  if (!columns.currentLapTimeMs) {
    const {sessionTime} = columns;
    const running = new Float64Array(rows).fill(Number.NaN);
    /** when the lap before ended, s: the last lap of a log may end a step after the last row */
    let over = Number.NaN;
    for (const lap of car.laps) {
      const {first, end, lapTimeMs, complete} = lap;
      if (end <= first || (lap === part && lapTimeMs === null)) continue;
      // a finished lap gives its crossing, up to a step before its first row; a lap that began before the log its time
      const last = end < rows ? sessionTime[end] : sessionTime[end - 1];
      let start = sessionTime[first];
      if (over > sessionTime[first - 1] && over <= start && end === rows) start = over;
      else if ((complete || lap === part) && lapTimeMs !== null) start = Math.min(start, last - lapTimeMs / 1000);
      over = lapTimeMs === null ? Number.NaN : start + lapTimeMs / 1000;
      for (let row = first; row < end; row++) running[row] = Math.max(0, (sessionTime[row] - start) * 1000);
    }
    columns.currentLapTimeMs = running;
    note("currentLapTimeMs", "the time since the lap began");
    if (part && part.lapTimeMs === null)
      report.notes.push(`lap ${part.lap} does not begin at the line: its running time is unknown`);
  }
}

/** Replaces the channels that count from the line, and derives them again: the laps have changed. */
export function deriveFromLine(car: ImportedCar, report: LogReport, reason: string): void {
  for (const channel of ["lapDistance", "currentLapTimeMs"]) dropChannel(channel, car.columns, report, reason);
  report.notes = report.notes.filter(
    (text) => !/^(lapDistance|currentLapTimeMs) is derived from|^lap \d+ does not begin at the line:/.test(text),
  );
  deriveChannels(car, report);
}

/** A log of one car, completed by deriveChannels. */
export function oneCarLog(
  car: Pick<ImportedCar, "rows" | "columns" | "laps"> & Partial<ImportedCar>,
  report: LogReport,
  facts: Omit<ImportedFacts, "cars" | "report">,
): ImportedLog {
  const whole = {car: 0, driver: "", team: "", raceNumber: 0, ...car};
  deriveChannels(whole, report);
  return importedLog({...facts, cars: [whole], report});
}

/** A lap whose first running time is less begins at the line, ms. */
const AT_LINE_MS = 1000;

/** The first lap, if the log began within it: it is incomplete, others follow, and nothing shows that it begins at the line. */
function begunBefore({laps, columns: {currentLapTimeMs}}: ImportedCar): ImportedLap | undefined {
  const [first, second] = laps.filter((lap) => lap.end > lap.first);
  if (!second || first.complete || first.fromLine) return undefined;
  return currentLapTimeMs?.[first.first] < AT_LINE_MS ? undefined : first;
}

type Note = (channel: string, from: string) => void;

/** Logs of real cars have a brake pressure instead of a pedal position: the largest pressure becomes 1. */
function brake(columns: ChannelColumns, note: Note): void {
  const pressure = columns.brakePressureFrontBar ?? columns.brakePressureFlBar ?? columns.brakePressureRearBar;
  if (columns.brake || !pressure) return;
  let top = 0;
  for (const v of pressure) if (v > top) top = v;
  if (!(top > 0)) return;
  columns.brake = pressure.map((v) => Math.max(0, v / top));
  note("brake", `the brake pressure: the largest in the file, ${top.toFixed(1)} bar, counts as 1`);
}

/** The mean of the known strips. */
function tyreSurface(columns: ChannelColumns, note: Note): void {
  for (const wheel of WHEELS) {
    const strips = ["Inner", "Middle", "Outer"].flatMap((strip) => columns[`tyreTread${strip}Temp${wheel}C`] ?? []);
    if (columns[`tyreSurfaceTemp${wheel}C`] || strips.length === 0) continue;
    columns[`tyreSurfaceTemp${wheel}C`] = strips[0].map(
      (_, row) => strips.reduce((sum, strip) => sum + strip[row], 0) / strips.length,
    );
    note(`tyreSurfaceTemp${wheel}C`, "the mean over the tread");
  }
}

/**
 * Metres since the lap's first row: speed integrated over time (trapezoidal rule), else along the driven path; undefined when neither is
 * known. `part` began before the log: its distances are shifted to end where complete laps end.
 */
function pathDistance(
  {columns, rows, laps}: ImportedCar,
  part: ImportedLap | undefined,
): {distance: Float64Array; from: string} | undefined {
  const {worldX, worldZ, speedKmh, sessionTime} = columns;
  if (!speedKmh && !(worldX && worldZ)) return undefined;
  const distance = new Float64Array(rows).fill(Number.NaN);
  const lengths = new Map<ImportedLap, number>();
  for (const lap of laps) {
    const {first, end} = lap;
    let metres = 0;
    let before = -1;
    for (let row = first; row < end; row++) {
      const known = speedKmh ? !Number.isNaN(speedKmh[row]) : !Number.isNaN(worldX[row] + worldZ[row]);
      if (!known) continue;
      if (before >= 0) {
        const seconds = sessionTime[row] - sessionTime[before];
        if (!speedKmh) metres += Math.hypot(worldX[row] - worldX[before], worldZ[row] - worldZ[before]);
        else if (seconds < GAP_S) metres += ((speedKmh[row] + speedKmh[before]) / 7.2) * seconds;
      }
      distance[row] = metres;
      before = row;
    }
    lengths.set(lap, metres);
  }
  const whole = laps.filter(({complete}) => complete).map((lap) => lengths.get(lap)!);
  if (part && whole.length > 0) {
    // not shifted if longer than a lap, for example begun in the pits
    const middle = whole.sort((a, b) => a - b)[whole.length >> 1];
    const ahead = Math.max(0, middle - lengths.get(part)!);
    for (let row = part.first; row < part.end; row++) distance[row] += ahead;
  }
  return {distance, from: speedKmh ? "speed and time" : "positions"};
}
