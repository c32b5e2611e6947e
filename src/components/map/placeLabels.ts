/** A name that wants to stand near a place of a map; px. */
export interface Label {
  text: string;
  x: number;
  y: number;
  /** unit direction to the side on which it would rather stand */
  nx: number;
  ny: number;
  /** px from the place to the nearest edge of the text, at least */
  gap: number;
}

/** Where something else stands, px. */
export interface Square {
  x: number;
  y: number;
  half: number;
}

export interface LabelPlace {
  x: number;
  y: number;
}

/** px of text at 11 px: its height, and a figure's width */
const HEIGHT = 12;
const FIGURE = 6.4;
/** px between two names: nearer, two numbers would read as one */
const APART = 4;
/** px of the cells in which the road is looked for */
const CELL = 4;

/**
 * Middles of the names: on the side they ask for, else where they fit; null where no place is free of names. First come, first
 * served.
 *
 * @param road its middle, kept off where that is possible
 * @param taken squares that something else stands on
 */
export function placeLabels(
  labels: readonly Label[],
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

/** Middles to try, the dearest last: beside the place on either side, farther off, and a little along the road. */
function candidates({text, x, y, nx, ny, gap}: Label): [number, number][] {
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

/** How many cells of road a box covers. */
function roadIn(box: Box, cells: ReadonlySet<number>, cellOf: (x: number, y: number) => number): number {
  let count = 0;
  for (let x = box.left; x <= box.right; x += CELL)
    for (let y = box.top; y <= box.bottom; y += CELL) if (cells.has(cellOf(x, y))) count++;
  return count;
}
