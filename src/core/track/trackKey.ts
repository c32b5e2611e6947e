import {type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";

/** The folder of learned tracks, inside the archive. */
export const TRACKS_FOLDER = "tracks";

/** The folder of corners that a user edited, inside that of the tracks. */
export const CORNERS_FOLDER = "corners";

/** The facts of a session, archived or running, that identify its learned track. */
export interface TrackIdentity {
  game: string;
  simulated: boolean;
  track: Pick<SessionFile["track"], "id" | "name">;
}

/**
 * The id of the learned track of a session: game and track name, because each game has its own coordinates. Null for an unnamed
 * track, and for the simulator, which uses our own circuits.
 */
export function trackKey({game, simulated, track: {name}}: TrackIdentity): string | null {
  if (simulated || name === UNKNOWN_TRACK) return null;
  const key = `${trackSlug(game)}-${trackSlug(name)}`;
  return key.length > 1 ? key.slice(0, 120) : null;
}

/** The identity of an archived session's track. */
export function trackIdentity({source, track}: Pick<SessionFile, "source" | "track">): TrackIdentity {
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
