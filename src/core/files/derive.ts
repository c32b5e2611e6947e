import type {LogReport} from "../archive/types.js";
import {WHEELS} from "../channels/catalogue.js";
import type {ImportedCar, ImportedLap} from "./importedLog.js";

/** A gap in time longer than this is no driving, s: nothing is integrated over it. */
const GAP_S = 5;

/**
 * Fills in what pages live by and a log may lack: running lap time and distance in the lap, a brake where pressures tell of it,
 * one temperature of a tyre's surface where its strips are known. What is derived is said in `report`. Nothing else is made up:
 * of a lap that began before the log nobody knows the running time.
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
    for (const lap of car.laps) {
      const {first, end, lapTimeMs, complete} = lap;
      if (end <= first || lap === part) continue;
      // of a finished lap the crossing is known: half a step before its first row at most
      const last = end < rows ? sessionTime[end] : sessionTime[end - 1];
      const start =
        complete && lapTimeMs !== null ? Math.min(sessionTime[first], last - lapTimeMs / 1000) : sessionTime[first];
      for (let row = first; row < end; row++) running[row] = Math.max(0, (sessionTime[row] - start) * 1000);
    }
    columns.currentLapTimeMs = running;
    note("currentLapTimeMs", "the time since the lap began");
    if (part) report.notes.push(`lap ${part.lap} does not begin at the line: its running time is not known`);
  }
}

/** A lap that begins so soon by its running time begins at the line, ms. */
const AT_LINE_MS = 1000;

/** The first lap, where the log begins within it: it is not finished though others follow, and nothing tells that it begins at the line. */
function begunBefore({laps, columns: {currentLapTimeMs}}: ImportedCar): ImportedLap | undefined {
  const [first, second] = laps.filter((lap) => lap.end > lap.first);
  if (!second || first.complete || first.fromLine) return undefined;
  return currentLapTimeMs?.[first.first] < AT_LINE_MS ? undefined : first;
}

type Columns = ImportedCar["columns"];
type Note = (channel: string, from: string) => void;

/** A real car's log has pressures in place of a pedal: 1 is the largest in it. */
function brake(columns: Columns, note: Note): void {
  const pressure = columns.brakePressureFrontBar ?? columns.brakePressureFlBar ?? columns.brakePressureRearBar;
  if (columns.brake || !pressure) return;
  let top = 0;
  for (const v of pressure) if (v > top) top = v;
  if (!(top > 0)) return;
  columns.brake = pressure.map((v) => Math.max(0, v / top));
  note("brake", `the brake pressure: 1 is the largest in the file, ${top.toFixed(1)} bar`);
}

/** The mean of the strips that are known. */
function tyreSurface(columns: Columns, note: Note): void {
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
 * Metres since the lap's first row, by speed (trapezia), else along the driven path; undefined when neither is known. `part` began
 * before the log: it ends where the whole laps end, if there are any.
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
    // more than a lap, as of one that began in the pits, stays where it is
    const middle = whole.sort((a, b) => a - b)[whole.length >> 1];
    const ahead = Math.max(0, middle - lengths.get(part)!);
    for (let row = part.first; row < part.end; row++) distance[row] += ahead;
  }
  return {distance, from: speedKmh ? "speed and time" : "positions"};
}
