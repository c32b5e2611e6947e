import type {LibraryIndex} from "../../src/core/archive/types.js";

/** The library as someone sees it. */
export function seenIndex(index: LibraryIndex, sees: (session: string) => boolean): LibraryIndex {
  const {sessions, unreadable} = index;
  return {
    ...index,
    sessions: sessions.filter(({id}) => sees(id)),
    unreadable: unreadable.filter(({id}) => sees(id)),
  };
}
