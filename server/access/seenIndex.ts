import type {Context} from "hono";
import type {LibraryIndex} from "../../src/core/archive/types.js";
import {isGuest, mayChange, seesOf} from "./accessControl.js";
import {seenTracks} from "./seenTracks.js";

/** The library as the sender of a request sees it. */
export function seenIndex(c: Context, index: LibraryIndex): LibraryIndex {
  const {sessions, tracks, unreadable} = index;
  const sees = seesOf(c);
  const seesTrack = seenTracks(index, sees, isGuest(c));
  return {
    ...index,
    ...(!mayChange(c) && {writable: false, served: true}),
    sessions: sessions.filter(({id}) => sees(id)),
    tracks: tracks.filter(({id}) => seesTrack(id)),
    unreadable: unreadable.filter(({id}) => sees(id)),
  };
}
