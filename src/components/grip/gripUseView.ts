import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {GripMap} from "../../core/laps/accelerations/gripMap.js";
import type {OpenedGrip} from "../../core/laps/open/openGrip.js";
import {quantile} from "../../core/signal/quantile.js";
import {cornerMarks} from "../corners/cornerMarks.js";
import {gridTrace} from "../laps/gridTrace.js";
import {circuitMap} from "../map/circuitMap.js";
import {type MapColoring, sequentialColor} from "../map/mapColor.js";
import {lapKey} from "../ui/archive.js";
import {createCursor} from "../ui/cursor.js";
import {counted, fixed, percent} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {emptyState} from "../ui/states.js";
import type {GripSeries} from "./gripSeries.js";

/** How much of the grip that the laps showed is used along the lap: over the metres, and on the map. */
export function gripUseView({opened, drivers}: OpenedGrip, all: readonly GripSeries[]): HTMLElement {
  const mapped = drivers.flatMap(({car, map, laps}) => {
    const series = all.find(({key}) => key === String(car));
    return map && series ? [{map, series, laps}] : [];
  });
  const [own] = mapped;
  if (!opened || !own)
    return emptyState("The use of grip needs verified accelerations and laps from line to line that show the pace.");
  const cursor = createCursor();
  const chart = html<HTMLElement>`<figure></figure>`;
  const {grid, found, name} = opened.reference;
  const look = {key: lapKey(name), label: own.series.label, color: "series2" as const, dash: ""};
  const trace = gridTrace(opened, grid, {row: found.row, session: found.session, look});
  const map = circuitMap([trace], {cursor, colored: useColoring(own.map, grid.n, grid.stepM), height: 420});
  const texts = mapped.map(({map: {use, resolutionM, laps}, series}) => {
    const known = use.filter(Number.isFinite).sort();
    const road = Math.max(...resolutionM.filter(Number.isFinite));
    return `${series.label}, ${counted(Math.max(...laps), "lap")}: half of the lap above ${percent(quantile(known, 0.5))}, a value is averaged over up to ${fixed(road)} m of road.`;
  });
  let width = 0;
  mount(chart, {
    resize(px) {
      if (px === 0 || px === width) return;
      width = px;
      chart.replaceChildren(useChart(mapped, width));
    },
  });

  function useChart(list: typeof mapped, px: number): SVGElement | HTMLElement {
    const points = list.flatMap(({map: {atM, use, low, high}, series}) =>
      Array.from(atM, (at, i) => ({at, use: use[i], low: low[i], high: high[i], series})),
    );
    const plot = plotChart({
      width: px,
      height: 280,
      marginLeft: 48,
      marginRight: 8,
      marginTop: 28,
      marginBottom: 36,
      ariaLabel: "use of grip along the lap",
      x: {
        domain: [0, grid.lengthM],
        label: "metres along the lap",
        labelAnchor: "center",
        labelArrow: "none",
        ticks: px / 90,
      },
      y: {domain: [0, 1.1], grid: true, ticks: 5, label: null, tickFormat: (share: number) => percent(share)},
      marks: [
        ...cornerMarks(opened!.corners.list, grid.lengthM, [0, 1.1], px - 56),
        Plot.areaY(
          points.filter(({series}) => series === list[0].series),
          {x: "at", y1: "low", y2: "high", fill: list[0].series.color, fillOpacity: 0.2, clip: true},
        ),
        Plot.line(points, {
          x: "at",
          y: "use",
          z: ({series}) => series.key,
          stroke: ({series}) => series.color,
          strokeWidth: 1.5,
          clip: true,
        }),
        Plot.ruleX(points, Plot.pointerX({x: "at", stroke: color("muted")})),
        Plot.tip(
          points,
          Plot.pointerX({
            x: "at",
            y: "use",
            title: ({at, use, low, high, series}) =>
              `${series.label} at ${fixed(at)} m\n${percent(use)} (${percent(low)} to ${percent(high)})`,
          }),
        ),
      ],
    }) as (SVGElement | HTMLElement) & {value?: {at: number} | null};
    plot.addEventListener("input", () => cursor.set(plot.value?.at ?? null));
    return plot;
  }

  return html<HTMLElement>`<div>
    <p class="lb-caption">Combined acceleration as a share of the envelope in the same direction at the same speed: of what these laps showed, not of what the car can do. Line: median of the laps; band: 10th to 90th percentile. ${texts.join(" ")}</p>
    <div class="lb-map-beside lb-wide-chart"><div>${map}</div>${chart}</div>
  </div>`;
}

/** Each grid point with the use of its piece of road. */
function useColoring({atM, use}: GripMap, n: number, stepM: number): MapColoring {
  const piece = atM.length > 1 ? atM[1] - atM[0] : 1;
  const domain: [number, number] = [0, 1];
  return {
    label: "grip used",
    unit: "%",
    note: "of what these laps showed in that direction at that speed",
    kind: "sequential",
    domain,
    values: Float64Array.from(
      {length: n + 1},
      (_, i) => use[Math.min(use.length - 1, Math.floor((i * stepM) / piece))],
    ),
    color: sequentialColor(domain),
    text: (share) => fixed(100 * share),
  };
}
