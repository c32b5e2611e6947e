import {nearestIndex} from "../../core/signal/search.js";
import {type Corner, cornersOf} from "../../core/track/corners.js";
import {alongTrackOf, lapTrack, sampleAlong} from "../../core/track/lapTrack.js";
import {sampledLap} from "../../core/track/sampledLap.js";
import type {Track} from "../../core/track/track.js";
import {placeOf} from "../../core/track/trackKey.js";
import {knownTrack} from "../map/knownTrack.js";
import {afterPainting} from "../ui/canvas.js";
import type {Axis} from "../ui/cursor.js";
import type {AxisCorner} from "./drawTraces.js";
import type {TraceLap} from "./traceLap.js";

/** A corner, and the samples of a lap at its beginning, its apex and its end; −1 where the lap does not reach. */
export interface LapCorner extends Corner {
  entry: number;
  apex: number;
  exit: number;
}

/** Where a lap was driven. */
export interface LapPlace {
  /** in the lap's own world where it has positions */
  track: Track;
  /** who numbered the corners: see Corners */
  numbered: "circuit" | "shape";
  corners: LapCorner[];
}

const places = new WeakMap<TraceLap, Promise<LapPlace | null>>();

/**
 * The track under a lap with its corners; null when neither archive nor lap tells one. Worked out after the page has shown what it
 * has: first a picture, then its names.
 */
export function placeLap(lap: TraceLap): Promise<LapPlace | null> {
  let place = places.get(lap);
  if (!place) {
    place = find(lap).catch(() => null);
    places.set(lap, place);
  }
  return place;
}

async function find(lap: TraceLap): Promise<LapPlace | null> {
  const known = knownTrack(placeOf(lap.session));
  await afterPainting();
  return locateLap(lap, await known);
}

/** The same of a track that is at hand. */
export function locateLap(lap: TraceLap, known: Track | null): LapPlace | null {
  const driven = sampledLap(lap.samples);
  const track = driven && driven.x.length > 0 ? lapTrack(known, driven) : undefined;
  if (driven && track) {
    const along = alongTrackOf(track, driven);
    return withCorners(track, (atM) => sampleAlong(along, track.lengthM, atM));
  }
  if (!known || lap.samples.has("worldX")) return null;
  // no positions: the same share of the lap is about the same place
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
    ...{entry: sample(corner.entryM), apex: sample(corner.apexM), exit: sample(corner.exitM)},
  }));
  return {track, numbered: from, corners};
}

/** The corners of a placed lap on an axis, ascending; those that the lap does not reach are left out. */
export function axisCorners(lap: TraceLap, place: LapPlace | null, axis: Axis): AxisCorner[] {
  const values = lap.axes[axis];
  return (place?.corners ?? [])
    .filter(({apex}) => apex >= 0)
    .map(({number, entry, apex, exit}) => ({
      text: String(number),
      at: values[apex],
      // a corner that passes the line is shown up to its apex
      from: values[entry >= 0 && entry <= apex ? entry : apex],
      to: values[exit >= apex ? exit : apex],
    }))
    .sort((a, b) => a.at - b.at);
}

/** "turn 9 Copse", the corner that a sample lies in; "" between corners. */
export function cornerText(place: LapPlace | null, index: number): string {
  const corner = place?.corners.find(({entry, exit}) => entry >= 0 && entry <= index && index <= exit);
  return corner ? `turn ${corner.number}${corner.name ? ` ${corner.name}` : ""}` : "";
}
