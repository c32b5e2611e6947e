import {makeTrack, type Track} from "../../src/core/track/track.js";

/**
 * A closed track of straights and arcs, each [metres, degrees to the right], integrated in steps of 1 m; what is missing to the start
 * is spread over the lap. `fromM` moves the start line.
 */
export function arcsTrack(pieces: readonly (readonly [metres: number, degrees: number])[], fromM = 0): Track {
  const length = pieces.reduce((sum, [metres]) => sum + metres, 0);
  const bendAt = (s: number) => {
    let from = 0;
    for (const [metres, degrees] of pieces) {
      if (s < from + metres) return (degrees * Math.PI) / 180 / metres;
      from += metres;
    }
    return 0;
  };
  const n = Math.round(length);
  const x = new Float64Array(n + 1);
  const z = new Float64Array(n + 1);
  let heading = 0;
  for (let i = 0; i < n; i++) {
    const bend = bendAt((i + 0.5 + fromM) % length);
    x[i + 1] = x[i] + Math.cos(heading + bend / 2);
    z[i + 1] = z[i] + Math.sin(heading + bend / 2);
    heading += bend;
  }
  const closed = (column: Float64Array) => Float64Array.from({length: n}, (_, i) => column[i] - (column[n] * i) / n);
  return makeTrack({id: "arcs", name: "Arcs", frame: "", sectorStartsM: [], laps: 0}, closed(x), closed(z));
}
