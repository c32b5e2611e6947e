import {join} from "node:path";
import {isDeepStrictEqual} from "node:util";
import {Hono} from "hono";
import {readSession} from "../../loaders/archive/library.js";
import {readNotes, writeNotes} from "../../loaders/archive/notesStore.js";
import {notesFromFile, type SessionNotes} from "../../src/core/archive/sessionNotes.js";
import {SESSION_ID} from "../../src/core/session/sessionId.js";
import {serial} from "../../src/core/tasks/serial.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "./jsonBody.js";

/**
 * PUT /api/sessions/:id/notes `{"notes": {…}, "before": {…}}`: what the user writes about a session, see SessionNotes. It is 409 when the notes are
 * no longer those of `before`, with which the edit began, and when the file can't be read: it is never replaced unread. Pages read the file itself.
 */
export function notesRoute({recordings}: AppOptions): Hono {
  const inOrder = serial();
  return new Hono().put("/:id/notes", async (c) => {
    const id = c.req.param("id");
    const session = SESSION_ID.test(id) ? await readSession(recordings, id).catch(() => null) : null;
    if (!session) throw new HttpError(404, `unknown session: ${id}`);
    const body = await jsonBody(c.req.raw);
    const [notes, before] = [checked(body.notes), checked(body.before)];
    const folder = join(recordings, id);
    await inOrder(async () => {
      const now = await readNotes(folder).catch((error: Error) => {
        throw new HttpError(409, error.message);
      });
      if (!isDeepStrictEqual(before, now))
        throw new HttpError(409, "the notes were changed elsewhere since you opened them");
      await writeNotes(folder, notes);
    });
    return c.json({notes});
  });
}

function checked(value: unknown): SessionNotes {
  try {
    return notesFromFile(value);
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}
