import type {View} from "../ui/cursor.js";

/** The view moved and narrowed to lie within the extent, at least `minSpan` wide. */
export function clampView([from, to]: View, [least, greatest]: View, minSpan: number): View {
  const span = Math.min(Math.max(to - from, minSpan), greatest - least);
  const start = Math.min(Math.max((from + to - span) / 2, least), greatest - span);
  return [start, start + span];
}

/** The view made `factor` times as wide; `at` keeps its place on the screen. */
export function zoomView(view: View, at: number, factor: number, extent: View, minSpan: number): View {
  const span = Math.min(Math.max((view[1] - view[0]) * factor, minSpan), extent[1] - extent[0]);
  const share = (at - view[0]) / (view[1] - view[0] || 1);
  return clampView([at - share * span, at + (1 - share) * span], extent, minSpan);
}

/** The view moved along the axis, as far as the extent reaches. */
export function panView([from, to]: View, by: number, extent: View): View {
  return clampView([from + by, to + by], extent, 0);
}

/** Whether a view shows the whole extent, but for a thousandth. */
export function showsAll(view: View, extent: View): boolean {
  return view[1] - view[0] >= (extent[1] - extent[0]) * 0.999;
}

/** A position on the axis: `1,250 m`, `83.4 s`. `step` is the distance between ticks. */
export function axisText(x: number, axis: "distance" | "time", step = 1): string {
  const digits = axis === "distance" ? (step < 1 ? 1 : 0) : step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const text = x.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return `${text.replace("-", "−")} ${axis === "distance" ? "m" : "s"}`;
}
