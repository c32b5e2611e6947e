/** A text to be placed near a point of a map; px. */
export interface LabelRequest {
  text: string;
  x: number;
  y: number;
  /** unit vector to the preferred side */
  nx: number;
  ny: number;
  /** least distance from the point to the edge of the text */
  gap: number;
}

/** An area that is taken already, px. */
export interface Square {
  x: number;
  y: number;
  half: number;
}

export interface LabelPlace {
  x: number;
  y: number;
}

/** px of text at 11 px: its height, and the width of a digit */
const HEIGHT = 12;
const FIGURE = 6.4;
/** px between two texts: nearer, two numbers would read as one */
const APART = 4;
/** px of the grid cells in which the road is registered */
const CELL = 4;

/**
 * Centres of the texts: on the preferred side, else where they fit; null where every candidate overlaps another text or
 * leaves the picture. Texts are placed in the given order.
 *
 * @param road points of its middle, avoided where possible
 * @param taken areas that are taken already
 */
export function placeLabels(
  labels: readonly LabelRequest[],
  road: Iterable<readonly [number, number]>,
  {width, height, taken: squares = []}: {width: number; height: number; taken?: readonly Square[]},
): (LabelPlace | null)[] {
  const cells = new Set<number>();
  const cellOf = (x: number, y: number) => Math.floor(x / CELL) + 10_000 * Math.floor(y / CELL);
  for (const [x, y] of road) cells.add(cellOf(x, y));
  const taken: Box[] = squares.map(({x, y, half}) => ({
    left: x - half,
    right: x + half,
    top: y - half,
    bottom: y + half,
  }));
  return labels.map((label) => {
    let best: {box: Box; cost: number} | undefined;
    for (const [order, [x, y]] of candidates(label).entries()) {
      const box = boxOf(label.text, x, y);
      if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) continue;
      if (taken.some((other) => overlap(box, other))) continue;
      const cost = order + 3 * roadIn(box, cells, cellOf);
      if (!best || cost < best.cost) best = {box, cost};
    }
    if (!best) return null;
    const {box} = best;
    taken.push(box);
    return {x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2};
  });
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Centres to try, best first: beside the point on either side, farther off, and a little along the road. */
function candidates({text, x, y, nx, ny, gap}: LabelRequest): [number, number][] {
  const reach = gap + (Math.abs(nx) * textWidth(text) + Math.abs(ny) * HEIGHT) / 2;
  const out: [number, number][] = [];
  for (const away of [0, 10, 20])
    for (const side of [1, -1])
      for (const along of [0, 9, -9])
        out.push([x + side * nx * (reach + away) - ny * along, y + side * ny * (reach + away) + nx * along]);
  return out;
}

function textWidth(text: string): number {
  return text.length * FIGURE;
}

function boxOf(text: string, x: number, y: number): Box {
  const w = (textWidth(text) + APART) / 2;
  return {left: x - w, right: x + w, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2};
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Number of road cells that a box covers. */
function roadIn(box: Box, cells: ReadonlySet<number>, cellOf: (x: number, y: number) => number): number {
  let count = 0;
  for (let x = box.left; x <= box.right; x += CELL)
    for (let y = box.top; y <= box.bottom; y += CELL) if (cells.has(cellOf(x, y))) count++;
  return count;
}
