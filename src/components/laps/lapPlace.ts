import {nearestIndex} from "../../core/signal/search.js";
import {type Corner, type Corners, cornerLabel} from "../../core/track/corner.js";
import {cornersOf} from "../../core/track/corners.js";
import {alongTrackOf, lapTrack, sampleAlong} from "../../core/track/lapTrack.js";
import {sampledLap} from "../../core/track/sampledLap.js";
import type {Track} from "../../core/track/track.js";
import {trackIdentity} from "../../core/track/trackKey.js";
import {afterPainting} from "../ui/canvas.js";
import {knownTrack} from "../ui/knownTrack.js";
import type {TraceLap} from "./traceLap.js";

/** A corner, and the samples of a lap at its beginning, its apex and its end; −1 where the lap does not reach. */
export interface LapCorner extends Corner {
  entry: number;
  apex: number;
  exit: number;
}

/** The track under a lap. */
export interface LapPlace {
  /** in the lap's own coordinates where it has positions */
  track: Track;
  /** origin of the corner numbers: see Corners */
  numbered: Corners["from"];
  corners: LapCorner[];
}

const places = new WeakMap<TraceLap, Promise<LapPlace | null>>();

/**
 * The track under a lap with its corners; null when neither the archive nor the lap's positions give one. Computed after
 * the page has painted, because it takes a few frames' time.
 */
export function placeUnder(lap: TraceLap): Promise<LapPlace | null> {
  let place = places.get(lap);
  if (!place) {
    place = find(lap).catch(() => null);
    places.set(lap, place);
  }
  return place;
}

/** Sets the track under a lap whose place is known already. */
export function setPlace(lap: TraceLap, place: LapPlace | null): void {
  places.set(lap, Promise.resolve(place));
}

async function find(lap: TraceLap): Promise<LapPlace | null> {
  const known = knownTrack(trackIdentity(lap.session));
  await afterPainting();
  return locateLap(lap, await known);
}

/** Places a lap on a known track; without one, on a track learned from the lap itself. */
export function locateLap(lap: TraceLap, known: Track | null): LapPlace | null {
  const driven = sampledLap(lap.samples);
  const track = driven && driven.x.length > 0 ? lapTrack(known, driven, lap.session.track.name) : undefined;
  if (driven && track) {
    const along = alongTrackOf(track, driven);
    return withCorners(track, (atM) => sampleAlong(along, track.lengthM, atM));
  }
  if (!known || lap.samples.has("worldX")) return null;
  // without positions: corners at the same share of the lap
  const {distance} = lap.axes;
  const length = lap.session.track.lengthM || (lap.lap.complete ? (distance.at(-1) ?? 0) : 0);
  if (Math.abs(length / known.lengthM - 1) > 0.03) return null;
  const end = (distance.at(-1) ?? 0) + 1;
  return withCorners(known, (atM) => {
    const at = (atM / known.lengthM) * length;
    return at > end ? -1 : nearestIndex(distance, at);
  });
}

function withCorners(track: Track, sample: (atM: number) => number): LapPlace {
  const {from, list} = cornersOf(track);
  const corners = list.map((corner) => ({
    ...corner,
    entry: sample(corner.entryM),
    apex: sample(corner.apexM),
    exit: sample(corner.exitM),
  }));
  return {track, numbered: from, corners};
}

/** The corner at a sample, "turn 9 Copse"; "" between corners. */
export function cornerText(place: LapPlace | null, index: number): string {
  const corner = place?.corners.find(({entry, exit}) => entry >= 0 && entry <= index && index <= exit);
  return corner ? `turn ${cornerLabel(corner)}${corner.name ? ` ${corner.name}` : ""}` : "";
}
