import {type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";

/** The folder of learned tracks, in the archive's. */
export const TRACKS_FOLDER = "tracks";

/** What of a session says whose world its positions are in: an archived session's or a running one's. */
export interface TrackPlace {
  game: string;
  simulated: boolean;
  track: Pick<SessionFile["track"], "id" | "name">;
}

/**
 * The id of the learned track of a session: its game and its track's name, for each game has a world of its own. Null for a
 * track that nobody named, and for the simulator, which drives our own circuits.
 */
export function trackKey({game, simulated, track: {name}}: TrackPlace): string | null {
  if (simulated || name === UNKNOWN_TRACK) return null;
  const key = `${trackSlug(game)}-${trackSlug(name)}`;
  return key.length > 1 ? key.slice(0, 120) : null;
}

/** An archived session's place. */
export function placeOf({source, track}: Pick<SessionFile, "source" | "track">): TrackPlace {
  return {game: source.game, simulated: source.simulated, track};
}

/** Lower-case letters a–z and digits, words joined by hyphens; a letter of another script is its code point. */
export function trackSlug(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]/gu, (letter) => (/\p{L}/u.test(letter) ? `u${letter.codePointAt(0)!.toString(16)}` : "-"))
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
}
