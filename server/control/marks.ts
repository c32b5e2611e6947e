import {existsSync} from "node:fs";
import {appendFile, readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseMarks, type SessionMark} from "../../src/core/archive/marks.js";
import type {Command} from "../../src/core/messages/events.js";
import {MARKS_FILE} from "../../src/core/session/sessionFile.js";

/**
 * Adds a mark to an archived session, in a separate file: session.json is rebuilt from the capture. False when the archive
 * does not have that session.
 */
export async function saveMark(
  recordings: string,
  {sessionId, note, sessionTime}: Pick<Command, "sessionId" | "note" | "sessionTime">,
  at: number,
): Promise<boolean> {
  const folder = join(recordings, sessionId);
  if (!existsSync(folder)) return false;
  const mark: SessionMark = {sessionTime: Number.isFinite(sessionTime) ? sessionTime : null, note, at};
  await appendFile(join(folder, MARKS_FILE), `${JSON.stringify(mark)}\n`);
  return true;
}

export async function readMarks(recordings: string, sessionId: string): Promise<SessionMark[]> {
  return parseMarks(await readFile(join(recordings, sessionId, MARKS_FILE), "utf8").catch(() => ""));
}
