import {envelopeRadius, type GgEnvelope, gDirection, ggEnvelope} from "./ggEnvelope.js";

type Column = ArrayLike<number>;

/** Envelopes by speed: downforce makes the limit of a racing car at 250 km/h twice that at 100. */
export interface GripEnvelope {
  /** m/s in the middle of each band */
  speed: Float64Array;
  bands: GgEnvelope[];
  bandMs: number;
}

export interface GripOptions {
  /** width of a speed band, m/s (50 km/h) */
  bandMs?: number;
  directions?: number;
  fewest?: number;
}

/** Below, g, a direction means nothing. */
const LEAST = 0.2;
/** After the first, rounds correct what a band's limit is off by because it grows within the band. */
const ROUNDS = 4;

/**
 * The envelope of the grip that a car showed on some laps, by speed and direction. The tyres hold as much to the left as to the right, and
 * as much forwards as backwards, while circuits turn more one way and the engine rarely reaches the limit: each direction has the
 * greatest radius of the four that mirror it. Backwards, it includes the drag. In each direction of each band the same share of samples lies
 * within, measured against the limit at their own speeds.
 */
export function gripEnvelope(
  speed: Column,
  lateral: Column,
  longitudinal: Column,
  {bandMs = 50 / 3.6, directions = 16, fewest = 25}: GripOptions = {},
): GripEnvelope {
  const rows: number[] = [];
  let fastest = 0;
  for (let i = 0; i < speed.length; i++) {
    if (!(speed[i] >= 0 && Math.hypot(lateral[i], longitudinal[i]) >= LEAST)) continue;
    rows.push(i);
    if (speed[i] > fastest) fastest = speed[i];
  }
  const bands = Math.floor(fastest / bandMs) + 1;
  /** the envelope of each band, of accelerations ÷ their limits so far */
  const measure = (limit: (i: number) => number): GgEnvelope[] => {
    const parts = Array.from({length: bands}, () => [[], []] as [number[], number[]]);
    for (const i of rows) {
      const [right, forwards] = parts[Math.floor(speed[i] / bandMs)];
      const by = limit(i);
      right.push(lateral[i] / by);
      forwards.push(longitudinal[i] / by);
    }
    return parts.map(([right, forwards]) => mirrored(ggEnvelope(right, forwards, {directions, fewest, least: 0})));
  };
  const out = {
    speed: Float64Array.from({length: bands}, (_, band) => (band + 0.5) * bandMs),
    bands: measure(() => 1),
    bandMs,
  };
  for (let round = 1; round < ROUNDS; round++) {
    const {bands: before} = out;
    const factors = measure((i) => gripLimit(out, speed[i], gDirection(lateral[i], longitudinal[i])));
    out.bands = before.map((band, b) => ({...band, radius: band.radius.map((r, d) => r * factors[b].radius[d])}));
  }
  return out;
}

/** Each direction with the greatest radius of those that mirror it; the number of directions is a multiple of four. */
function mirrored(envelope: GgEnvelope): GgEnvelope {
  const n = envelope.radius.length;
  const greatest = (a: number, b: number) => (a >= b || Number.isNaN(b) ? a : b);
  const radius = envelope.radius.map((_, d) =>
    [d, n - d, n / 2 - d, n / 2 + d].map((i) => envelope.radius[(i + n) % n]).reduce(greatest),
  );
  return {...envelope, radius};
}

/** Radius of the envelope at a speed, m/s, and in a direction, g; linear between bands, at the ends that of the last band. */
function gripLimit({bands, bandMs}: GripEnvelope, speed: number, direction: number): number {
  const at = speed / bandMs - 0.5;
  const below = Math.floor(at);
  const radius = (band: number) => (bands[band] ? envelopeRadius(bands[band], direction) : Number.NaN);
  const [a, b] = [radius(below), radius(below + 1)];
  if (Number.isNaN(a + b)) return Number.isNaN(a) ? b : a;
  return a + (at - below) * (b - a);
}

/**
 * Share of the envelope that is used, 0 to about 1 (a little more beyond the share of samples within it): combined acceleration ÷ the
 * envelope's radius in the same direction at the same speed, linear between bands. NaN where the envelope is not known there.
 */
export function gripUse(envelope: GripEnvelope, speed: number, lateral: number, longitudinal: number): number {
  return Math.hypot(lateral, longitudinal) / gripLimit(envelope, speed, gDirection(lateral, longitudinal));
}
