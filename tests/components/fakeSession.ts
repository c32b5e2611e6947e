import type {LapRow, LibraryEntry, SessionFile} from "../../src/core/archive/types.js";

/** A whole, valid lap of 90 s; what a test is about is given. */
export function lapRow(given: Partial<LapRow> = {}): LapRow {
  return {
    car: 0,
    driver: "A. DRIVER",
    lap: 1,
    lapTimeMs: 90_000,
    sector1Ms: 30_000,
    sector2Ms: 30_000,
    sector3Ms: 30_000,
    valid: true,
    complete: true,
    coverage: 1,
    samples: 5400,
    topSpeedKmh: 320,
    averageSpeedKmh: 220,
    fullThrottle: 0.7,
    braking: 0.15,
    fuelUsedKg: 2,
    startTime: 0,
    endTime: 90,
    tyreCompound: "soft",
    tyreAgeLaps: 1,
    pit: false,
    file: `samples/car-${given.car ?? 0}/lap-${given.lap ?? 1}.arrows`,
    ...given,
  };
}

export const LEDGER: SessionFile["ledger"] = {
  received: 1000,
  byId: {2: 400, 6: 400, 0: 200},
  malformed: 0,
  malformedByKind: {},
  duplicated: 0,
  reordered: 0,
  lostFrames: 0,
  spanFrames: 10_000,
  flashbacks: 0,
  supersededSamples: 0,
};

export function libraryEntry(given: Partial<LibraryEntry> = {}): LibraryEntry {
  return {
    id: "20250307-140512-a1b2c3",
    source: {game: "F1 25", format: 2025, gameVersion: "1.5", simulated: false, file: "melbourne.pcap"},
    track: {id: 0, name: "Melbourne", lengthM: 5278, sectorStartsM: null},
    type: "race",
    startedAt: "2025-03-07T14:05:12.000Z",
    durationS: 600,
    best: {car: 0, lap: 1, lapTimeMs: 80_000},
    outline: [],
    playerCar: 0,
    drivers: 1,
    laps: 1,
    bestDriver: "A. DRIVER",
    bestSampled: true,
    sizeBytes: 1_000_000,
    ...given,
  };
}
