import type {SampleColumn, SampleTable} from "../archive/samples.js";
import {PARTS, type Part} from "../channels/catalogue.js";
import type {OpenLap} from "./lapBuilder.js";

/** A lap may begin and end this far from the line by its own clock and still count as recorded from line to line. */
const LINE_TOLERANCE_MS = 500;
/** throttle ≥ 0.98: the largest float32 below it */
const FULL_THROTTLE = Math.fround(0.98) - 2 ** -25;

/** What the samples of a lap say, whatever source they came from; null where the channel is not known. */
export interface SampleFigures {
  topSpeedKmh: number | null;
  averageSpeedKmh: number | null;
  fullThrottle: number | null;
  braking: number | null;
  fuelUsedKg: number | null;
  fuelUsedLitres: number | null;
  /** session time of first and last sample, s; 0 without samples */
  startTime: number;
  endTime: number;
  tyreCompound: number | null;
  tyreAgeLaps: number | null;
  pit: boolean;
}

/** What the samples of a lap say of it; times of the lap itself come from the game (see LapRow). */
export interface LapSummary extends SampleFigures {
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
}

/** Whether a lap whose first sample has this running lap time, ms, was recorded from its beginning; −1: no time known. */
export function beginsAtLine(firstLapTimeMs: number): boolean {
  return firstLapTimeMs >= 0 && firstLapTimeMs <= LINE_TOLERANCE_MS;
}

/** True when the recording reaches from line to line, given the official time (0 = not finished). */
export function isComplete(
  {fromLine, lastLapTimeMs}: Pick<LapSummary, "fromLine" | "lastLapTimeMs">,
  lapTimeMs: number,
): boolean {
  return lapTimeMs > 0 && fromLine && Math.abs(lapTimeMs - lastLapTimeMs) <= LINE_TOLERANCE_MS;
}

/**
 * @param frameStep frames from one packet to the next at the sender's rate (1 when it sends every frame)
 */
export function summarise(lap: OpenLap, table: SampleTable, frameStep: number): LapSummary {
  return {
    lap: lap.lap,
    lapTimeMs: lap.lapTimeMs,
    sector1Ms: lap.sector1Ms,
    sector2Ms: lap.sector2Ms,
    invalid: lap.invalid,
    samples: table.rows,
    coverage: coverage(table, lap.lapTimeMs || lap.lastLapTimeMs, frameStep),
    fromLine: beginsAtLine(lap.firstLapTimeMs),
    lastLapTimeMs: lap.lastLapTimeMs,
    ...sampleFigures(table),
  };
}

export function sampleFigures(table: SampleTable): SampleFigures {
  const {rows} = table;
  const speed = new Known(table, "telemetry", "speedKmh");
  const throttle = new Known(table, "telemetry", "throttle", FULL_THROTTLE);
  const brake = new Known(table, "telemetry", "brake", 0.05);
  const fuel = new Known(table, "status", "fuelMass");
  const pit = new Known(table, "lap", "pitStatus");
  const driver = new Known(table, "lap", "driverStatus");
  const {sessionTime} = table.columns;
  return {
    topSpeedKmh: speed.max(),
    averageSpeedKmh: speed.mean(),
    fullThrottle: throttle.share(),
    braking: brake.share(),
    fuelUsedKg: fuel.drop(),
    fuelUsedLitres: new Known(table, "other", "fuelLitres").drop(),
    startTime: rows ? sessionTime[0] : 0,
    endTime: rows ? sessionTime[rows - 1] : 0,
    tyreCompound: new Known(table, "status", "tyreCompound").last(),
    tyreAgeLaps: new Known(table, "status", "tyreAgeLaps").last(),
    pit: (pit.share() ?? 0) > 0 || (driver.share() ?? 1) < 1,
  };
}

/** Answers about a channel in the rows where its part arrived; null when there are none. One pass for all of them. */
class Known {
  private rows = 0;
  private sum = 0;
  private first: number | null = null;
  private final: number | null = null;
  private greatest = Number.NEGATIVE_INFINITY;
  private over = 0;

  /** @param above rows with a value above this are counted for `share` */
  constructor({columns, present, rows, missing}: SampleTable, part: Part, name: string, above = 0) {
    const column: SampleColumn | undefined = columns[name];
    if (!column) return;
    const absent = missing?.[name];
    const bit = 1 << PARTS.indexOf(part);
    let last = -1;
    for (let i = 0; i < rows; i++) {
      if (!(present[i] & bit) || absent?.[i]) continue;
      const value = column[i];
      if (last < 0) this.first = value;
      last = i;
      this.rows++;
      this.sum += value;
      if (value > this.greatest) this.greatest = value;
      if (value > above) this.over++;
    }
    if (last >= 0) this.final = column[last];
  }

  max(): number | null {
    return this.rows ? this.greatest : null;
  }

  mean(): number | null {
    return this.rows ? this.sum / this.rows : null;
  }

  /** fraction of rows above the bound */
  share(): number | null {
    return this.rows ? this.over / this.rows : null;
  }

  last(): number | null {
    return this.final;
  }

  /** first − last, not below 0 */
  drop(): number | null {
    return this.first === null ? null : Math.max(0, this.first - this.final!);
  }
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
