import {type TraceLap, traceLap} from "../../src/components/laps/traceLap.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";

/** A lap of the given columns, one sample a metre and a hundredth of a second unless they say otherwise. */
export function fakeLap(
  columns: Record<string, number[]>,
  {row = {}, key = "s:0:1"}: {row?: Partial<LapRow>; key?: string} = {},
): TraceLap {
  const rows = Math.max(0, ...Object.values(columns).map((v) => v.length));
  const all: Record<string, number[]> = {
    sessionTime: Array.from({length: rows}, (_, i) => i / 100),
    lapDistance: Array.from({length: rows}, (_, i) => i),
    ...columns,
  };
  const samples = {
    rows,
    names: Object.keys(all),
    has: (name: string) => name in all,
    values: (name: string) => Float64Array.from(all[name]),
  };
  const session = {
    source: {game: "F1 25", simulated: false},
    track: {id: -1, name: "Oval", lengthM: rows, sectorStartsM: null},
  } as unknown as SessionFile;
  return traceLap(session, fakeRow(row), samples, {key, label: "Ada lap 1", color: "reference", dash: ""});
}

export function fakeRow(row: Partial<LapRow> = {}): LapRow {
  return {
    car: 0,
    driver: "Ada",
    lap: 1,
    lapTimeMs: 80_000,
    sector1Ms: null,
    sector2Ms: null,
    sector3Ms: null,
    valid: true,
    complete: true,
    coverage: 1,
    samples: 100,
    topSpeedKmh: 300,
    averageSpeedKmh: 200,
    fullThrottle: 0.6,
    braking: 0.2,
    fuelUsedKg: null,
    startTime: 0,
    endTime: 80,
    tyreCompound: "soft",
    tyreAgeLaps: 1,
    pit: false,
    file: "samples/car-0/lap-1.arrows",
    ...row,
  };
}
