import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {encodeSamples} from "../../src/core/archive/encodeSamples.js";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {createColumn, type SampleTable} from "../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {channelOf, PARTS} from "../../src/core/channels/catalogue.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {lapRow, sessionFile} from "./session.js";
import type {SimulatedLap} from "./simulatedLaps.js";

export interface ArchivedCar {
  car: number;
  driver: string;
  laps: readonly SimulatedLap[];
  /** of all its rows */
  row?: Partial<LapRow>;
}

/** Writes simulated laps of one circuit into an archive, as if a game had sent them. */
export async function writeSimulatedSession(
  recordings: string,
  id: string,
  circuitId: keyof typeof CIRCUITS,
  cars: readonly ArchivedCar[],
  fields: Partial<SessionFile> = {},
): Promise<void> {
  const rows: LapRow[] = [];
  for (const {car, driver, laps, row} of cars) {
    await mkdir(join(recordings, id, `samples/car-${car}`), {recursive: true});
    for (const lap of laps) {
      const file = `samples/car-${car}/lap-${lap.lap}.arrows`;
      const table = tableOf(lap);
      await writeFile(join(recordings, id, file), encodeSamples(table));
      const sectors = {sector1Ms: null, sector2Ms: null, sector3Ms: null};
      const lapTimeMs = Math.round(1000 * lap.driven.lapTimeS!);
      rows.push(lapRow({car, driver, lap: lap.lap, lapTimeMs, ...sectors, samples: table.rows, file, ...row}));
    }
  }
  const {f1TrackId, name, lengthM} = CIRCUITS[circuitId];
  const session = sessionFile(id, {
    track: {id: f1TrackId, name, lengthM, sectorStartsM: null},
    drivers: cars.map(({car, driver}) => ({
      car,
      name: driver,
      team: "",
      raceNumber: car,
      ai: false,
      restricted: false,
    })),
    playerCar: cars[0].car,
    best: null,
    ...fields,
  });
  await writeFile(join(recordings, id, "laps.arrows"), encodeLaps(rows));
  await writeFile(join(recordings, id, "session.json"), JSON.stringify(session));
}

function tableOf({driven, channels}: SimulatedLap): SampleTable {
  const values: Record<string, ArrayLike<number>> = {
    sessionTime: Float64Array.from(driven.time, (time) => 100 + time),
    currentLapTimeMs: Float64Array.from(driven.time, (time) => 1000 * time),
    ...(driven.x && driven.z && {worldX: driven.x, worldZ: driven.z}),
    ...(driven.distance && {lapDistance: driven.distance}),
    ...channels,
  };
  const columns: SampleTable["columns"] = {};
  let parts = 0;
  for (const [name, column] of Object.entries(values)) {
    const {part, type} = channelOf(name);
    const typed = createColumn(type, column.length);
    for (let i = 0; i < column.length; i++) typed[i] = column[i];
    columns[name] = typed;
    parts |= 1 << PARTS.indexOf(part);
  }
  const rows = driven.time.length;
  return {rows, columns, present: new Uint16Array(rows).fill(parts)};
}
