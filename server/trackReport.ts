import {cornersOf} from "../src/core/track/corners.js";
import type {Track} from "../src/core/track/track.js";

/** A learned track as lists print it. */
export function trackReport(track: Track) {
  const {id, name, frame, lengthM, sectorStartsM, laps, clockwise} = track;
  const {from, circuit, list} = cornersOf(track);
  return {
    id,
    name,
    game: frame,
    lengthM: Math.round(lengthM),
    clockwise,
    sectorStartsM,
    laps,
    corners: list.length,
    numbered: circuit ?? from,
  };
}
