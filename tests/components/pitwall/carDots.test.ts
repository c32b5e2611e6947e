import {expect, it} from "vitest";
import {CarDots} from "../../../src/components/pitwall/carDots.js";
import {MapView} from "../../../src/components/pitwall/mapView.js";
import {pitTheme} from "../../../src/components/pitwall/pitTheme.js";
import type {Pen} from "../../../src/components/ui/canvas.js";
import {random} from "../../../src/core/signal/random.js";

const FIT = {scale: 1, offsetX: 0, offsetY: 0};
const LABELS = Array.from({length: 22}, (_, i) => String(i + 1));

/** Draws cars at places; the labels and dots that were drawn. */
function drawn(x: Float64Array, z: Float64Array, chosen: number) {
  const labels: {text: string; x: number; y: number}[] = [];
  const dots: {x: number; y: number}[] = [];
  const pen = {
    beginPath() {},
    fill() {},
    stroke() {},
    arc: (x: number, y: number) => void dots.push({x, y}),
    fillText: (text: string, x: number, y: number) => void labels.push({text, x, y: y - 0.5}),
  } as unknown as Pen;
  const order = LABELS.map((_, i) => i);
  new CarDots().draw(pen, order, {x, z}, {labels: LABELS, chosen, fit: FIT, theme: pitTheme(false)});
  return {labels, dots};
}

it("CarDots draws every dot, names the chosen car, and lets no number cover another number or dot", () => {
  const draw = random(5);
  for (const spread of [30, 120, 600]) {
    const place = () => Float64Array.from(LABELS, () => spread * draw.next());
    const {labels, dots} = drawn(place(), place(), 7);
    expect(dots).toHaveLength(22);
    expect(labels[0].text).toBe("8");
    const box = ({text, x, y}: (typeof labels)[number]) => ({x, y, halfWidth: (text.length * 7) / 2});
    const boxes = labels.slice(1).map(box);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= a.halfWidth + b.halfWidth - 1e-9 || Math.abs(a.y - b.y) >= 12 - 1e-9).toBe(true);
      const covers = dots.filter(({x, y}) => Math.abs(x - a.x) < a.halfWidth && Math.abs(y - a.y) < 6);
      expect(covers).toEqual([]);
    }
    // with room, every car has its number
    if (spread === 600) expect(labels.length).toBeGreaterThan(19);
  }
});

it("MapView shows the whole circuit, or magnified keeps the followed car about the middle", () => {
  const view = new MapView();
  const box = {minX: 0, minY: 0, maxX: 1000, maxY: 500};
  const whole = view.fit(box, 500, 300, 0);
  expect(view.follow(900, 100, 500, 300, whole)).toBe(false);
  expect(view.magnify(1)).toBe(true);
  const middle = view.fit(box, 500, 300, 0);
  expect(middle.scale).toBe(2 * whole.scale);
  expect(view.follow(900, 100, 500, 300, middle)).toBe(true);
  const fit = view.fit(box, 500, 300, 0);
  expect([fit.offsetX + 900 * fit.scale, fit.offsetY + 100 * fit.scale]).toEqual([250, 150]);
  // small movements leave the picture where it is
  expect(view.follow(905, 102, 500, 300, fit)).toBe(false);
  expect(view.follow(Number.NaN, 0, 500, 300, fit)).toBe(false);
  expect(view.magnify(-Infinity)).toBe(true);
  expect(view.fit(box, 500, 300, 0)).toEqual(whole);
  expect(view.magnify(-1)).toBe(false);
});
