import {describe, expect, it} from "vitest";
import {envelopeRadius, gDirection, ggEnvelope} from "../../../../src/core/laps/accelerations/ggEnvelope.js";
import {gripMap} from "../../../../src/core/laps/accelerations/gripMap.js";
import {gripEnvelope, gripUse} from "../../../../src/core/laps/accelerations/gripUse.js";
import {random} from "../../../../src/core/signal/random.js";

const source = random(8);
/** Points evenly within a circle of radius 1. */
function disc(n: number): {right: number[]; forwards: number[]} {
  const out = {right: [] as number[], forwards: [] as number[]};
  for (let i = 0; i < n; i++) {
    const [r, angle] = [Math.sqrt(source.next()), 2 * Math.PI * source.next()];
    out.right.push(r * Math.sin(angle));
    out.forwards.push(r * Math.cos(angle));
  }
  return out;
}

describe("ggEnvelope(lateral, longitudinal)", () => {
  const {right, forwards} = disc(40_000);

  it("of an even disc has in each direction the radius within which the share of samples lies: √share of those beyond `least`", () => {
    const {radius} = ggEnvelope(right, forwards, {least: 0});
    for (const r of radius) expect(r).toBeCloseTo(Math.sqrt(0.98), 1.7);
  });

  it("of an ellipse with 2 g across and 4 g along has these radii", () => {
    const envelope = ggEnvelope(
      right.map((g) => 2 * g),
      forwards.map((g) => 4 * g),
      {least: 0},
    );
    const at = (degrees: number) => envelopeRadius(envelope, (degrees * Math.PI) / 180);
    expect(at(90)).toBeCloseTo(2 * Math.sqrt(0.98), 1);
    expect(at(180) / 3.9).toBeCloseTo(1, 1);
    // polar form of the ellipse
    expect(at(45) / (8 / Math.hypot(4 * Math.SQRT1_2, 2 * Math.SQRT1_2))).toBeCloseTo(1, 1);
  });

  it("knows nothing of a direction in which nobody drove", () => {
    const {radius, samples} = ggEnvelope(right.map(Math.abs), forwards);
    expect(radius[9]).toBeGreaterThan(0.9);
    expect(radius[27]).toBeNaN();
    expect(samples[27]).toBe(0);
  });

  it("turns with its input, and grows with it", () => {
    const one = ggEnvelope(right, forwards);
    const turned = ggEnvelope(
      forwards,
      right.map((g) => -g),
    );
    one.radius.forEach((r, d) => void expect(turned.radius[(d + 27) % 36]).toBeCloseTo(r, 2));
    const kilo = ggEnvelope(
      right.map((g) => g * 1000),
      forwards.map((g) => g * 1000),
      {least: 200},
    );
    one.radius.forEach((r, d) => void expect(kilo.radius[d] / 1000).toBeCloseTo(r, 9));
  });

  it("gDirection: forwards 0, right a quarter, braking a half", () => {
    expect([gDirection(0, 1), gDirection(1, 0), gDirection(0, -1), gDirection(-1, 0)].map((a) => a / Math.PI)).toEqual([
      0, 0.5, 1, 1.5,
    ]);
  });
});

/** A car whose tyres hold `limit(v)` in all directions but whose engine does 1 g at most: corners at a share of the limit, brakes at the limit. */
function laps(share: number, limit: (speed: number) => number, count = 4) {
  return Array.from({length: count}, () => {
    const n = 6000;
    const columns = {speed: new Float64Array(n), lateral: new Float64Array(n), longitudinal: new Float64Array(n)};
    for (let i = 0; i < n; i++) {
      const place = i % 600;
      // every speed comes in both halves of the lap
      const v = 20 + 12 * (Math.floor(i / 600) % 5) + place / 50;
      columns.speed[i] = v;
      const noise = 1 + 0.01 * source.normal();
      // 150 m straight on, 150 m braking, 150 m of braking and turning, 150 m turning at a share of the limit
      const [used, angle] =
        place < 150
          ? [Math.min(1, limit(v)) / limit(v), 0]
          : place < 300
            ? [1, Math.PI]
            : place < 450
              ? [1, 0.75 * Math.PI]
              : [i < 3000 ? share : 1, Math.PI / 2];
      columns.lateral[i] = used * limit(v) * Math.sin(angle) * noise;
      columns.longitudinal[i] = used * limit(v) * Math.cos(angle) * noise;
    }
    return {...columns, stepM: 1};
  });
}

describe("gripUse and gripMap", () => {
  const limit = (v: number) => 1.5 + (v / 60) ** 2;

  it("find the planted share at every speed, although the limit grows with speed", () => {
    const {atM, use, low, high, laps: counts} = gripMap(laps(0.7, limit), {pieceM: 50});
    const at = (m: number) => atM.findIndex((x) => Math.abs(x - m) <= 25);
    for (const m of [225, 825, 1425, 3225, 5025]) expect(use[at(m)]).toBeCloseTo(1, 1);
    for (const m of [525, 1125, 1725, 2325]) expect(use[at(m)]).toBeCloseTo(0.7, 1);
    for (const m of [3525, 4125, 5325]) expect(use[at(m)]).toBeCloseTo(1, 1);
    expect(Math.max(...high.map((h, i) => h - low[i]).filter(Number.isFinite))).toBeLessThan(0.1);
    expect(counts[3]).toBe(4);
  });

  it("a straight at full throttle uses little, because braking shows what the tyres hold forwards", () => {
    const {atM, use} = gripMap(
      laps(1, () => 3),
      {pieceM: 50},
    );
    expect(use[atM.findIndex((x) => x > 20 && x < 120)]).toBeCloseTo(1 / 3, 1);
  });

  it("a circuit that turns one way only has the same limit to the other side", () => {
    const right = laps(1, () => 2, 1)[0];
    const envelope = gripEnvelope(right.speed, right.lateral, right.longitudinal);
    expect(gripUse(envelope, 50, -2, 0)).toBeCloseTo(gripUse(envelope, 50, 2, 0), 9);
  });

  it("state their resolution: the piece, or the time over which an acceleration was averaged times the speed", () => {
    const even = (n: number) => new Float64Array(n).fill(50);
    const lap = {speed: even(100), lateral: even(100).fill(2), longitudinal: even(100).fill(-1), stepM: 1};
    expect(gripMap([lap], {pieceM: 10}).resolutionM[0]).toBe(10);
    expect(gripMap([lap], {pieceM: 10, averagedS: 0.5}).resolutionM[0]).toBe(25);
    expect(gripMap([lap], {pieceM: 10}).atM.length).toBe(10);
  });

  it("have no value where the accelerations are unknown, and none of no laps", () => {
    const n = 100;
    const unknown = new Float64Array(n).fill(Number.NaN);
    const {use, laps: counts} = gripMap([
      {speed: new Float64Array(n).fill(50), lateral: unknown, longitudinal: unknown, stepM: 1},
    ]);
    expect([...use].every(Number.isNaN)).toBe(true);
    expect(counts[0]).toBe(0);
    expect(gripMap([]).use.length).toBe(0);
  });
});
