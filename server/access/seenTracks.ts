import type {LibraryIndex} from "../../src/core/archive/types.js";
import {trackIdentity, trackKey} from "../../src/core/track/trackKey.js";

/**
 * Whether a learned track may be shown, by its id. One that only hidden sessions were driven on would tell where; of a guest it must be one of his
 * sessions'.
 */
export function seenTracks(
  {sessions}: Pick<LibraryIndex, "sessions">,
  sees: (session: string) => boolean,
  isGuest = false,
): (track: string) => boolean {
  const keysOf = (isSeen: boolean) =>
    new Set(sessions.filter(({id}) => sees(id) === isSeen).map((one) => trackKey(trackIdentity(one))));
  const [own, hidden] = [keysOf(true), keysOf(false)];
  return (track) => own.has(track) || !(isGuest || hidden.has(track));
}
