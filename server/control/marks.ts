import {existsSync} from "node:fs";
import {appendFile, readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Command} from "../../src/core/messages/events.js";
import {MARKS_FILE} from "../../src/core/session/sessionFile.js";

export interface SessionMark {
  /** session time, s; null when unknown */
  sessionTime: number | null;
  note: string;
  /** ms since 1970 */
  at: number;
}

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

/** The marks of a session in the order in which they were set. A line left incomplete by a crash is skipped. */
export async function readMarks(recordings: string, sessionId: string): Promise<SessionMark[]> {
  const text = await readFile(join(recordings, sessionId, MARKS_FILE), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as SessionMark] : [];
    } catch {
      return [];
    }
  });
}
