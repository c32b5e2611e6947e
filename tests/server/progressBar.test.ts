import {PassThrough} from "node:stream";
import {describe, expect, it} from "vitest";
import {progressBar} from "../../server/progressBar.js";

/** What is on the line of a terminal of so many columns. */
function shown(columns: number, text: string, fraction: number): string {
  const stream = Object.assign(new PassThrough(), {isTTY: true, columns});
  progressBar(stream, () => 1000).update(fraction, text);
  const [, line] = String(stream.read()).split("\r\x1b[2K");
  return line;
}

describe("progressBar", () => {
  const text = "12:34, 287 km/h; 1320 messages/s, 45,678 sent, 45,650 acknowledged";

  it("leaves the text whole: the bar is as long as there is room, or left out", () => {
    expect(shown(120, text, 0.5)).toBe(`[${"=".repeat(12)}${" ".repeat(12)}]  50% ${text}`);
    for (const columns of [80, 70]) {
      expect(shown(columns, text, 0.5)).toContain(text);
      expect(shown(columns, text, Number.NaN)).toContain(text);
      expect(shown(columns, text, 0.5).length).toBeLessThan(columns);
    }
    expect(shown(70, text, 0.5)).toBe(text);
  });

  it("cuts a text that is longer than the line, and writes nothing into a file or pipe", () => {
    expect(shown(40, text, 0.5)).toBe(text.slice(0, 39));
    const stream = new PassThrough();
    progressBar(stream).update(0.5, text);
    expect(stream.read()).toBeNull();
  });
});
