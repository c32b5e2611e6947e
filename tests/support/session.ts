import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {createLedger} from "../../src/core/archive/ledger.js";
import {type LapRow, SCHEMA_VERSION, type SessionFile} from "../../src/core/archive/types.js";

/** A session.json with nothing remarkable in it. */
export function sessionFile(id: string, fields: Partial<SessionFile> = {}): SessionFile {
  return {
    schemaVersion: SCHEMA_VERSION,
    catalogueVersion: 1,
    id,
    uid: "0x1",
    source: {game: "F1 25", format: 2025, gameVersion: "1.0", simulated: true, file: null},
    track: {id: 7, name: "Silverstone", lengthM: 5891, sectorStartsM: [1900, 4100]},
    type: "time trial",
    startedAt: "2026-01-12T16:05:01.000Z",
    durationS: 180,
    weather: "clear",
    trackTempC: 30,
    airTempC: 20,
    playerCar: 0,
    drivers: [{car: 0, name: "Ada", team: "A", raceNumber: 1, ai: false, restricted: false}],
    stints: [],
    events: [],
    flashbacks: [],
    ledger: createLedger(),
    capture: {file: "capture.pcap.gz", datagrams: 0, digest: ""},
    best: {car: 0, lap: 1, lapTimeMs: 86_123},
    outline: [],
    ...fields,
  };
}

export function lapRow(fields: Partial<LapRow> = {}): LapRow {
  return {
    car: 0,
    driver: "Ada",
    lap: 1,
    lapTimeMs: 86_123,
    sector1Ms: 27_000,
    sector2Ms: 36_000,
    sector3Ms: 23_123,
    valid: true,
    complete: true,
    coverage: 1,
    samples: 0,
    topSpeedKmh: 318,
    averageSpeedKmh: 246,
    fullThrottle: 0.65,
    braking: 0.15,
    fuelUsedKg: 2.1,
    startTime: 0,
    endTime: 86.123,
    tyreCompound: "soft",
    tyreAgeLaps: 1,
    pit: false,
    file: null,
    ...fields,
  };
}

/** Writes a session folder of one finished lap and one that is not. */
export async function writeSession(recordings: string, id: string, fields: Partial<SessionFile> = {}): Promise<void> {
  const folder = join(recordings, id);
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, "session.json"), JSON.stringify(sessionFile(id, fields)));
  await writeFile(join(folder, "laps.arrows"), encodeLaps([lapRow(), lapRow({lap: 2, lapTimeMs: null})]));
}
