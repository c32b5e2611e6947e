import {describe, expect, it} from "vitest";
import {PARTS} from "../../../../src/core/channels/catalogue.js";
import {createColumns} from "../../../../src/core/games/f1/decode.js";
import {encoderOf} from "../../../../src/core/games/f1/encode.js";
import {partBit} from "../../../../src/core/games/f1/frame.js";
import {createHeader, readHeader} from "../../../../src/core/games/f1/header.js";
import {layoutOf} from "../../../../src/core/games/f1/layout.js";
import {LiveFrames} from "../../../../src/core/games/f1/liveFrames.js";
import {f1Stream, type Sent} from "../../../support/f1Stream.js";

const FULL = (["lap", "motion", "telemetry", "status"] as const).reduce((bits, p) => bits | partBit(p), 0);
const stream = f1Stream({seconds: 3, history: false}).filter((s) => [0, 2, 6, 7].includes(s.id));

interface Seen {
  frame: number;
  parts: number;
  /** packets that had been accepted when it came */
  after: number;
}

function run(sent: readonly Sent[], flush = true): {seen: Seen[]; frames: LiveFrames} {
  const seen: Seen[] = [];
  let accepted = 0;
  const frames = new LiveFrames(2025, ({overallFrame, parts}) =>
    seen.push({frame: overallFrame, parts, after: accepted}),
  );
  for (const {bytes} of sent) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    accepted++;
    frames.accept(readHeader(view, 0, createHeader()), view, 0, bytes.length);
  }
  if (flush) frames.flush();
  return {seen, frames};
}

const of = (frame: number, id?: number) => (s: Sent) => s.overallFrame === frame && (id === undefined || s.id === id);

describe("LiveFrames", () => {
  it("hands a frame on with its last packet, once it has learned what frames hold", () => {
    const {seen} = run(stream, false);
    expect(seen.map((s) => s.frame)).toEqual(Array.from({length: 180}, (_, i) => i + 1));
    expect(seen.every((s) => s.parts === FULL)).toBe(true);
    // at first with the next frame's first packet, later with its own fourth
    expect(seen[3].after).toBe(17);
    expect(seen[100].after).toBe(101 * 4);
  });

  it("hands on a frame that lost a packet with the next frame's first", () => {
    const {seen} = run(stream.filter((s) => !of(100, 6)(s)));
    expect(seen).toHaveLength(180);
    expect(seen[99]).toEqual({frame: 100, parts: FULL & ~partBit("telemetry"), after: 400});
    expect(seen[100].parts).toBe(FULL);
  });

  it("emits no frame twice under duplicates and disorder, in ascending order", () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const sent = stream
      .flatMap((s, i) =>
        (random() < 0.1 ? [s, s] : [s]).map((s) => ({s, at: i + (random() < 0.1 ? random() * 12 : 0)})),
      )
      .sort((a, b) => a.at - b.at)
      .map(({s}) => s);
    const {seen, frames} = run(sent);
    const order = seen.map((s) => s.frame);
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
    expect(order.length).toBeGreaterThan(160);
    expect(frames.late).toBeGreaterThan(0);
  });

  it("learns a part that at first always comes last, though it was late", () => {
    // the first frames lack status; then it comes with every frame, after what had been enough
    const {seen} = run(stream.filter((s) => s.id !== 7 || s.overallFrame > 40));
    expect(seen[30].parts).toBe(FULL & ~partBit("status"));
    expect(seen.at(-1)!.parts).toBe(FULL);
    expect(seen).toHaveLength(180);
  });

  it("holds damage, which comes ten times a second, and does not wait for it", () => {
    const damage = new Uint8Array(stream[0].bytes.length + 2000);
    const view = new DataView(damage.buffer);
    damage.set(stream.find(of(90))!.bytes.subarray(0, 29));
    view.setUint8(6, 10);
    const columns = createColumns(layoutOf(2025, 10)!);
    columns.tyresWear.fill(12.5);
    encoderOf(2025, 10)(columns, view, 0);
    const at = stream.findLastIndex(of(90)) + 1;
    const sent = [...stream.slice(0, at), {...stream[0], bytes: damage}, ...stream.slice(at)];
    const {seen} = run(sent);
    expect(seen).toHaveLength(180);
    expect(seen[89].parts).toBe(FULL);
    expect(seen[90].parts).toBe(FULL | partBit("damage"));
    expect(seen.at(-1)!.parts).toBe(FULL | partBit("damage"));
    expect(PARTS).toContain("damage");
  });

  it("does not follow one corrupt counter, but two that agree", () => {
    const far = (s: Sent, by: number): Sent => {
      const bytes = s.bytes.slice();
      const view = new DataView(bytes.buffer);
      view.setUint32(23, view.getUint32(23, true) + by, true);
      return {...s, bytes};
    };
    const corrupt = [...stream.slice(0, 400), far(stream[400], 1e9), ...stream.slice(401)];
    expect(run(corrupt).seen.at(-1)!.frame).toBe(180);
    expect(run(corrupt).seen).toHaveLength(180);
    const jumped = [...stream.slice(0, 400), ...stream.slice(400).map((s) => far(s, 100_000))];
    expect(run(jumped).seen.at(-1)!.frame).toBe(100_180);
  });
});
