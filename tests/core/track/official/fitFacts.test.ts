import {describe, expect, it} from "vitest";
import type {Bend} from "../../../../src/core/track/bends.js";
import {officialCircuit} from "../../../../src/core/track/official/facts.js";
import {fitFacts} from "../../../../src/core/track/official/fitFacts.js";

const L = 4000;
/** A bend of 80 m about its apex. */
const bend = (apexM: number, side: "L" | "R", degrees = 90): Bend => ({
  direction: side === "L" ? "left" : "right",
  fromM: (apexM - 40 + L) % L,
  apexM,
  toM: (apexM + 40) % L,
  degrees,
  radiusM: 50,
});
const facts = (corners: string) => officialCircuit("x", {name: "X", lengthM: L}, corners);
const CIRCUIT = facts("1R 10, 2L 12.5, 3R 40, 4L 60, 5L 80");
const PLAIN = [bend(400, "R"), bend(500, "L"), bend(1600, "R"), bend(2400, "L"), bend(3200, "L")];
const laid = (bends: readonly Bend[], circuit = CIRCUIT) => {
  const fit = fitFacts(circuit, bends, L)!;
  const pairs = fit.corners.map(({corner, bends: own}) => `${corner.number}:${own.map(({apexM}) => apexM).join("+")}`);
  return {...fit, pairs: pairs.sort().join(" ")};
};

describe("fitFacts(circuit, bends, lengthM)", () => {
  it("gives each corner its bend", () => {
    expect(laid(PLAIN)).toMatchObject({pairs: "1:400 2:500 3:1600 4:2400 5:3200", missing: 0, spareBends: 0});
  });

  it("finds another start line, and places that are all off by some metres", () => {
    const moved = (by: number) =>
      PLAIN.map((one) => bend((one.apexM + by) % L, one.direction === "left" ? "L" : "R")).sort(
        (a, b) => a.apexM - b.apexM,
      );
    for (const by of [25, 900, 3700]) {
      const {missing, spareBends, startM, meanM} = laid(moved(by));
      expect([missing, spareBends]).toEqual([0, 0]);
      expect(Math.abs(startM - by)).toBeLessThan(13);
      expect(meanM).toBeLessThan(4);
    }
  });

  it("covers several bends by one corner, and several corners by one bend", () => {
    const parts = [PLAIN[0], PLAIN[1], bend(1570, "R", 40), bend(1640, "R", 50), PLAIN[3], PLAIN[4]];
    expect(laid(parts).pairs).toBe("1:400 2:500 3:1570+1640 4:2400 5:3200");
    const wide = {...bend(2400, "L", 180), fromM: 2250, toM: 2550};
    const two = facts("1R 10, 2L 12.5, 3R 40, 4L 58, 5L 62, 6L 80");
    expect(laid([...PLAIN.slice(0, 3), wide, PLAIN[4]], two).pairs).toBe("1:400 2:500 3:1600 4:2400 5:2400 6:3200");
  });

  it("leaves a kink without a bend, and a small bend without a corner", () => {
    const {pairs, missing, spareBends} = laid([PLAIN[0], PLAIN[1], bend(1100, "L", 15), ...PLAIN.slice(3)]);
    expect([pairs, missing, spareBends]).toEqual(["1:400 2:500 3: 4:2400 5:3200", 1, 0]);
    expect(laid([...PLAIN.slice(0, 2), bend(1000, "L", 120), ...PLAIN.slice(2)]).spareBends).toBe(1);
  });

  it("never gives a corner a bend to the other side, unless its side is unknown", () => {
    const other = [...PLAIN.slice(0, 2), bend(1600, "L"), ...PLAIN.slice(3)];
    expect(laid(other)).toMatchObject({missing: 1, spareBends: 1});
    expect(laid(other, facts("1R 10, 2L 12.5, 3? 40, 4L 60, 5L 80"))).toMatchObject({missing: 0, spareBends: 0});
  });

  it("lays corners without a place by their order", () => {
    expect(laid(PLAIN, facts("1R 10, 2L, 3R, 4L 60, 5L 80")).pairs).toBe("1:400 2:500 3:1600 4:2400 5:3200");
    expect(fitFacts(CIRCUIT, [], L)).toBeUndefined();
  });
});
