import {describe, expect, it} from "vitest";
import {type LabelRequest, placeLabels} from "../../../src/components/map/placeLabels.js";

const SIZE = {width: 400, height: 300};
const label = (text: string, x: number, y: number, nx = 0, ny = -1): LabelRequest => ({text, x, y, nx, ny, gap: 6});

describe("placeLabels", () => {
  it("puts a text on its preferred side, clear of the road", () => {
    const road = Array.from({length: 200}, (_, i) => [i * 2, 150] as const);
    const [place] = placeLabels([label("7", 200, 150)], road, SIZE);
    expect(place!.x).toBe(200);
    expect(place!.y).toBeLessThan(150 - 6);
    expect(place!.y).toBeGreaterThan(150 - 20);
  });

  it("takes the other side where another road is in the way, or the picture ends", () => {
    const beside = Array.from({length: 200}, (_, i) => [i * 2, 138] as const);
    expect(placeLabels([label("7", 200, 150)], beside, SIZE)[0]!.y).toBeGreaterThan(150);
    expect(placeLabels([label("7", 200, 5)], [], SIZE)[0]!.y).toBeGreaterThan(5);
  });

  it("lets no two texts touch, and leaves out the later one where there is no room", () => {
    const crowd = Array.from({length: 40}, (_, i) => label(String(i + 1), 200 + (i % 3), 150));
    const places = placeLabels(crowd, [], SIZE);
    const shown = places.filter((place) => place !== null);
    expect(places[0]).not.toBeNull();
    expect(shown.length).toBeGreaterThan(4);
    expect(shown.length).toBeLessThan(40);
    for (const [i, a] of shown.entries())
      for (const b of shown.slice(i + 1)) expect(Math.abs(a.x - b.x) > 10 || Math.abs(a.y - b.y) > 11).toBe(true);
  });

  it("avoids taken areas", () => {
    const [place] = placeLabels([label("start", 200, 150)], [], {...SIZE, taken: [{x: 200, y: 138, half: 8}]});
    expect(Math.hypot(place!.x - 200, place!.y - 138)).toBeGreaterThan(12);
  });
});
