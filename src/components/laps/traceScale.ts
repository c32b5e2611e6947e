import type {View} from "../ui/cursor.js";

/** The view moved and shrunk so that it lies within the extent and is no narrower than `minSpan`. */
export function clampView([from, to]: View, [least, greatest]: View, minSpan: number): View {
  const span = Math.min(Math.max(to - from, minSpan), greatest - least);
  const start = Math.min(Math.max((from + to - span) / 2, least), greatest - span);
  return [start, start + span];
}

/** The view made `factor` times as wide with `at` kept where it is on the screen. */
export function zoomView(view: View, at: number, factor: number, extent: View, minSpan: number): View {
  const span = Math.min(Math.max((view[1] - view[0]) * factor, minSpan), extent[1] - extent[0]);
  const share = (at - view[0]) / (view[1] - view[0] || 1);
  return clampView([at - share * span, at + (1 - share) * span], extent, minSpan);
}

/** The view moved along the axis, held at the ends of the extent. */
export function panView([from, to]: View, by: number, extent: View): View {
  return clampView([from + by, to + by], extent, 0);
}

/** Whether a view shows the whole extent (to a thousandth of it). */
export function showsAll(view: View, extent: View): boolean {
  return view[1] - view[0] >= (extent[1] - extent[0]) * 0.999;
}

/** Round tick positions (1, 2 or 5 times a power of ten apart) in [from, to], about `count` of them; no end need be one. */
export function roundTicks(from: number, to: number, count: number): number[] {
  const span = to - from;
  if (!(span > 0) || !(count > 0)) return [];
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((m) => m * power >= raw * 0.7) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // multiplied, not added up: the thousandth tick is as round as the first
  return Array.from({length: Math.max(0, last - first + 1)}, (_, i) => +((first + i) * step).toPrecision(12));
}

/** Position on the axis as ticks and read-outs say it: `1,250 m`, `83.4 s`. `step` is the distance between ticks. */
export function axisText(x: number, axis: "distance" | "time", step = 1): string {
  const digits = axis === "distance" ? (step < 1 ? 1 : 0) : step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const text = x.toLocaleString("en-GB", {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return `${text.replace("-", "−")} ${axis === "distance" ? "m" : "s"}`;
}
