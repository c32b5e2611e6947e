import type {LapRef} from "./bestLaps.js";
import type {DrivenLap} from "./drivenLap.js";
import {type LearnOptions, learnTrack} from "./learn.js";
import {recogniseInFrame} from "./recognise.js";
import type {Track} from "./track.js";

/** A lap of the archive with what was driven. */
export interface KnownLap {
  ref: LapRef;
  driven: DrivenLap;
}

/**
 * Learns a track from laps of several sessions, whose worlds may differ (GPS begins anew in each): laps that lie on each other
 * are of one world, and the world with the most laps is taken, of equal ones that of the earliest lap in the list. Its `from`
 * names all laps, those left out too: what is learned follows from them alone. Undefined when no lap tells a track.
 */
export function learnTogether(laps: readonly KnownLap[], options: LearnOptions): Track | undefined {
  let rest = [...laps];
  let most: KnownLap[] = [];
  while (rest.length > most.length) {
    const base = alone(rest[0], options);
    const together = base ? rest.filter((lap, i) => i === 0 || liesOn(base, lap.driven)) : [];
    if (together.length > most.length) most = together;
    rest = rest.slice(1).filter((lap) => !together.includes(lap));
  }
  if (most.length === 0) return undefined;
  const {track} = learnTrack(
    most.map(({driven}) => driven),
    options,
  );
  return {...track, from: laps.map(({ref}) => ref)};
}

function alone({driven}: KnownLap, options: LearnOptions): Track | undefined {
  try {
    return learnTrack([driven], options).track;
  } catch {
    return undefined; // no whole lap: that is what is asked
  }
}

function liesOn(track: Track, {x, z}: DrivenLap): boolean {
  const {match} = recogniseInFrame([track], {x: Float64Array.from(x), z: Float64Array.from(z)});
  return match !== undefined && !match.reversed;
}
