import type {Path} from "../../src/core/geometry/closedPath.js";
import {random} from "../../src/core/signal/random.js";
import {movePath} from "../../src/core/track/align.js";
import {buildCircuit, type Circuit} from "../../src/core/track/circuit.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {table} from "../core/files/csv/tableText.js";

export interface Line {
  /** m to the left of the centre line */
  offset?: number;
  /** on each position, m */
  noise?: number;
  seed?: number;
  /** a position every so many metres */
  every?: number;
  from?: number;
  to?: number;
}

const built = new Map<string, Circuit>();

/** One of our circuits; building it takes a while. */
function circuitOf(id: string): Circuit {
  const circuit = built.get(id) ?? buildCircuit(CIRCUITS[id]);
  built.set(id, circuit);
  return circuit;
}

/** A lap beside the centre line of one of our circuits. */
export function drive(
  id: string,
  {offset = 0, noise = 0, seed = 1, every = 2, from = 0, to = Infinity}: Line = {},
): Path {
  const circuit = circuitOf(id);
  const source = random(seed, 1);
  const x: number[] = [];
  const z: number[] = [];
  for (let i = from; i < Math.min(circuit.n, to); i += every) {
    x.push(circuit.x[i] + offset * Math.cos(circuit.yaw[i]) + noise * source.normal());
    z.push(circuit.z[i] - offset * Math.sin(circuit.yaw[i]) + noise * source.normal());
  }
  return {x: Float64Array.from(x), z: Float64Array.from(z)};
}

export const backwards = ({x, z}: Path): Path => ({x: x.slice().reverse(), z: z.slice().reverse()});

/** A world that shares neither origin nor axes with the circuits' own. */
export const AWAY = {turn: 2.1, dx: 5000, dz: -731};

/**
 * Laps of a circuit as another tool's table, 50 m/s at 10 Hz, from another world: the first is begun, the last not finished.
 *
 * @param offsets m to the left, a lap each
 * @param stretch of the circuit: 1.2 makes one of the same bends that is none of ours
 */
export function lapsTable(id: string, offsets: readonly number[], {stretch = 1, move = AWAY} = {}): Uint8Array {
  const columns: Record<"Time" | "Lap" | "Speed" | "X" | "Z", number[]> = {Time: [], Lap: [], Speed: [], X: [], Z: []};
  for (const [lap, offset] of offsets.entries()) {
    const {x, z} = movePath(drive(id, {offset, every: 1}), move);
    for (let i = 0; i * stretch < x.length * stretch; i += 5 / stretch) {
      const row = Math.floor(i);
      columns.Time.push(columns.Time.length / 10);
      columns.Lap.push(lap + 1);
      columns.Speed.push(50);
      columns.X.push(x[row] * stretch);
      columns.Z.push(z[row] * stretch);
    }
  }
  return table(columns, {units: ["s", "", "m/s", "m", "m"]});
}

/** What its columns are, with the game's and the track's name where a test tells them. */
export function lapsChoices(facts: {game?: string; track?: string} = {}): Record<string, unknown> {
  return {columns: {X: {channel: "worldX", unit: "m"}, Z: {channel: "worldZ", unit: "m"}}, ...facts};
}
