import type {Writable} from "node:stream";

/** Standard error; a file or a pipe is no TTY. */
export type Terminal = Writable & {isTTY?: boolean; columns?: number};

export interface ProgressBar {
  /** fraction 0–1, or NaN when the total is not known */
  update: (fraction: number, text: string) => void;
  /** removes the bar, before other output and at the end */
  clear: () => void;
}

const WIDTH = 24;
/** A shorter bar is left out. */
const LEAST = 4;
/** Columns of the brackets and the percentage. */
const BESIDE = 8;
const EVERY_MS = 80;

/** A progress bar on a terminal; does nothing on a file or pipe. */
export function progressBar(stream: Terminal, now: () => number = Date.now): ProgressBar {
  if (!stream.isTTY) return {update() {}, clear() {}};
  let drawn = false;
  let last = -Infinity;
  return {
    update(fraction, text) {
      if (now() - last < EVERY_MS && !(fraction >= 1)) return;
      last = now();
      const room = Math.max(20, (stream.columns || 80) - 1);
      const line = `${bar(fraction, last, Math.min(WIDTH, room - text.length - BESIDE))}${text}`.slice(0, room);
      stream.write(`\r\x1b[2K${line}`);
      drawn = true;
    },
    clear() {
      if (drawn) stream.write("\r\x1b[2K");
      drawn = false;
    },
  };
}

/** "" where a long text leaves no room for it. */
function bar(fraction: number, time: number, width: number): string {
  if (width < LEAST) return "";
  if (Number.isNaN(fraction)) {
    const at = Math.floor(time / 150) % width;
    return `[${" ".repeat(at)}=${" ".repeat(width - 1 - at)}]      `;
  }
  const clamped = Math.min(1, Math.max(0, fraction));
  const full = Math.round(clamped * width);
  return `[${"=".repeat(full)}${" ".repeat(width - full)}] ${String(Math.round(clamped * 100)).padStart(3)}% `;
}
