/** A user's mark in a session: a line of marks.jsonl. */
export interface SessionMark {
  /** session time, s; null when unknown */
  sessionTime: number | null;
  note: string;
  /** ms since 1970 */
  at: number;
}

/** Marks in the order in which they were set. A line left incomplete by a crash is skipped. */
export function parseMarks(text: string): SessionMark[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as SessionMark] : [];
    } catch {
      return [];
    }
  });
}
