import type {SampleTable} from "../archive/samples.js";
import {PARTS, type Part} from "../channels.js";
import type {OpenLap} from "./lapBuilder.js";

/** A lap may begin and end this far from the line by its own clock and still count as recorded from line to line. */
const LINE_TOLERANCE_MS = 500;

/** What the samples of a lap say of it; times of the lap itself come from the game (see LapRow). */
export interface LapSummary {
  lap: number;
  /** the game's times, 0 where it did not say */
  lapTimeMs: number;
  sector1Ms: number;
  sector2Ms: number;
  invalid: boolean;
  samples: number;
  coverage: number;
  /** recorded from its beginning, and to its end by `lapTimeMs` */
  fromLine: boolean;
  lastLapTimeMs: number;
  topSpeedKmh: number | null;
  averageSpeedKmh: number | null;
  fullThrottle: number | null;
  braking: number | null;
  fuelUsedKg: number | null;
  startTime: number;
  endTime: number;
  tyreCompound: number | null;
  tyreAgeLaps: number | null;
  pit: boolean;
}

/** True when the recording reaches from line to line, given the official time (0 = not finished). */
export function isComplete({fromLine, lastLapTimeMs}: LapSummary, lapTimeMs: number): boolean {
  return lapTimeMs > 0 && fromLine && Math.abs(lapTimeMs - lastLapTimeMs) <= LINE_TOLERANCE_MS;
}

/**
 * @param frameStep frames from one packet to the next at the sender's rate (1 when it sends every frame)
 */
export function summarise(lap: OpenLap, table: SampleTable, frameStep: number): LapSummary {
  const {rows} = table;
  const speed = known(table, "telemetry", "speedKmh");
  const throttle = known(table, "telemetry", "throttle");
  const brake = known(table, "telemetry", "brake");
  const fuel = known(table, "status", "fuelMass");
  const compound = known(table, "status", "tyreCompound");
  const age = known(table, "status", "tyreAgeLaps");
  const pit = known(table, "lap", "pitStatus");
  const driver = known(table, "lap", "driverStatus");
  const {sessionTime} = table.columns;
  return {
    lap: lap.lap,
    lapTimeMs: lap.lapTimeMs,
    sector1Ms: lap.sector1Ms,
    sector2Ms: lap.sector2Ms,
    invalid: lap.invalid,
    samples: rows,
    coverage: coverage(table, lap.lapTimeMs || lap.lastLapTimeMs, frameStep),
    fromLine: lap.firstLapTimeMs >= 0 && lap.firstLapTimeMs <= LINE_TOLERANCE_MS,
    lastLapTimeMs: lap.lastLapTimeMs,
    topSpeedKmh: speed.length ? speed.reduce((a, b) => Math.max(a, b)) : null,
    averageSpeedKmh: mean(speed),
    fullThrottle: share(throttle, (v) => v >= 0.98),
    braking: share(brake, (v) => v > 0.05),
    fuelUsedKg: fuel.length ? Math.max(0, fuel[0] - fuel[fuel.length - 1]) : null,
    startTime: rows ? sessionTime[0] : 0,
    endTime: rows ? sessionTime[rows - 1] : 0,
    tyreCompound: compound.length ? compound[compound.length - 1] : null,
    tyreAgeLaps: age.length ? age[age.length - 1] : null,
    pit: pit.some((v) => v > 0) || driver.some((v) => v === 0),
  };
}

/** The values of a channel in the rows where its part arrived. */
function known({columns, present, rows}: SampleTable, part: Part, name: string): number[] {
  const column = columns[name];
  if (!column) return [];
  const bit = 1 << PARTS.indexOf(part);
  const values: number[] = [];
  for (let i = 0; i < rows; i++) if (present[i] & bit) values.push(column[i]);
  return values;
}

function mean(values: number[]): number | null {
  if (!values.length) return null;
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

function share(values: number[], test: (v: number) => boolean): number | null {
  if (!values.length) return null;
  let n = 0;
  for (const v of values) if (test(v)) n++;
  return n / values.length;
}

/**
 * Frames with lap data on the lap itself (not on the way to the line), as a fraction of the frames that the game sent in
 * `durationMs`. The frame rate is read from the lap's own frame counters and session times.
 */
function coverage({columns, present, rows}: SampleTable, durationMs: number, frameStep: number): number {
  const {lapDistance, currentLapTimeMs, frame, sessionTime} = columns;
  if (!lapDistance || !rows) return 0;
  const bit = 1 << PARTS.indexOf("lap");
  let kept = 0;
  let first = -1;
  let last = -1;
  for (let i = 0; i < rows; i++) {
    if (!(present[i] & bit) || lapDistance[i] < 0) continue;
    if (currentLapTimeMs[i] === 0 && last >= 0 && currentLapTimeMs[last] === 0) continue; // waiting on the grid
    kept++;
    last = i;
    if (first < 0) first = i;
  }
  if (kept === 0) return 0;
  const seconds = sessionTime[last] - sessionTime[first];
  const frames = frame[last] - frame[first];
  const rate = seconds > 0 && frames > 0 ? frames / seconds / frameStep : 60;
  const sent = Math.round((durationMs / 1000) * rate);
  // the frame nearest to the line may fall on either side of it
  return sent > kept + 1 ? kept / sent : 1;
}
