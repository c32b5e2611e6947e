import {html} from "npm:htl";
import {channelList} from "../../laps/channelList.js";
import type {LapsOnLine} from "../../laps/lapsOnLine.js";
import {lineAxis} from "../../laps/lineAxis.js";
import type {TraceChannel} from "../../laps/traceChannels.js";
import {MAP_CHANNELS, mapColoring} from "../../map/mapColor.js";
import {mapLegend} from "../../map/mapLegend.js";
import {swatch} from "../../ui/badges.js";
import {make} from "../../ui/canvas.js";
import type {Cursor} from "../../ui/cursor.js";
import {counted} from "../../ui/format.js";
import {mount} from "../../ui/mount.js";
import {choiceSelect, groupedSelect} from "./channelSelects.js";
import {histogramPlot, lapHistograms} from "./histogramPlot.js";
import {channelsById, choiceFrom, knownPairs, type PlotChoice, type PlotParams, paramsOf} from "./plotChoice.js";
import {SCOPES, scopeRange} from "./plotScope.js";
import {xyPlot} from "./xyPlot.js";
import {xyPoints} from "./xyPoints.js";

export interface LapPlotsOptions {
  onLine: LapsOnLine;
  cursor: Cursor;
  /** of the address */
  params?: PlotParams;
  onChange?: (params: PlotParams) => void;
  computed?: readonly TraceChannel[];
}

/** Plots follow zoom and range when these have rested for so long, ms: a drag would redraw them each frame. */
const RESTS_MS = 120;

/** One channel against another, and the time at each value of a channel, over the chosen range, what the charts show, or the lap; null where nothing can be plotted. */
export function lapPlots({
  onLine,
  cursor,
  params = {},
  onChange = () => {},
  computed = [],
}: LapPlotsOptions): HTMLElement | null {
  const laps = onLine.laps.map(({trace}) => trace);
  const entries = channelList(laps, computed);
  const axis = lineAxis(onLine.laps[0]);
  const first = choiceFrom(params, entries);
  if (!axis || !first) return null;
  const channels = channelsById(entries);
  let choice: PlotChoice = first;
  let width = 0;
  const plot = xyPlot(cursor);
  const key = make("div", "lb-xy-key");
  const where = make("p", "lb-muted lb-plot-where");
  const histograms = make("div", "lb-histograms");

  const pairs = knownPairs(channels);
  const pairNow = () => pairs.findIndex(({x, y, color}) => x === choice.x && y === choice.y && color === choice.color);
  const pick = (change: Partial<PlotChoice>) => {
    choice = {...choice, ...change};
    onChange(paramsOf(choice, entries));
    showMenus();
    draw();
  };
  const colors = MAP_CHANNELS.filter(({name}) => laps.some((lap) => mapColoring(lap, name)));
  const menus = {
    pair: choiceSelect(
      "plot",
      [{key: "", label: "other"}, ...pairs.map(({label}, i) => ({key: String(i), label}))],
      (value) =>
        value && pick({x: pairs[Number(value)].x, y: pairs[Number(value)].y, color: pairs[Number(value)].color}),
    ),
    y: groupedSelect("up", entries, (y) => pick({y})),
    x: groupedSelect("across", entries, (x) => pick({x})),
    color: choiceSelect(
      "colour",
      [{key: "", label: "lap"}, ...colors.map(({name, label}) => ({key: name, label}))],
      (color) => pick({color}),
    ),
    histogram: groupedSelect("time at", entries, (histogram) => pick({histogram}), {sets: true}),
    scope: choiceSelect("over", SCOPES, (scope) => pick({scope: scope as PlotChoice["scope"]})),
  };
  function showMenus(): void {
    menus.pair.select.value = pairNow() < 0 ? "" : String(pairNow());
    for (const name of ["x", "y", "color", "histogram", "scope"] as const) menus[name].select.value = choice[name];
  }

  function draw(): void {
    const range = scopeRange(choice.scope, onLine, axis!, cursor);
    const pair = [channels.get(choice.x)!, channels.get(choice.y)!] as const;
    const points = xyPoints(onLine.laps, pair, range);
    const reference = choice.color
      ? laps.map((lap) => mapColoring(lap, choice.color)).find((one) => one !== null)
      : undefined;
    const colorings = new Map(laps.map((lap) => [lap, choice.color ? mapColoring(lap, choice.color) : null]));
    plot.show({
      ...{laps, channels: pair, points},
      ...(reference && {
        color: (lap, row, dark) => reference.color(colorings.get(lap)?.values[row] ?? Number.NaN, dark),
      }),
    });
    const samples = points.reduce((sum, {rows}) => sum + rows.length, 0);
    where.textContent = `${range.name}: ${counted(samples, "sample")} of ${counted(points.length, "lap")}.`;
    key.replaceChildren(
      ...(reference
        ? [mapLegend(reference)]
        : [
            html`<span class="lb-legend">${laps.map((lap) => html`<span>${swatch(lap.color, lap.dash)} ${lap.label}</span>`)}</span>`,
          ]),
    );
    drawHistograms();
  }
  function drawHistograms(): void {
    if (!width) return;
    const range = scopeRange(choice.scope, onLine, axis!, cursor);
    const shown = entries.find(({id}) => id === choice.histogram)?.channels ?? [channels.get(choice.histogram)!];
    const each = shown.length > 1 ? Math.floor((width - 16) / 2) : width;
    histograms.replaceChildren(
      ...shown.map((channel) =>
        histogramPlot(lapHistograms(onLine.laps, channel, range), channel, {
          width: each,
          height: shown.length > 1 ? 190 : Math.round(Math.min(420, Math.max(240, width * 0.6))),
        }),
      ),
    );
  }

  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, RESTS_MS);
  };
  const group = (...parts: Node[]) => html`<div class="lb-bar lb-plot-bar">${parts}</div>`;
  const root = html<HTMLElement>`<section class="lb-plots" aria-label="plots of channels">
    <div class="lb-plot-head"><h2>Channel against channel</h2>${menus.scope.element}</div>
    ${where}
    <div class="lb-plot-pair">
      <div>${group(menus.pair.element, menus.y.element, menus.x.element, menus.color.element)}${plot.element}${key}</div>
      <div>${group(menus.histogram.element)}${histograms}<p class="lb-map-note">Weighted by time: each sample counts for the time that it stands for; gaps of the recording count nothing.</p></div>
    </div>
  </section>`;
  showMenus();
  mount(histograms, {
    resize(now) {
      if (now === width) return;
      width = now;
      drawHistograms();
    },
    stops: [
      cursor.subscribe((what) => (what === "range" || what === "view" || what === "axis") && later()),
      () => clearTimeout(waiting),
    ],
  });
  draw();
  return root;
}
