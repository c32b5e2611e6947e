import {wrapDistance} from "../../geometry/closedGrid.js";
import type {Corner} from "../corner.js";

/** What an editor changes: a corner's place, number and name. */
export type EditedCorner = Pick<Corner, "number" | "label" | "name" | "entryM" | "apexM" | "exitM">;

/** A corner keeps at least this much of the road to either side of its apex, m. */
const LEAST = 2;

/** Which place of a corner is moved; apex: the whole corner. */
export type CornerPart = "entryM" | "apexM" | "exitM";

/**
 * Moves a corner's beginning, end, or all of it by a distance. Ends stay 2 m and more from the apex, and places between the apexes
 * of the neighbours; what overlaps them is taken from them when the corners are laid on the lap.
 */
export function moveCorner(
  corners: readonly EditedCorner[],
  index: number,
  part: CornerPart,
  byM: number,
  lengthM: number,
): EditedCorner[] {
  const corner = corners[index];
  const n = corners.length;
  const ahead = (from: number, to: number) => wrapDistance({lengthM}, to - from);
  const [before, after] = [corners[(index + n - 1) % n], corners[(index + 1) % n]];
  const back = n > 1 ? ahead(before.apexM, corner.apexM) : lengthM / 2;
  const room = n > 1 ? ahead(corner.apexM, after.apexM) : lengthM / 2;
  const on = (metres: number) => wrapDistance({lengthM}, metres);
  const into = ahead(corner.entryM, corner.apexM);
  const out = ahead(corner.apexM, corner.exitM);
  let next: EditedCorner;
  if (part === "apexM") {
    const by = clamp(byM, LEAST - back, room - LEAST);
    next = {...corner, entryM: on(corner.entryM + by), apexM: on(corner.apexM + by), exitM: on(corner.exitM + by)};
  } else if (part === "entryM") next = {...corner, entryM: on(corner.apexM - clamp(into - byM, LEAST, back))};
  else next = {...corner, exitM: on(corner.apexM + clamp(out + byM, LEAST, room))};
  return inOrder(corners.map((one, i) => (i === index ? next : one)));
}

/** Divides a corner at a place between its ends (by default the middle) into two; those after it count one more, if they are numbered on from it. */
export function splitCorner(
  corners: readonly EditedCorner[],
  index: number,
  lengthM: number,
  atM?: number,
): EditedCorner[] {
  const {entryM, exitM, number, label: _, name} = corners[index];
  const length = wrapDistance({lengthM}, exitM - entryM);
  const cut =
    atM === undefined ? length / 2 : clamp(wrapDistance({lengthM}, atM - entryM), 2 * LEAST, length - 2 * LEAST);
  const on = (metres: number) => wrapDistance({lengthM}, entryM + metres);
  const named = name ? {name} : {};
  const parts: EditedCorner[] = [
    {number, ...named, entryM, apexM: on(cut / 2), exitM: on(cut)},
    {number: number + 1, ...named, entryM: on(cut), apexM: on((cut + length) / 2), exitM},
  ];
  const others = corners.map((one) => (one.number > number ? {...one, number: one.number + 1} : one));
  return inOrder([...others.slice(0, index), ...parts, ...others.slice(index + 1)]);
}

/** Joins a corner with the one after it; later ones count one less. The apex is halfway between both. */
export function joinCorners(corners: readonly EditedCorner[], index: number, lengthM: number): EditedCorner[] {
  const n = corners.length;
  if (n < 2) return [...corners];
  const [first, second] = [corners[index], corners[(index + 1) % n]];
  const gap = wrapDistance({lengthM}, second.apexM - first.apexM);
  const {number, label, name = second.name} = first;
  const both: EditedCorner = {
    number,
    ...(label && {label}),
    ...(name && {name}),
    entryM: first.entryM,
    apexM: wrapDistance({lengthM}, first.apexM + gap / 2),
    exitM: second.exitM,
  };
  const gone = second.number > number ? second.number : Number.POSITIVE_INFINITY;
  return inOrder(
    corners.flatMap((one) =>
      one === first ? [both] : one === second ? [] : [one.number > gone ? {...one, number: one.number - 1} : one],
    ),
  );
}

/** Gives a corner another number (1 and more), label or name; an empty text removes label or name. */
export function renameCorner(
  corners: readonly EditedCorner[],
  index: number,
  {number, label, name}: {number?: number; label?: string; name?: string},
): EditedCorner[] {
  return corners.map((corner, i) => {
    if (i !== index) return corner;
    const next = {...corner, number: number ?? corner.number};
    if (label !== undefined) next.label = label.trim() || undefined;
    if (name !== undefined) next.name = name.trim() || undefined;
    return next;
  });
}

function inOrder(corners: readonly EditedCorner[]): EditedCorner[] {
  return [...corners].sort((a, b) => a.apexM - b.apexM);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
