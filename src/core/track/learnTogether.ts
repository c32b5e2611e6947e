import type {LapRef} from "./bestLaps.js";
import type {LapPositions} from "./lapPositions.js";
import {type LearnOptions, learnTrack} from "./learn.js";
import {recogniseInFrame} from "./recognise.js";
import type {Track} from "./track.js";

/** A lap of the archive and its positions. */
export interface ArchivedLap {
  ref: LapRef;
  driven: LapPositions;
}

/**
 * Learns a track from laps of several sessions, whose coordinates may differ (GPS has a new origin in each): laps that coincide are
 * grouped, and the largest group is used, of equal ones the group of the earliest lap in the list. Its `from` names all laps,
 * those left out too, because the result depends on all of them. Undefined when no lap is whole.
 */
export function learnTogether(laps: readonly ArchivedLap[], options: LearnOptions): Track | undefined {
  let rest = [...laps];
  let largest: ArchivedLap[] = [];
  while (rest.length > largest.length) {
    const base = learnAlone(rest[0], options);
    const together = base ? rest.filter((lap, i) => i === 0 || liesOn(base, lap.driven)) : [];
    if (together.length > largest.length) largest = together;
    rest = rest.slice(1).filter((lap) => !together.includes(lap));
  }
  if (largest.length === 0) return undefined;
  const {track} = learnTrack(
    largest.map(({driven}) => driven),
    options,
  );
  return {...track, from: laps.map(({ref}) => ref)};
}

function learnAlone({driven}: ArchivedLap, options: LearnOptions): Track | undefined {
  try {
    return learnTrack([driven], options).track;
  } catch {
    return undefined; // not a whole lap
  }
}

function liesOn(track: Track, {x, z}: LapPositions): boolean {
  const {match} = recogniseInFrame([track], {x: Float64Array.from(x), z: Float64Array.from(z)});
  return match !== undefined && !match.reversed;
}
