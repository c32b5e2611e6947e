import {circuitNamed, circuitTrack} from "../../core/track/circuitTrack.js";
import type {Track} from "../../core/track/track.js";
import {type TrackPlace, trackKey} from "../../core/track/trackKey.js";
import {fetchTrack} from "../ui/archive.js";

/** What a page that draws all the time asks: the known track of a session, null until it has come and where there is none. */
export function trackFinder(): (place: TrackPlace) => Track | null {
  const found = new Map<string, Track | null>();
  return (place) => {
    const {game, simulated, track} = place;
    const key = `${game} ${simulated} ${track.id} ${track.name}`;
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, null);
      void knownTrack(place).then((track) => found.set(key, track));
    }
    return known ?? null;
  };
}

/**
 * What is known of the track of a session before anybody looks at its laps: what was learned from driven laps of that game, else
 * our own circuit of that name (of the simulator it is the very road). Null when nothing is.
 */
export async function knownTrack(place: TrackPlace): Promise<Track | null> {
  const key = trackKey(place);
  // a track that cannot be read is no reason to show no lap
  const learned = key ? await fetchTrack(key).catch(() => null) : null;
  if (learned) return learned;
  const circuit = circuitNamed(place.track);
  return circuit ? circuitTrack(circuit) : null;
}
