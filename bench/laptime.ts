import {lapLine} from "../src/core/laptime/lapLine.js";
import {roadLine} from "../src/core/laptime/roadLine.js";
import {quasiSteadyLap} from "../src/core/laptime/solve.js";
import {buildCircuit} from "../src/core/track/circuit.js";
import {CIRCUITS} from "../src/core/track/circuits/all.js";
import {PUBLISHED_CAR, PUBLISHED_OPTIONS} from "../tests/core/laptime/publishedCar.js";
import {type BenchRow, main, measure} from "./support.js";

// How long does a quasi-steady lap of each circuit take to compute, and the line to drive it on?

const QUESTION = "a quasi-steady lap at a point a metre";

export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [id, description] of Object.entries(CIRCUITS)) {
    const circuit = buildCircuit(description);
    const side = new Float64Array(circuit.n).fill(description.widthM / 2);
    const road = {x: circuit.z.subarray(0, circuit.n), y: circuit.x.subarray(0, circuit.n), left: side, right: side};
    const line = () => {
      const {x, y} = roadLine(road);
      return lapLine(x, y);
    };
    const ready = line();
    const lap = () => quasiSteadyLap(ready, PUBLISHED_CAR, PUBLISHED_OPTIONS).time;
    const seconds = lap();
    if (!(seconds > 55 && seconds < 120)) throw new Error(`wrong lap of ${id}: ${seconds}`);
    const times = await measure(
      [
        {name: `${id}, ${seconds.toFixed(1)} s`, run: (n) => repeat(n, lap)},
        {name: `${id}, its line of least curvature`, run: (n) => repeat(n, line)},
      ],
      {rounds: 3, turn: 100, warmUp: 100},
    );
    for (const {name, micros} of times) {
      const value = micros / 1000;
      rows.push({question: QUESTION, candidate: name, value, unit: "ms", need: "< 1000", ok: value < 1000});
    }
  }
  return rows;
}

function repeat(n: number, work: () => unknown): void {
  for (let i = 0; i < n; i++) work();
}

await main(import.meta.url, run);
