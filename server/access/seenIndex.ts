import type {Context} from "hono";
import type {LibraryIndex} from "../../src/core/archive/types.js";
import {mayChange, seesOf} from "./accessControl.js";

/** The library as the sender of a request sees it. */
export function seenIndex(c: Context, index: LibraryIndex): LibraryIndex {
  const {sessions, unreadable} = index;
  const sees = seesOf(c);
  return {
    ...index,
    ...(!mayChange(c) && {writable: false, served: true}),
    sessions: sessions.filter(({id}) => sees(id)),
    unreadable: unreadable.filter(({id}) => sees(id)),
  };
}
