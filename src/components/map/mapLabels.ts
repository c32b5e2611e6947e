import type {Corner} from "../../core/track/corners.js";
import {alongTrack, type Track} from "../../core/track/track.js";

/** A place of a circuit that a map names. */
export interface MapLabel {
  /** direction: no more than which way round */
  kind: "start" | "direction" | "sector" | "corner" | "distance";
  text: string;
  /** world, m, and the direction of travel */
  x: number;
  z: number;
  dx: number;
  dz: number;
  /** where its name would rather stand: 1 to the right of the road, −1 to the left, 0 away from the middle of the picture */
  side: -1 | 0 | 1;
}

/** What of a track a map marks, in order of weight: the start, its corners by number, and where sectors 2 and 3 begin. */
export function trackLabels(
  track: Track,
  corners: readonly Corner[],
  sectorStartsM: readonly number[] = track.sectorStartsM,
): MapLabel[] {
  return [
    {kind: "start", text: "start", side: 0, ...placeOn(track, 0)},
    ...sectorStartsM.map((at, i): MapLabel => ({kind: "sector", text: `S${i + 2}`, side: 0, ...placeOn(track, at)})),
    ...corners.map(({number, direction, apexM}): MapLabel => {
      // outside of the bend there is more room
      const side = direction === "right" ? -1 : 1;
      return {kind: "corner", text: String(number), side, ...placeOn(track, apexM)};
    }),
  ];
}

function placeOn(track: Track, s: number): Pick<MapLabel, "x" | "z" | "dx" | "dz"> {
  const heading = track.heading[Math.round(s / track.step) % track.heading.length];
  return {
    ...{x: alongTrack(track.x, track, s), z: alongTrack(track.z, track, s)},
    ...{dx: Math.cos(heading), dz: Math.sin(heading)},
  };
}
