import {cornerLabel} from "../../core/track/corner.js";
import type {Axis} from "../ui/cursor.js";
import type {LapPlace} from "./lapPlace.js";
import type {TraceLap} from "./traceLap.js";

/** A corner on the axis: its number, and where it begins, is tightest and ends. */
export interface AxisCorner {
  text: string;
  from: number;
  at: number;
  to: number;
}

/** The corners of a located lap on an axis, ascending; those that the lap does not reach are left out. */
export function axisCorners(lap: TraceLap, place: LapPlace | null, axis: Axis): AxisCorner[] {
  const values = lap.axes[axis];
  return (place?.corners ?? [])
    .filter(({apex}) => apex >= 0)
    .map(({entry, apex, exit, ...corner}) => ({
      text: cornerLabel(corner),
      at: values[apex],
      // a corner that crosses the start line is shown up to its apex
      from: values[entry >= 0 && entry <= apex ? entry : apex],
      to: values[exit >= apex ? exit : apex],
    }))
    .sort((a, b) => a.at - b.at);
}

/** A corner number, or several that share a label, and the px that they cover. */
interface CornerLabel {
  first: string;
  last: string;
  from: number;
  to: number;
}

/** px between two labels */
const APART = 3;
/** half a character at 11 px */
const HALF_CHARACTER = 3.2;

const textOf = ({first, last}: CornerLabel) => (first === last ? first : `${first}–${last}`);
const middleOf = ({from, to}: CornerLabel) => (from + to) / 2;
const halfOf = (label: CornerLabel) => HALF_CHARACTER * textOf(label).length;

/** Corner numbers and where they are written, px; numbers that would touch become one label: 9–10. */
export function cornerLabels(corners: readonly {text: string; x: number}[]): {text: string; x: number}[] {
  const labels: CornerLabel[] = [];
  for (const {text, x} of corners) {
    let label: CornerLabel = {first: text, last: text, from: x, to: x};
    // a label that has grown may touch the one before it
    for (let before = labels.at(-1); before && touch(before, label); before = labels.at(-1)) {
      label = {...label, first: before.first, from: before.from};
      labels.pop();
    }
    labels.push(label);
  }
  return labels.map((label) => ({text: textOf(label), x: middleOf(label)}));
}

function touch(a: CornerLabel, b: CornerLabel): boolean {
  return middleOf(b) - halfOf(b) < middleOf(a) + halfOf(a) + APART;
}
