import type {Axis, View} from "../ui/cursor.js";
import type {AxisCorner} from "./axisCorners.js";
import type {Domain} from "./chartDomain.js";
import type {TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";
import type {TraceLayout} from "./traceLayout.js";

/** What the charts show, for those who draw them. */
export interface TraceScene {
  charts: readonly TraceChart[];
  /** of each chart's axes */
  domains: readonly (readonly Domain[])[];
  layout: TraceLayout;
  laps: readonly TraceLap[];
  axis: Axis;
  view: View;
  /** where sectors 2 and 3 begin on the axis */
  sectors: readonly (number | null)[];
  /** corners of the first lap on the axis, ascending */
  corners: readonly AxisCorner[];
  width: number;
  /** device pixels per CSS pixel */
  ratio: number;
}
