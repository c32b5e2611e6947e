/** Speed class or shape of a corner, by the rules of `cornerType`. */
export type CornerType = "hairpin" | "slow" | "medium" | "fast" | "kink" | "long" | "chicane part";

/**
 * A corner of a track; m along the centre line from the start line. A corner that passes the start line has its exit before its
 * entry.
 */
export interface Corner {
  /** official, authored, or counted from the start line, from 1 */
  number: number;
  /** shown instead of the number: "4a" */
  label?: string;
  /** "Copse"; absent when unknown */
  name?: string;
  direction: "left" | "right";
  type: CornerType;
  entryM: number;
  /** curvature-weighted centroid of the bend: the corner's place; a lap's slowest point is a measure, and elsewhere */
  apexM: number;
  exitM: number;
  /** change of direction, degrees, always positive */
  degrees: number;
  /** least radius of the centre line, m */
  radiusM: number;
  /** number of the first corner of its complex, of corners that follow one another without a straight; absent when alone */
  complex?: number;
}

/** The road between two corners; m from the start line. The first one begins before the line, unless a corner passes it. */
export interface Straight {
  /** counted from the start line, from 1 */
  number: number;
  fromM: number;
  toM: number;
}

/** The corners and straights of a track, which cover the lap without gap or overlap, and the source of their numbers. */
export interface Corners {
  /** authored: a user's file; official: published numbers of the circuit; shape: counted from the start line */
  from: "authored" | "official" | "shape";
  /** name of the circuit of the official numbers */
  circuit?: string;
  /** what a reader must know about the numbers: why they are not the official ones */
  note?: string;
  /** who verified authored corners; stale: the corners or the line have changed since */
  verified?: {by: string; stale: boolean};
  list: Corner[];
  straights: Straight[];
}

/** "4a" or "12", as maps and axes show it. */
export function cornerLabel({number, label}: Pick<Corner, "number" | "label">): string {
  return label ?? String(number);
}
