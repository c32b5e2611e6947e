import {existsSync} from "node:fs";
import {appendFile, readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Command} from "../../src/core/messages/events.js";
import {MARKS_FILE} from "../../src/core/session/sessionFile.js";

export interface Mark {
  /** s; null when whoever set it did not know */
  sessionTime: number | null;
  note: string;
  /** when it was set, ms since 1970 */
  at: number;
}

/**
 * Keeps a mark beside the session in the archive: session.json is made from the capture, which does not know of marks. False
 * when the archive does not have that session.
 */
export async function keepMark(
  recordings: string,
  {sessionId, note, sessionTime}: Pick<Command, "sessionId" | "note" | "sessionTime">,
  at: number,
): Promise<boolean> {
  const folder = join(recordings, sessionId);
  if (!existsSync(folder)) return false;
  const mark: Mark = {sessionTime: Number.isFinite(sessionTime) ? sessionTime : null, note, at};
  await appendFile(join(folder, MARKS_FILE), `${JSON.stringify(mark)}\n`);
  return true;
}

/** The marks of a session in the order in which they were set; none when there are none. A line cut short by a crash is left out. */
export async function readMarks(recordings: string, sessionId: string): Promise<Mark[]> {
  const text = await readFile(join(recordings, sessionId, MARKS_FILE), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Mark] : [];
    } catch {
      return [];
    }
  });
}
