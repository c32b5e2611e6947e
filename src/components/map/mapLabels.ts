import {type Corner, cornerLabel} from "../../core/track/corner.js";
import {alongTrack, type Track} from "../../core/track/track.js";

/** A point of a circuit with the text that a map shows there. */
export interface MapLabel {
  /** direction: an arrow only, where the start is unknown */
  kind: "start" | "direction" | "sector" | "corner" | "distance";
  text: string;
  /** world position, m, and unit vector of travel */
  x: number;
  z: number;
  dx: number;
  dz: number;
  /** preferred side of the text: 1 right of the road, −1 left, 0 away from the middle of the picture */
  side: -1 | 0 | 1;
}

/** The labels of a track, most important first: start, sectors 2 and 3, corner numbers. */
export function trackLabels(
  track: Track,
  corners: readonly Corner[],
  sectorStartsM: readonly number[] = track.sectorStartsM,
): MapLabel[] {
  return [
    {kind: "start", text: "start", side: 0, ...positionOn(track, 0)},
    ...sectorStartsM.map((at, i): MapLabel => ({kind: "sector", text: `S${i + 2}`, side: 0, ...positionOn(track, at)})),
    ...corners.map((corner): MapLabel => {
      // outside the bend there is more room
      const side = corner.direction === "right" ? -1 : 1;
      return {kind: "corner", text: cornerLabel(corner), side, ...positionOn(track, corner.apexM)};
    }),
  ];
}

function positionOn(track: Track, s: number): Pick<MapLabel, "x" | "z" | "dx" | "dz"> {
  const heading = track.heading[Math.round(s / track.step) % track.heading.length];
  return {
    x: alongTrack(track.x, track, s),
    z: alongTrack(track.z, track, s),
    dx: Math.cos(heading),
    dz: Math.sin(heading),
  };
}
