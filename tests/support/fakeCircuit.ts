import {buildCircuit} from "../../src/core/track/circuit.js";
import {silverstone} from "../../src/core/track/circuits/silverstone.js";

/** What a car does at each metre of a lap. */
export interface FakeCircuit {
  name: string;
  lengthM: number;
  sectorStartsM: [number, number];
  x: Float64Array;
  z: Float64Array;
  /** m/s */
  speed: Float64Array;
  gLateral: Float64Array;
  gLongitudinal: Float64Array;
}

const GRIP = 28; // m/s²
const BRAKING = 32;
const PUSH = 9;

/** Silverstone with a plausible speed profile: corners by grip, then braking before them and pushing after them. */
export function fakeSilverstone(): FakeCircuit {
  const circuit = buildCircuit(silverstone);
  const n = Math.floor(circuit.lengthM);
  const curvature = circuit.curvature.subarray(0, n);
  const speed = Float64Array.from(curvature, (k) => Math.min(90, Math.sqrt(GRIP / Math.max(1e-4, Math.abs(k)))));
  for (let i = 2 * n; i > 0; i--) {
    const ahead = speed[i % n];
    speed[(i - 1) % n] = Math.min(speed[(i - 1) % n], Math.sqrt(ahead * ahead + 2 * BRAKING));
  }
  for (let i = 0; i < 2 * n; i++) {
    const behind = speed[i % n];
    const push = PUSH * (1.1 - behind / 90);
    speed[(i + 1) % n] = Math.min(speed[(i + 1) % n], Math.sqrt(behind * behind + 2 * push));
  }
  return {
    name: "Silverstone",
    lengthM: n,
    sectorStartsM: [...silverstone.sectorStartsM] as [number, number],
    x: circuit.x.slice(0, n),
    z: circuit.z.slice(0, n),
    speed,
    gLateral: Float64Array.from(speed, (v, i) => (-v * v * curvature[i]) / 9.81),
    gLongitudinal: Float64Array.from(speed, (v, i) => (speed[(i + 1) % n] ** 2 - v * v) / 2 / 9.81),
  };
}

/** A ring of 2,000 m at 50 m/s: values that a test can foretell. */
export function fakeRing(): FakeCircuit {
  const n = 2000;
  const radius = n / (2 * Math.PI);
  return {
    name: "Ring",
    lengthM: n,
    sectorStartsM: [700, 1400],
    x: Float64Array.from({length: n}, (_, i) => radius * Math.sin(i / radius)),
    z: Float64Array.from({length: n}, (_, i) => -radius * Math.cos(i / radius)),
    speed: new Float64Array(n).fill(50),
    gLateral: new Float64Array(n).fill(50 ** 2 / radius / 9.81),
    gLongitudinal: new Float64Array(n),
  };
}
