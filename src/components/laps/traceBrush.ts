import type {Cursor, View} from "../ui/cursor.js";
import type {RangeControl} from "./rangeControl.js";
import type {DragTool, TraceGestures} from "./traceGestures.js";
import type {TraceZoom} from "./traceZoom.js";

/** Dragging and clicking on the charts: a stretch to zoom to, the chosen stretch, the pin. */
export interface TraceBrush extends Required<Pick<TraceGestures, "brush" | "tap" | "tool">> {
  setTool(tool: DragTool): void;
  /** the stretch that is being selected to zoom to, px */
  readonly px: View | null;
}

export interface BrushParts {
  cursor: Cursor;
  zoom: TraceZoom;
  ranges: RangeControl | null;
  /** the position at a px of the charts */
  position(px: number): number;
  /** px of the lower edge of the charts: the corners' numbers are below it */
  bottom(): number;
}

export function traceBrush({cursor, zoom, ranges, position, bottom}: BrushParts): TraceBrush {
  let tool: DragTool = "zoom";
  let px: View | null = null;
  /** the chosen stretch before the drag; undefined between drags */
  let before: View | null | undefined;
  return {
    tool: () => (ranges ? tool : "zoom"),
    setTool(next) {
      tool = next;
    },
    get px() {
      return px;
    },
    brush(range, done, by) {
      const stretch: View | null = range && [position(range[0]), position(range[1])];
      if (by === "range" && ranges) {
        // its numbers follow the pointer
        if (before === undefined) before = cursor.range;
        if (stretch) ranges.select(stretch);
        else cursor.setRange(before);
        if (done) before = undefined;
        return;
      }
      px = done ? null : range;
      if (done && stretch) zoom.to(stretch);
    },
    tap(x, y, pins) {
      if (pins) cursor.setPin(position(x));
      else if (y >= bottom()) ranges?.choosePiece(position(x));
    },
  };
}
