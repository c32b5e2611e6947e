import {quantile} from "../../signal/quantile.js";
import {type GripEnvelope, type GripOptions, gripEnvelope, gripUse} from "./gripUse.js";

type Column = ArrayLike<number>;

/** A lap on the common grid with checked accelerations: columns of one length. */
export interface GriddedG {
  /** m between grid points */
  stepM: number;
  /** m/s */
  speed: Column;
  /** g, to the right and forwards */
  lateral: Column;
  longitudinal: Column;
}

/** Where on the lap which share of the grip is used. */
export interface GripMap {
  /** middle of each piece of road, m */
  atM: Float64Array;
  /** share of the envelope, 0–1: median over the laps, and the 10th and 90th percentile */
  use: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** laps with a value */
  laps: Uint16Array;
  /** m of road over which a value is averaged: the piece, and the time over which the accelerations were measured × the speed */
  resolutionM: Float64Array;
  envelope: GripEnvelope;
}

export interface GripMapOptions extends GripOptions {
  /** m of road */
  pieceM?: number;
  /** s over which an acceleration was averaged: the step of the samples, or the window of its derivation */
  averagedS?: number;
}

/** The grip map of laps of one car on one grid, against the envelope of these laps: a share of what was shown, not of what is possible. */
export function gripMap(
  laps: readonly GriddedG[],
  {pieceM = 10, averagedS = 0, ...options}: GripMapOptions = {},
): GripMap {
  const all = (name: "speed" | "lateral" | "longitudinal") => laps.flatMap((lap) => Array.from(lap[name]));
  const envelope = gripEnvelope(all("speed"), all("lateral"), all("longitudinal"), options);
  const stepM = laps[0]?.stepM ?? 1;
  const points = Math.max(1, Math.round(pieceM / stepM));
  const shortest = laps.length ? Math.min(...laps.map(({speed}) => speed.length)) : 0;
  const n = Math.ceil(shortest / points);
  const column = () => new Float64Array(n).fill(Number.NaN);
  const out = {atM: column(), use: column(), low: column(), high: column(), resolutionM: column()};
  const counts = new Uint16Array(n);
  for (let piece = 0; piece < n; piece++) {
    const [from, to] = [piece * points, Math.min((piece + 1) * points, shortest)];
    const uses: number[] = [];
    let speeds = 0;
    for (const lap of laps) {
      const {use, speed} = meanUse(envelope, lap, from, to);
      if (Number.isNaN(use)) continue;
      uses.push(use);
      speeds += speed;
    }
    const sorted = Float64Array.from(uses).sort();
    counts[piece] = sorted.length;
    out.atM[piece] = ((from + to - 1) / 2) * stepM;
    out.use[piece] = quantile(sorted, 0.5);
    out.low[piece] = quantile(sorted, 0.1);
    out.high[piece] = quantile(sorted, 0.9);
    out.resolutionM[piece] = Math.max(points * stepM, (averagedS * speeds) / sorted.length);
  }
  return {...out, laps: counts, envelope};
}

function meanUse(envelope: GripEnvelope, {speed, lateral, longitudinal}: GriddedG, from: number, to: number) {
  let [use, sum, count] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const share = gripUse(envelope, speed[i], lateral[i], longitudinal[i]);
    if (!Number.isFinite(share)) continue;
    use += share;
    sum += speed[i];
    count++;
  }
  return {use: use / count, speed: sum / count};
}
