import {wrapDistance} from "../geometry/closedGrid.js";
import {alongTrack, type Track, widthAt} from "./track.js";

/** A track on an even grid of about 1 m; point i is i × `stepM` from the start line, the last is followed by the first. */
export interface TrackGrid {
  lengthM: number;
  stepM: number;
  x: Float64Array;
  z: Float64Array;
  /** 1/m, positive to the right; averaged over `spanM` metres of the road */
  curvature: Float64Array;
  /** height over distance, positive uphill; absent where heights are unknown */
  gradient?: Float64Array;
  /** of the road, m; absent where unknown */
  width?: Float64Array;
}

/** m over which a gradient is averaged: heights of neighbouring samples differ by less than their noise. */
const GRADIENT_SPAN = 40;

/** A track on a 1 m grid. The length is divided evenly: the step is 1 m within 0.05 %. */
export function trackGrid(track: Track, {spanM = 24} = {}): TrackGrid {
  const {lengthM} = track;
  const n = Math.max(10, Math.round(lengthM));
  const stepM = lengthM / n;
  const column = (value: (s: number) => number) => Float64Array.from({length: n}, (_, i) => value(i * stepM));
  const {y} = track;
  return {
    lengthM,
    stepM,
    x: column((s) => alongTrack(track.x, track, s)),
    z: column((s) => alongTrack(track.z, track, s)),
    curvature: column((s) => (headingAt(track, s + spanM / 2) - headingAt(track, s - spanM / 2)) / spanM),
    ...(y && {
      gradient: column(
        (s) =>
          (alongTrack(y, track, s + GRADIENT_SPAN / 2) - alongTrack(y, track, s - GRADIENT_SPAN / 2)) / GRADIENT_SPAN,
      ),
    }),
    ...(track.room && {width: column((s) => widthAt(track, s))}),
  };
}

/** Direction of travel at any distance, rad, not wrapped: each lap adds the track's whole turn. */
function headingAt({heading, step, lengthM}: Track, distance: number): number {
  const n = heading.length;
  // 0 on a figure of eight
  const turn = 2 * Math.PI * Math.round((heading[n - 1] - heading[0]) / (2 * Math.PI));
  const laps = Math.floor(distance / lengthM);
  const position = wrapDistance({lengthM}, distance) / step;
  const i = Math.min(n - 1, Math.floor(position));
  const next = i + 1 === n ? heading[0] + turn : heading[i + 1];
  return heading[i] + (next - heading[i]) * (position - i) + laps * turn;
}
