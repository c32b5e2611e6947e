import {quantile} from "../../signal/quantile.js";

type Column = ArrayLike<number>;

/** The most combined acceleration that some laps show in each direction. */
export interface GgEnvelope {
  /** middle of each direction, rad: 0 forwards, π/2 to the right, π braking, 3π/2 to the left */
  direction: Float64Array;
  /** g; NaN where the laps have too few samples in that direction */
  radius: Float64Array;
  /** samples in each direction */
  samples: Uint32Array;
  /** the share of samples of a direction that lie within */
  share: number;
}

export interface EnvelopeOptions {
  /** number of directions */
  directions?: number;
  /** share of a direction's samples within the envelope: the rest is noise, kerbs and bumps */
  share?: number;
  /** samples that a direction needs */
  fewest?: number;
  /** g below which a direction means nothing */
  least?: number;
}

/** Direction of an acceleration, rad in 0–2π, clockwise from forwards as seen from above. */
export function gDirection(lateral: number, longitudinal: number): number {
  const angle = Math.atan2(lateral, longitudinal);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** The envelope of lateral (right) and longitudinal (forwards) accelerations, g. Samples are to be evenly spaced in time. */
export function ggEnvelope(
  lateral: Column,
  longitudinal: Column,
  {directions = 36, share = 0.98, fewest = 20, least = 0.2}: EnvelopeOptions = {},
): GgEnvelope {
  const width = (2 * Math.PI) / directions;
  const found: number[][] = Array.from({length: directions}, () => []);
  for (let i = 0; i < lateral.length; i++) {
    const size = Math.hypot(lateral[i], longitudinal[i]);
    if (!(size >= least)) continue;
    found[Math.round(gDirection(lateral[i], longitudinal[i]) / width) % directions].push(size);
  }
  return {
    direction: Float64Array.from(found, (_, d) => d * width),
    radius: Float64Array.from(found, (sizes) =>
      sizes.length < fewest ? Number.NaN : quantile(Float64Array.from(sizes).sort(), share),
    ),
    samples: Uint32Array.from(found, ({length}) => length),
    share,
  };
}

/**
 * Radius of an envelope in any direction, linear between the directions beside it; that of the nearest alone where the other is not known, NaN
 * where the nearest is not.
 */
export function envelopeRadius({radius}: GgEnvelope, direction: number): number {
  const n = radius.length;
  const at = (direction / (2 * Math.PI)) * n;
  const below = Math.floor(at);
  const share = at - below;
  const [a, b] = [radius[((below % n) + n) % n], radius[(((below + 1) % n) + n) % n]];
  if (Number.isNaN(a + b)) return share < 0.5 ? a : b;
  return a + share * (b - a);
}
