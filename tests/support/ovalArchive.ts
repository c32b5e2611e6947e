import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {encodeSamples} from "../../src/core/archive/encodeSamples.js";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {createLedger} from "../../src/core/archive/ledger.js";
import {createColumn, type SampleTable} from "../../src/core/archive/samples.js";
import {type LapRow, SCHEMA_VERSION, type SessionFile} from "../../src/core/archive/types.js";
import {CATALOGUE_VERSION, channelOf, PARTS} from "../../src/core/channels/catalogue.js";

const LENGTH = 2000;
const RATE = 60;

/** A lap of a 2,000 m ring at constant speed, with values that a test can foretell: brake on from 500 m to 600 m. */
function ringLap(speed: number): SampleTable {
  const rows = Math.floor((LENGTH / speed) * RATE);
  const radius = LENGTH / (2 * Math.PI);
  const at = (i: number) => (i / RATE) * speed;
  const values: Record<string, (i: number) => number> = {
    sessionTime: (i) => 100 + i / RATE,
    currentLapTimeMs: (i) => (1000 * i) / RATE,
    lapDistance: at,
    sector: (i) => 1 + Math.min(2, Math.floor((3 * at(i)) / LENGTH)),
    speedKmh: () => speed * 3.6,
    throttle: (i) => (at(i) >= 500 && at(i) < 600 ? 0 : 1),
    brake: (i) => (at(i) >= 500 && at(i) < 600 ? 1 : 0),
    gear: (i) => (at(i) < 1000 ? 7 : 8),
    worldX: (i) => radius * Math.sin(at(i) / radius),
    worldZ: (i) => -radius * Math.cos(at(i) / radius),
  };
  const columns: SampleTable["columns"] = {};
  let parts = 0;
  for (const [name, value] of Object.entries(values)) {
    const {type, part} = channelOf(name);
    columns[name] = createColumn(type, rows).map((_, i) => value(i)) as SampleTable["columns"][string];
    parts |= 1 << PARTS.indexOf(part);
  }
  return {rows, columns, present: new Uint16Array(rows).fill(parts)};
}

/** Writes one session of two laps, of 50 m/s (lap 1) and 60 m/s (lap 2), into an archive folder; returns its id. */
export async function writeOvalArchive(folder: string): Promise<string> {
  const id = "20260101-120000-0a0a0a";
  const laps: LapRow[] = [];
  for (const [lap, speed] of [
    [1, 50],
    [2, 60],
  ]) {
    const table = ringLap(speed);
    const file = `samples/car-0/lap-${lap}.arrows`;
    await mkdir(join(folder, id, "samples/car-0"), {recursive: true});
    await writeFile(join(folder, id, file), encodeSamples(table));
    const lapTimeMs = Math.round((LENGTH / speed) * 1000);
    laps.push({
      car: 0,
      driver: "Ada",
      lap,
      lapTimeMs,
      sector1Ms: null,
      sector2Ms: null,
      sector3Ms: null,
      valid: true,
      complete: true,
      coverage: 1,
      samples: table.rows,
      topSpeedKmh: speed * 3.6,
      averageSpeedKmh: speed * 3.6,
      fullThrottle: 0.95,
      braking: 0.05,
      fuelUsedKg: null,
      startTime: 100,
      endTime: 100 + lapTimeMs / 1000,
      tyreCompound: "soft",
      tyreAgeLaps: lap,
      pit: false,
      file,
    });
  }
  const session: SessionFile = {
    schemaVersion: SCHEMA_VERSION,
    catalogueVersion: CATALOGUE_VERSION,
    id,
    uid: "0x1",
    source: {game: "F1 25", format: 2025, gameVersion: "1.0", simulated: true, file: null},
    track: {id: -1, name: "Oval", lengthM: LENGTH, sectorStartsM: null},
    type: "time trial",
    startedAt: "2026-01-01T12:00:00.000Z",
    durationS: 80,
    weather: null,
    trackTempC: null,
    airTempC: null,
    playerCar: 0,
    drivers: [{car: 0, name: "Ada", team: "", raceNumber: 1, ai: false, restricted: false}],
    capture: {file: "capture.pcap.gz", datagrams: 0, digest: ""},
    stints: [],
    events: [],
    flashbacks: [],
    ledger: createLedger(),
    best: {car: 0, lap: 2, lapTimeMs: laps[1].lapTimeMs!},
    outline: [],
  };
  await writeFile(join(folder, id, "laps.arrows"), encodeLaps(laps));
  await writeFile(join(folder, id, "session.json"), JSON.stringify(session));
  return id;
}
