/** Maps world metres to pixels: px = offset + world × scale, with the same scale on both axes. */
export interface Fit {
  scale: number;
  offsetX: number;
  offsetY: number;
}

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** The box around all finite points of the given coordinate pairs, or null when there is none. */
export function boundingBox(lines: Iterable<{x: ArrayLike<number>; y: ArrayLike<number>}>): Box | null {
  const box = {minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity};
  for (const {x, y} of lines) {
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
      if (x[i] < box.minX) box.minX = x[i];
      if (x[i] > box.maxX) box.maxX = x[i];
      if (y[i] < box.minY) box.minY = y[i];
      if (y[i] > box.maxY) box.maxY = y[i];
    }
  }
  return box.minX <= box.maxX ? box : null;
}

/** The box, grown about its middle where a side is shorter than `size`: a stationary car is not magnified without limit. */
export function growBox({minX, minY, maxX, maxY}: Box, size: number): Box {
  const dx = Math.max(0, size - (maxX - minX)) / 2;
  const dy = Math.max(0, size - (maxY - minY)) / 2;
  return {minX: minX - dx, minY: minY - dy, maxX: maxX + dx, maxY: maxY + dy};
}

/** px of a world position, as [x, y]. */
export function toPixels({scale, offsetX, offsetY}: Fit, x: number, y: number): [number, number] {
  return [offsetX + x * scale, offsetY + y * scale];
}

/** Height over width of a box; a side without extent counts as 1. */
export function boxAspect({minX, minY, maxX, maxY}: Box): number {
  return (maxY - minY) / (maxX - minX || 1);
}

/**
 * The largest centred fit of a box in width × height pixels with a margin on all sides. A box without extent is
 * centred at scale 1.
 */
export function fitBox(box: Box, width: number, height: number, margin = 0): Fit {
  const w = box.maxX - box.minX;
  const h = box.maxY - box.minY;
  const free = (size: number) => Math.max(size - 2 * margin, 1);
  const scale = Math.min(w > 0 ? free(width) / w : Infinity, h > 0 ? free(height) / h : Infinity);
  const finite = Number.isFinite(scale) ? scale : 1;
  return {
    scale: finite,
    offsetX: width / 2 - ((box.minX + box.maxX) / 2) * finite,
    offsetY: height / 2 - ((box.minY + box.maxY) / 2) * finite,
  };
}
