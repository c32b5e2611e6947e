/** A time as the shared-memory pages of AC and ACC contain it: m:ss:mmm. */
export function pageTime(ms: number): string {
  return clock(ms, ":");
}

/** A time as ACC's broadcasting messages contain it: m:ss.mmm. */
export function messageTime(ms: number): string {
  return clock(ms, ".");
}

function clock(ms: number, separator: string): string {
  const seconds = String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0");
  return `${Math.floor(ms / 60_000)}:${seconds}${separator}${String(Math.floor(ms % 1000)).padStart(3, "0")}`;
}
