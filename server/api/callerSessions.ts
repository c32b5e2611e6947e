import type {Context} from "hono";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import type {AccessVariables} from "../access/accessControl.js";
import {isRestricted, OWNER} from "../access/caller.js";
import {seenArchive} from "../access/seenArchive.js";
import {unknownSession} from "../access/unknownSession.js";

/** The sessions that the sender of a request sees. */
export interface SeenSessions {
  sees(session: string): boolean;
  /** he sees every session: only then may an answer be made of all of them at once */
  all: boolean;
}

/** Which sessions a request may be about: as access control has found out (see routes/api), else all. */
export function callerSessions(c: Context): SeenSessions {
  const {caller = OWNER, sees = () => true} = (c.env ?? {}) as Partial<AccessVariables>;
  return {sees, all: !isRestricted(caller)};
}

/** The id of a session's folder; nothing that leads elsewhere. */
const FOLDER = /^[\w-][\w.-]{0,99}$/;

/** Throws 404 for a session that the caller does not see, which is one that does not exist. */
export function requireSeen({sees}: SeenSessions, id: string): string {
  if (!FOLDER.test(id) || id.includes("..") || !sees(id)) throw unknownSession(id);
  return id;
}

/** The archive as the caller sees it. It stops reading when nobody waits for the answer. */
export function apiArchive(archive: LapArchive, sessions: SeenSessions, signal: AbortSignal): LapArchive {
  const seen = seenArchive(archive, sessions.sees);
  return {
    ...seen,
    async session(id) {
      signal.throwIfAborted();
      requireSeen(sessions, id);
      return seen.session(id).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT" ? unknownSession(id) : error;
      });
    },
    samples(session, row, columns) {
      signal.throwIfAborted();
      return seen.samples(session, row, columns);
    },
  };
}
