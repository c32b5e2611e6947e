import {readFileSync} from "node:fs";

export type Point = [x: number, z: number];

/** In the file y points north; z points south, so that the circuit is not mirrored. */
export function readCentre(file: string): Point[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line) => {
    if (line === "" || line.startsWith("#")) return [];
    const [x, y] = line.split(",").map(Number);
    return [[x, -y] as Point];
  });
}

export function pathLength(path: Point[]): number {
  return path.reduce((sum, [x, z], i) => {
    const [nx, nz] = path[(i + 1) % path.length];
    return sum + Math.hypot(nx - x, nz - z);
  }, 0);
}

export function evenly(path: Point[], n: number): Point[] {
  const total = pathLength(path);
  const out: Point[] = [];
  let from = 0;
  let i = 0;
  for (let k = 0; k < n; k++) {
    for (;;) {
      const [a, b] = [path[i % path.length], path[(i + 1) % path.length]];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const f = ((k * total) / n - from) / length;
      if (f <= 1 || i > path.length) {
        out.push([a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f]);
        break;
      }
      from += length;
      i++;
    }
  }
  return out;
}

/** Distance of each point from the nearest point of the other path, after the best rotation and shift (Kabsch) over small offsets along it. */
export function deviations(ours: Point[], theirs: Point[]): number[] {
  const n = ours.length;
  const centre = (path: Point[]): Point => [0, 1].map((k) => path.reduce((sum, p) => sum + p[k], 0) / n) as Point;
  const [ax, az] = centre(ours);
  const [bx, bz] = centre(theirs);
  let best: number[] = [Infinity];
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  for (let along = -10; along <= 10; along++) {
    let dot = 0;
    let cross = 0;
    for (let i = 0; i < n; i++) {
      const [px, pz] = [ours[i][0] - ax, ours[i][1] - az];
      const [qx, qz] = [theirs[(i + along + n) % n][0] - bx, theirs[(i + along + n) % n][1] - bz];
      dot += px * qx + pz * qz;
      cross += px * qz - pz * qx;
    }
    const angle = Math.atan2(cross, dot);
    const distances = ours.map(([x, z]) => {
      const px = bx + Math.cos(angle) * (x - ax) - Math.sin(angle) * (z - az);
      const pz = bz + Math.sin(angle) * (x - ax) + Math.cos(angle) * (z - az);
      let least = Infinity;
      for (const [qx, qz] of theirs) least = Math.min(least, (px - qx) ** 2 + (pz - qz) ** 2);
      return Math.sqrt(least);
    });
    if (sum(distances) < sum(best)) best = distances;
  }
  return best;
}
