import type {LapRow, Ledger, LogReport, SessionFile, Source} from "./types.js";

/** A session as `import --json` and `laps --json` print it. */
export interface SessionReport {
  id: string;
  source: Pick<Source, "game" | "format" | "simulated" | "file">;
  track: string;
  type: string;
  startedAt: string;
  packets: Pick<Ledger, "received" | "byId" | "malformed" | "duplicated" | "reordered" | "lostFrames" | "flashbacks">;
  laps: LapReport[];
  /** of an imported log: how its columns were read, and which were not */
  log?: LogReport;
}

/** A lap as the commands print it: official times in ms, coverage 0–1. */
export interface LapReport
  extends Pick<
    LapRow,
    "car" | "driver" | "lap" | "lapTimeMs" | "valid" | "complete" | "coverage" | "topSpeedKmh" | "samples"
  > {
  /** null while no sector is known; single sectors are null while they are not */
  sectorTimesMs: (number | null)[] | null;
}

/** A session as the commands print it, from an import and from the archive alike. */
export function sessionReport(
  {id, source, track, type, startedAt, ledger, log}: SessionFile,
  laps: LapRow[],
): SessionReport {
  const {game, format, simulated, file} = source;
  const {received, byId, malformed, duplicated, reordered, lostFrames, flashbacks} = ledger;
  return {
    id,
    source: {game, format, simulated, file},
    track: track.name,
    type,
    startedAt,
    packets: {received, byId, malformed, duplicated, reordered, lostFrames, flashbacks},
    laps: laps.map(lapReport),
    ...(log && {log}),
  };
}

function lapReport(row: LapRow): LapReport {
  const {car, driver, lap, lapTimeMs, valid, complete, coverage, topSpeedKmh, samples} = row;
  const sectors = [row.sector1Ms, row.sector2Ms, row.sector3Ms];
  return {
    car,
    driver,
    lap,
    lapTimeMs,
    sectorTimesMs: sectors.some((ms) => ms !== null) ? sectors : null,
    valid,
    complete,
    coverage: Math.round(coverage * 10_000) / 10_000,
    topSpeedKmh,
    samples,
  };
}
