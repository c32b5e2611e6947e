import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {encodeSamples} from "../../src/core/archive/encodeSamples.js";
import {encodeLaps} from "../../src/core/archive/laps.js";
import {createColumn, type SampleTable} from "../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {channelOf, PARTS} from "../../src/core/channels/catalogue.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../src/core/track/circuitTrack.js";
import type {Along} from "./gridLaps.js";
import {lapRow, sessionFile} from "./session.js";

/** A lap driven along the centre line of one of our circuits. */
export interface DrivenBy {
  speedKmh: Along;
  brake?: Along;
  throttle?: Along;
  /** of the row: car, lap, valid, pit … */
  row?: Partial<LapRow>;
  positions?: boolean;
  /** the part of the lap that was recorded, m */
  fromM?: number;
  toM?: number;
}

const HZ = 60;

/** Writes a session of such laps into an archive; `lapTimeMs` are exact to the millisecond, samples come at 60 Hz. */
export async function writeDrivenSession(
  recordings: string,
  id: string,
  circuitId: keyof typeof CIRCUITS,
  laps: readonly DrivenBy[],
  fields: Partial<SessionFile> = {},
): Promise<LapRow[]> {
  const track = circuitTrack(CIRCUITS[circuitId]);
  const rows: LapRow[] = [];
  for (const [i, lap] of laps.entries()) {
    const {table, lapTimeMs} = drivenTable(track, lap);
    const {car = 0, lap: number = i + 1} = lap.row ?? {};
    const file = `samples/car-${car}/lap-${number}.arrows`;
    await mkdir(join(recordings, id, `samples/car-${car}`), {recursive: true});
    await writeFile(join(recordings, id, file), encodeSamples(table));
    const sectors = {sector1Ms: null, sector2Ms: null, sector3Ms: null};
    rows.push(lapRow({car, lap: number, lapTimeMs, ...sectors, samples: table.rows, file, ...lap.row}));
  }
  const {id: trackId, name} = {id: CIRCUITS[circuitId].f1TrackId, name: CIRCUITS[circuitId].name};
  const session = sessionFile(id, {
    track: {id: trackId, name, lengthM: track.lengthM, sectorStartsM: null},
    best: null,
    ...fields,
  });
  await writeFile(join(recordings, id, "laps.arrows"), encodeLaps(rows));
  await writeFile(join(recordings, id, "session.json"), JSON.stringify(session));
  return rows;
}

function drivenTable(
  {x, z, step, lengthM}: {x: Float64Array; z: Float64Array; step: number; lengthM: number},
  {speedKmh, brake = () => 0, throttle = () => 1, positions = true, fromM = 0, toM = lengthM}: DrivenBy,
): {table: SampleTable; lapTimeMs: number} {
  const places: number[] = [];
  const steps = 4;
  let metres = 0;
  let ticks = 0;
  // by the midpoint rule
  for (; metres < lengthM; ticks++) {
    if (ticks % steps === 0) places.push(metres);
    const half = metres + speedKmh(metres) / 3.6 / HZ / steps / 2;
    metres += speedKmh(half) / 3.6 / HZ / steps;
  }
  const over = ((metres - lengthM) * 3.6) / speedKmh(lengthM);
  const lapTimeMs = Math.round(1000 * (ticks / steps / HZ - over));
  const at = (column: Float64Array, m: number) => {
    const i = Math.floor(m / step);
    const [a, b] = [column[i % column.length], column[(i + 1) % column.length]];
    return a + (b - a) * (m / step - i);
  };
  const kept = places.map((m, i) => ({m, i})).filter(({m}) => m >= fromM && m <= toM);
  const values: Record<string, (place: {m: number; i: number}) => number> = {
    sessionTime: ({i}) => 100 + i / HZ,
    currentLapTimeMs: ({i}) => (1000 * i) / HZ,
    lapDistance: ({m}) => m,
    speedKmh: ({m}) => speedKmh(m),
    throttle: ({m}) => throttle(m),
    brake: ({m}) => brake(m),
    gear: ({m}) => Math.min(8, 1 + Math.floor(speedKmh(m) / 40)),
    ...(positions && {worldX: ({m}) => at(x, m), worldZ: ({m}) => at(z, m)}),
  };
  const columns: SampleTable["columns"] = {};
  let parts = 0;
  for (const [name, value] of Object.entries(values)) {
    const {part, type, kind} = channelOf(name);
    const column = createColumn(kind === "continuous" && type !== "float64" ? "float32" : type, kept.length);
    kept.forEach((place, i) => {
      column[i] = value(place);
    });
    columns[name] = column;
    parts |= 1 << PARTS.indexOf(part);
  }
  return {table: {rows: kept.length, columns, present: new Uint16Array(kept.length).fill(parts)}, lapTimeMs};
}
