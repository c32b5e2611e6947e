import type {TrackPiece} from "../../core/laps/partition.js";
import {cornerLabel} from "../../core/track/corner.js";
import type {Cursor, View} from "../ui/cursor.js";
import type {LapsOnLine} from "./lapsOnLine.js";
import {type LineAxis, lineAxis} from "./lineAxis.js";
import {cornerBeside, cornerCalled, pieceAt, rangeOf, rangeWithin, stepRange, withMargin} from "./ranges.js";

/** What keys, buttons and gestures do with the chosen stretch, and the way from corner to corner. Positions are on the cursor's axis. */
export interface RangeControl {
  onLine: LapsOnLine;
  axis: LineAxis;
  /** the chosen stretch on the axis */
  shown(): View | null;
  select(positions: View): void;
  /** begins or ends the stretch at a position; the other end is that of the view where there was none */
  mark(end: "from" | "to", position: number): void;
  /** chooses the corner or straight at a position */
  choosePiece(position: number): void;
  clear(): void;
  /** the next or previous corner or straight */
  step(by: 1 | -1): void;
  zoom(): void;
  /** zooms to the next or previous corner */
  jump(by: 1 | -1): void;
  /** zooms to a corner by its number; false where there is none */
  jumpTo(label: string): boolean;
  /** the corner that the charts are zoomed to */
  corner(): TrackPiece | undefined;
  /** all corners, in the order of the lap */
  corners(): {number: number; label: string; name: string}[];
}

/** A view this many times as long as a corner no longer shows that corner. */
const AT_CORNER = 3;

/**
 * The control of a page's laps; null where the reference has no places.
 *
 * @param visible the visible stretch of the axis
 * @param zoomTo shows a stretch of the axis
 */
export function rangeControl(
  onLine: LapsOnLine,
  cursor: Cursor,
  {visible, zoomTo}: {visible: () => View; zoomTo: (view: View) => void},
): RangeControl | null {
  const found = lineAxis(onLine.laps[0]);
  if (!found) return null;
  const axis = found;
  const metres = (position: number) => axis.metres(position, cursor.axis);
  const onAxis = (range: View): View => [axis.position(range[0], cursor.axis), axis.position(range[1], cursor.axis)];
  const middle = () => metres((visible()[0] + visible()[1]) / 2);
  const show = (piece: TrackPiece | undefined) => {
    if (piece) zoomTo(onAxis(withMargin(piece)));
    return piece !== undefined;
  };
  return {
    onLine,
    axis,
    shown: () => cursor.range && onAxis(cursor.range),
    select([from, to]) {
      const range = rangeWithin(onLine, [metres(from), metres(to)]);
      if (range) cursor.setRange(range);
    },
    mark(end, position) {
      const [from, to] = cursor.range ?? visible().map(metres);
      const range = rangeWithin(onLine, end === "from" ? [metres(position), to] : [from, metres(position)]);
      if (range) cursor.setRange(range);
    },
    choosePiece(position) {
      const piece = pieceAt(onLine, metres(position));
      if (piece) cursor.setRange(rangeOf(piece));
    },
    clear: () => cursor.setRange(null),
    step(by) {
      if (cursor.range) cursor.setRange(stepRange(onLine, cursor.range, by));
    },
    zoom() {
      if (cursor.range) zoomTo(onAxis(withMargin({fromM: cursor.range[0], toM: cursor.range[1]})));
    },
    jump(by) {
      const from = cursor.view ? middle() : cursor.x === null ? 0 : metres(cursor.x);
      show(cornerBeside(onLine, from, by));
    },
    jumpTo: (label) => show(cornerCalled(onLine, label)),
    corner() {
      if (!cursor.view) return undefined;
      const piece = pieceAt(onLine, middle());
      const [from, to] = cursor.view.map(metres);
      const isAt = piece?.kind === "corner" && to - from < AT_CORNER * (piece.toM - piece.fromM) + 60;
      return isAt ? piece : undefined;
    },
    corners: () =>
      onLine.corners.list.map((corner) => ({
        number: corner.number,
        label: cornerLabel(corner),
        name: `Turn ${cornerLabel(corner)}${corner.name ? ` ${corner.name}` : ""}`,
      })),
  };
}
