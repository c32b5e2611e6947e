import {describe, expect, it} from "vitest";
import {pairPlaces} from "../../../src/core/laps/pairing.js";
import {random} from "../../../src/core/signal/random.js";

const HZ = 60;

/** 60 s at 60 Hz between 30 and 85 m/s, braking with up to 40 m/s². */
const truth = (t: number) => 57.5 * t - (27.5 / 1.45) * Math.cos(1.45 * t) + 27.5 / 1.45;
const times = Float64Array.from({length: 60 * HZ}, (_, i) => i / HZ);
const places = times.map(truth);

/** As a recorder writes it that puts places beside the time of the frame before or after: `share` of the values are a frame old. */
function stale(values: Float64Array, share: number, seed: number): Float64Array {
  const source = random(seed, 1);
  return values.map((v, i) => (i > 0 && source.next() < share ? values[i - 1] : v));
}

/** Error of the time of each 150 m, ms: median and 95th percentile. */
function windows(time: ArrayLike<number>, along: Float64Array): [p50: number, p95: number] {
  const at = (metres: number) => {
    const k = along.findIndex((s) => s >= metres);
    const span = along[k] - along[k - 1];
    return time[k - 1] + (span > 0 ? ((metres - along[k - 1]) / span) * (time[k] - time[k - 1]) : 0);
  };
  const exact = (metres: number) => {
    let t = metres / 57.5;
    for (let i = 0; i < 40; i++) t -= (truth(t) - metres) / (57.5 + 27.5 * Math.sin(1.45 * t));
    return t;
  };
  const off: number[] = [];
  for (let m = 100; m < 3000; m += 17) off.push(1000 * Math.abs(at(m + 150) - at(m) - exact(m + 150) + exact(m)));
  off.sort((a, b) => a - b);
  return [off[off.length >> 1], off[Math.floor(0.95 * off.length)]];
}

describe("pairPlaces(time, along)", () => {
  it("leaves samples alone that agree, at any rate", () => {
    for (const every of [1, 3, 15]) {
      const some = (values: Float64Array) => values.filter((_, i) => i % every === 0);
      const along = some(places);
      expect(pairPlaces(some(times), along).along).toBe(along);
    }
  });

  it("halves the error where a fifth of the values is a frame old, and says how large it was", () => {
    const [t, s] = [stale(times, 0.1, 1), stale(places, 0.1, 2)];
    const {along, jitterS} = pairPlaces(t, s);
    const [before, after] = [windows(t, s), windows(t, along)];
    expect(before[1]).toBeGreaterThan(12);
    expect(after[1]).toBeLessThan(0.6 * before[1]);
    expect(jitterS).toBeGreaterThan(0.4 / HZ);
    expect(jitterS).toBeLessThan(1.1 / HZ);
    expect(along.every((v, i) => i === 0 || v >= along[i - 1])).toBe(true);
  });

  it("keeps unknown places and gaps", () => {
    const [t, s] = [stale(times, 0.1, 1), stale(places, 0.1, 2)];
    const holed = s.map((v, i) => (i % 7 === 0 || (i > 1000 && i < 1100) ? Number.NaN : v));
    const {along} = pairPlaces(t, holed);
    expect(along.every((v, i) => Number.isNaN(v) === Number.isNaN(holed[i]))).toBe(true);
    const known = along.map((v, i) => Math.abs(v - places[i])).filter((v) => !Number.isNaN(v));
    expect(Math.max(...known)).toBeLessThan(3);
    expect(pairPlaces([], new Float64Array(0)).jitterS).toBe(0);
  });
});
