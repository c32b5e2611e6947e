import {describe, expect, it} from "vitest";
import {random} from "../../../../src/core/signal/random.js";
import {disturb, type LinkFault} from "../../../../src/core/sim/faults/disturb.js";

/** The given draws, one after the other. */
function draws(...values: number[]): () => number {
  return () => values.shift() ?? 0.99;
}

describe("disturb(count, next, rates)", () => {
  it("returns an undisturbed series unchanged", () => {
    expect(disturb(5, random(1).next.bind(random(1)), {})).toEqual([0, 1, 2, 3, 4]);
  });

  it("loses, duplicates and delays by four draws per index", () => {
    const rates = {loss: 0.5, duplicate: 0.5, reorder: 0.5, distance: 2};
    const keep = [0.9, 0.9, 0.9, 0.9];
    expect(disturb(3, draws(...keep, 0.1, 0.9, 0.9, 0.9, ...keep), rates)).toEqual([0, 2]);
    expect(disturb(3, draws(...keep, 0.9, 0.1, 0.9, 0.9, ...keep), rates)).toEqual([0, 1, 1, 2]);
    // overtaken by two
    expect(disturb(4, draws(0.9, 0.9, 0.1, 0.9, ...keep, ...keep, ...keep), rates)).toEqual([1, 2, 0, 3]);
  });

  it("keeps the requested rates, notes each fault, never loses protected indices, and limits the delay", () => {
    const generator = random(4);
    const notes: [LinkFault, number][] = [];
    const rates = {loss: 0.02, duplicate: 0.03, reorder: 0.05, distance: 6};
    const order = disturb(
      20_000,
      () => generator.next(),
      rates,
      (...note) => notes.push(note),
      (place) => place % 2 === 0,
    );
    const count = (kind: LinkFault) => notes.filter(([noted]) => noted === kind).length;
    expect(count("loss") / 10_000).toBeCloseTo(0.02, 2);
    expect(count("duplicate") / 20_000).toBeCloseTo(0.03, 2);
    expect(count("reorder") / 20_000).toBeCloseTo(0.05, 2);
    expect(order).toHaveLength(20_000 - count("loss") + count("duplicate"));
    const missing = [...Array(20_000).keys()].filter((place) => !order.includes(place));
    expect(missing).toEqual(notes.filter(([kind]) => kind === "loss").map(([, place]) => place));
    expect(missing.every((place) => place % 2 === 1)).toBe(true);
    let highest = -1;
    let late = 0;
    for (const place of order) {
      expect(place).toBeGreaterThan(highest - 8);
      if (place < highest) late++;
      highest = Math.max(highest, place);
    }
    expect(late).toBeLessThanOrEqual(count("reorder"));
    expect(late).toBeGreaterThan(0.8 * count("reorder"));
  });
});
