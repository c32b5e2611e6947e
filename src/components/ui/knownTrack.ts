import {circuitNamed, circuitTrack} from "../../core/track/circuitTrack.js";
import type {Track} from "../../core/track/track.js";
import {type TrackIdentity, trackKey} from "../../core/track/trackKey.js";
import {fetchTrack} from "./archive.js";

/** A lookup for pages that draw repeatedly: the known track of a session, null while it loads and where there is none. */
export function trackFinder(): (place: TrackIdentity) => Track | null {
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
 * The track of a session, from its name: learned from driven laps of that game, else our own circuit of that name (which
 * the simulator drives exactly). Null when neither exists.
 */
export async function knownTrack(place: TrackIdentity): Promise<Track | null> {
  const key = trackKey(place);
  // laps are shown even if their track cannot be read
  const learned = key ? await fetchTrack(key).catch(() => null) : null;
  if (learned) return learned;
  const circuit = circuitNamed(place.track);
  return circuit ? circuitTrack(circuit) : null;
}
