/** A time as Assetto Corsa and Competizione write it into their pages: m:ss:mmm. */
export function pageTime(ms: number): string {
  return clock(ms, ":");
}

/** The same as Competizione's messages have it: m:ss.mmm. */
export function messageTime(ms: number): string {
  return clock(ms, ".");
}

function clock(ms: number, mark: string): string {
  const seconds = String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0");
  return `${Math.floor(ms / 60_000)}:${seconds}${mark}${String(Math.floor(ms % 1000)).padStart(3, "0")}`;
}
