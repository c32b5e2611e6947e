import {describe, expect, it} from "vitest";
import {CLEAR_M, lineOfTrack} from "../../../src/core/laps/placeLine.js";
import {random} from "../../../src/core/signal/random.js";
import {makeTrack} from "../../../src/core/track/track.js";

const FACTS = {id: "t", name: "t", frame: "", sectorStartsM: [], laps: 1};

/** A closed path whose radius wobbles: bends both ways, down to a few metres, and stretches that pass near by one another. */
function wobbly(lobes: number, depth: number, points = 800) {
  const angle = Array.from({length: points}, (_, i) => (2 * Math.PI * i) / points);
  const radius = angle.map((a) => 120 * (1 + depth * Math.sin(lobes * a)));
  return makeTrack(
    FACTS,
    Float64Array.from(angle, (a, i) => radius[i] * Math.cos(a)),
    Float64Array.from(angle, (a, i) => radius[i] * Math.sin(a)),
  );
}

describe("lineOfTrack(track).clear", () => {
  it("is how near a position must be for the nearest of three neighbours to be the nearest along the line", () => {
    const draws = random(7);
    let wrong = 0;
    let told = 0;
    let all = 0;
    for (const track of [wobbly(3, 0.3), wobbly(9, 0.4), wobbly(20, 0.25)]) {
      const {x, z, ux, uz, clear, stepM} = lineOfTrack(track);
      const away = (px: number, pz: number, k: number) => (px - x[k]) ** 2 + (pz - z[k]) ** 2;
      const reach = Math.ceil(CLEAR_M / stepM) + 2;
      for (let i = 0; i < 4000; i++) {
        const k = reach + Math.floor(draws.next() * (x.length - 2 * reach));
        const [along, aside] = [2 * stepM * (draws.next() - 0.5), 40 * (draws.next() - 0.5)];
        const px = x[k] + along * ux[k] - aside * uz[k];
        const pz = z[k] + along * uz[k] + aside * ux[k];
        const own = away(px, pz, k);
        if (own > away(px, pz, k - 1) || own > away(px, pz, k + 1)) continue;
        all++;
        if (!(own < clear[k])) continue;
        told++;
        for (let j = k - reach; j <= k + reach; j++) if (away(px, pz, j) < own) wrong++;
      }
    }
    expect(wrong).toBe(0);
    // it tells more than half of positions within 20 m, not those inside of tight bends
    expect(told).toBeGreaterThan(0.5 * all);
    expect(told).toBeLessThan(0.95 * all);
  });
});
