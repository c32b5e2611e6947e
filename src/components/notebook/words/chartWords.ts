import type * as PlotModule from "npm:@observablehq/plot";
import type * as D3Module from "npm:d3";
import type {TraceStackOptions} from "../../laps/traceStack.js";
import type {SessionChart} from "../../session/sessionChart.js";
import {day, lapTime, delta as timeDelta} from "../../ui/format.js";
import {color, compoundLook, PALETTE, SERIES} from "../../ui/palette.js";
import {checkedPlot} from "../checkedPlot.js";
import type {LapWords} from "../chosenBy.js";
import {type LapView, lapViews, type NotebookMapOptions} from "../lapViews.js";
import type {NotebookHost} from "../notebookHost.js";
import {type PageViewOptions, pageView} from "../pageView.js";
import {type RowsTableOptions, rowsTable} from "../rowsTable.js";
import {type SessionWord, sessionViews} from "../sessionViews.js";
import {timedLap} from "../timedLap.js";
import {unknownName} from "../unknownName.js";
import type {WordsMade} from "./wordsMade.js";

/** Charts, maps, tables, and what is written in them. */
export interface ChartWords {
  // ## Charts and maps
  /**
   * The traces of laps over distance or time, with cursor and zoom; the first lap is the reference. Takes a lap, an array or a promise of them, rows of
   * `laps`, or names. `charts` are channels: `speedKmh`, `delta`, `throttle`, `brake`, `gear`, `steering` …; several in one chart are
   * `{channels: ["throttle", "brake"]}`.
   * @example traceStack(lap("best"))
   * @example traceStack(bestLaps(2), {charts: ["speedKmh", "delta", "throttle"]})
   */
  traceStack(laps: LapWords, options?: TraceStackOptions): LapView;
  /**
   * The driven line from above; one lap is coloured by a channel (`channel`: `speedKmh`, `pedals`, `gear`, `steering`, `rpm`, `grip`), several have
   * their own colours. Shares its cursor with the traces of the same circuit.
   * @example circuitMap(lap("best"), {channel: "gear", height: 320})
   */
  circuitMap(laps: LapWords, options?: NotebookMapOptions): LapView;
  /**
   * A chart of a session's page: `"lapTimes"`, lap times over lap number with a line a driver, or `"stints"`, tyres by lap. The session is its id or a
   * row of `sessions`.
   * @example sessionChart("lapTimes", sessions[0])
   */
  sessionChart(chart: SessionChart, session: SessionWord): Promise<HTMLElement>;
  /**
   * What a page of the product shows, by the page's name and the parameters of its address: `"debrief"`, `"corners"`, `"sectors"`, `"consistency"`, `"grip"`,
   * `"race"`, `"stints"`, `"setups"`, `"progress"`, `"laps"` (its plots), `"circuit"`, `"session"` (its race). `chart` is the name of one chart. This is what "copy as cell" copies.
   * @example pageView("consistency", {session: sessions[0].session, car: 0}, {chart: "lap times by lap"})
   */
  pageView(page: string, params?: Record<string, string | number>, options?: PageViewOptions): Promise<HTMLElement>;
  /**
   * Rows as a table that can be sorted. An array of rows that a cell displays becomes one by itself. `columns` are names, or names with heads; `format`
   * writes the values of a column.
   * @example table(laps.slice(0, 10), {columns: ["driver", "lap", "lapTimeMs"]})
   * @example table(laps, {columns: {driver: "driver", lapTimeMs: "time"}, format: {lapTimeMs: lapTime}})
   */
  table(rows: readonly object[], options?: RowsTableOptions): HTMLElement;
  /** [Observable Plot](https://observablehq.com/plot/). */
  Plot: typeof PlotModule;
  /** [D3](https://d3js.org). */
  d3: typeof D3Module;

  // ## Words, times and colours
  /** A time in ms as a lap time, `1:23.456`: for a text, or for an axis by `tickFormat: lapTime`. */
  lapTime(ms: number | null): string;
  /** A difference of times in ms, in seconds with its sign: `+0.123`. */
  timeDelta(ms: number | null): string;
  /**
   * The lap time of a row of `lapsOf` in the colour of a timing screen: best of the session, best of the driver, slower.
   * @example table(await lapsOf(sessions[0].session), {format: {lapTimeMs: (ms, row) => timedLap(row)}})
   */
  timedLap(row: object): HTMLElement;
  /** The day of a time such as `startedAt`: `7 Mar 2025`. */
  day(time: string): string;
  /**
   * A colour of the product, for light and dark pages: `best`, `personal`, `slower`, `gain`, `loss`, `throttle`, `brake`, `muted` …
   * @example Plot.dot(rows, {x: "lap", y: "lapTimeMs", fill: (d) => color(d.timing ?? "muted")})
   */
  color(name: Parameters<typeof color>[0]): string;
  /** The colour of a tyre compound. */
  compoundColor(compound: string | null): string;
  /** Eight colours that colour-blind readers distinguish too, for drivers and laps: `color: {range: colors, legend: true}`. */
  colors: readonly string[];
}

function knownColor(name: Parameters<typeof color>[0]): string {
  if (!Object.hasOwn(PALETTE, name)) throw unknownName("colour", name, Object.keys(PALETTE));
  return color(name);
}

export function chartWords(host: Pick<NotebookHost, "resize">): WordsMade<ChartWords> {
  const views = lapViews();
  return {
    traceStack: () => views.traceStack,
    circuitMap: () => views.circuitMap,
    sessionChart: () => sessionViews(host),
    pageView: () => pageView,
    table: () => rowsTable,
    Plot: async () => checkedPlot(await import("npm:@observablehq/plot")),
    d3: () => import("npm:d3"),
    lapTime: () => lapTime,
    timeDelta: () => timeDelta,
    timedLap: () => timedLap,
    day: () => day,
    color: () => knownColor,
    compoundColor: () => (compound: string | null) => compoundLook(compound).color,
    colors: () => SERIES.map(color),
  };
}
