import type {TrackEntry} from "../archive/types.js";
import type {Track} from "./track.js";

/** A track's entry in the library. */
export function trackEntry({id, name, frame, lengthM, laps, authored}: Track): TrackEntry {
  return {id, name, game: frame, lengthM: Math.round(lengthM), laps, ...(authored && {corners: true})};
}
