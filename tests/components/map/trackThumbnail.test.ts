import {describe, expect, it} from "vitest";
import {outlinePath} from "../../../src/components/map/trackThumbnail.js";

const points = (path: string) =>
  path
    .slice(1)
    .replace("Z", "")
    .split("L")
    .map((p) => p.split(",").map(Number));

describe("outlinePath", () => {
  it("keeps the aspect: a square stays a square", () => {
    const xs = points(
      outlinePath(
        [
          [0, 0],
          [100, 0],
          [100, 100],
          [0, 100],
        ],
        64,
        40,
      ),
    );
    const width = Math.max(...xs.map((p) => p[0])) - Math.min(...xs.map((p) => p[0]));
    const height = Math.max(...xs.map((p) => p[1])) - Math.min(...xs.map((p) => p[1]));
    expect(width).toBeCloseTo(height);
    expect(height).toBeCloseTo(36);
  });

  it("draws x to the right and z down, not mirrored", () => {
    const [a, b, c] = points(
      outlinePath(
        [
          [0, 0],
          [100, 0],
          [100, 50],
        ],
        64,
        40,
      ),
    );
    expect(b[0]).toBeGreaterThan(a[0]);
    expect(c[1]).toBeGreaterThan(b[1]);
  });

  it("gives an empty path for no points, one point and points that are not finite", () => {
    expect(outlinePath([], 64, 40)).toBe("");
    expect(outlinePath([[1, 2]], 64, 40)).toBe("");
    expect(
      outlinePath(
        [
          [Number.NaN, 2],
          [3, Number.NaN],
        ],
        64,
        40,
      ),
    ).toBe("");
  });

  const circle = (share: number): [number, number][] =>
    Array.from({length: 100}, (_, i) => [
      300 * Math.cos((i / 100) * share * 2 * Math.PI),
      300 * Math.sin((i / 100) * share * 2 * Math.PI),
    ]);

  it("closes a line that ends where it began, not a part of a lap", () => {
    expect(outlinePath(circle(1), 64, 40)).toMatch(/Z$/);
    expect(outlinePath(circle(0.7), 64, 40)).not.toMatch(/Z$/);
  });

  it("draws no line where the car jumped", () => {
    const torn = circle(1).filter((_, i) => i < 30 || i > 60);
    expect(outlinePath(torn, 64, 40).match(/M/g)).toHaveLength(2);
    expect(outlinePath(circle(1), 64, 40).match(/M/g)).toHaveLength(1);
  });
});
