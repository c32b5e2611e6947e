import type * as PlotModule from "npm:@observablehq/plot";
import type * as D3Module from "npm:d3";
import type {html as htmlTag, svg as svgTag} from "npm:htl";
import type {TraceLap} from "../laps/traceLap.js";
import type {TraceStackOptions} from "../laps/traceStack.js";
import {type LiveRow, live as liveStream, type StreamOptions} from "../live/live.js";
import type {Observable} from "../live/observable.js";
import type {CircuitMapOptions} from "../map/circuitMap.js";
import {CellError} from "./cellError.js";
import {type BestOptions, bestLapNames, type LapWords} from "./chosenBy.js";
import {type DeltaRow, deltaRows, type TraceRow, type TraceRowOptions, traceRows} from "./lapRows.js";
import {type LapView, lapViews} from "./lapViews.js";
import {libraryTables, type PlainRow} from "./libraryTables.js";
import type {NotebookHost} from "./notebookHost.js";
import type {Builtins} from "./notebookRuntime.js";
import {notebookSql, type SqlTag} from "./notebookSql.js";
import {openedLap, openedLaps} from "./openedLaps.js";
import {rowsTable} from "./rowsTable.js";

/** Raised when a word changes its meaning or is removed; words are added without. */
export const NOTEBOOK_VERSION = 1;

/**
 * The words of a cell. The comments are the documentation: `npm run docs` writes docs/notebooks.md from them, in this order; a line
 * `// ## title` begins a section.
 */
export interface NotebookWords {
  // ## Tables
  /**
   * The sessions of the library, newest first, with the columns of `sessions` in SQL.
   * @example sessions.filter((d) => d.track === "Silverstone")
   */
  sessions: PlainRow[];
  /**
   * All laps of the library, with the columns of `laps` in SQL: `session`, `car`, `driver`, `lap`, `lapTimeMs`, `sector1Ms`, `valid`, `tyreCompound` …
   * @example Plot.dot(laps, {x: "lap", y: "lapTimeMs", stroke: "driver"}).plot()
   */
  laps: PlainRow[];
  /**
   * Corners and straights of every whole lap of the library: `name`, `timeMs`, `brakePointM`, `minimumKmh`, `exitKmh` … The first use reads every
   * session, which takes seconds for each that was not read before; of more than 30 sessions, use `cornersOf`.
   * @example Plot.boxX(corners, {x: "minimumKmh", y: "name"}).plot({marginLeft: 140})
   */
  corners: PlainRow[];
  /** Corners and straights of one session's whole laps. */
  cornersOf(session: string): Promise<PlainRow[]>;
  /**
   * What the laps show about the player of each session, and how surely: `status`, `name`, `measure`, `value`, `low`, `high`, `text`.
   * @example findings.filter((d) => d.status === "found").map((d) => d.text)
   */
  findings: PlainRow[];
  /** The findings of one session, of the player or of another car. */
  findingsOf(session: string, car?: number): Promise<PlainRow[]>;
  /**
   * A query over the same views as on the SQL page; its rows are an array of plain objects. `${…}` is a value: text, number, date, or an array for
   * `in`. A cell of SQL is a block `sql`, with `id=name` to use its rows in other cells.
   * @example const fastest = await sql`select driver, min(lapTimeMs) as ms from laps where track = ${track} group by all`
   */
  sql: SqlTag;

  // ## Laps
  /**
   * One lap with its samples: `lap("best")` is the best lap with traces of the player in the newest session, `lap("SESSION:CAR:LAP")` a certain one,
   * `lap(row)` that of a row of `laps`. It has `label`, `lap` (its row), `session`, `samples.values("speedKmh")` and `axes.distance`, `axes.time`.
   * @example lap("best", {session: sessions[0].session, car: 3})
   */
  lap(which: LapWords, options?: BestOptions): Promise<TraceLap>;
  /**
   * The fastest laps with traces of a car, fastest first.
   * @example traceStack(bestLaps(2))
   */
  bestLaps(count?: number, options?: BestOptions): Promise<TraceLap[]>;
  /**
   * Laps as rows at equal places along the line of the first one, ready for Plot: `distanceM`, `timeS`, `deltaS` (to the first lap, + is slower),
   * `label`, and the channels.
   * @example Plot.lineY(await traces(bestLaps(2), {channels: ["speedKmh"], everyM: 10}), {x: "distanceM", y: "speedKmh", stroke: "label"}).plot()
   */
  traces(laps: LapWords, options?: TraceRowOptions): Promise<TraceRow[]>;
  /**
   * The time that a lap loses to a reference along the lap, as rows: `distanceM`, `deltaS` (+ is slower) and `errorS`, the bound of its error.
   * @example Plot.lineY(await delta(laps[0], lap("best")), {x: "distanceM", y: "deltaS"}).plot()
   */
  delta(lap: LapWords, reference: LapWords, options?: {everyM?: number}): Promise<DeltaRow[]>;

  // ## Charts and maps
  /**
   * The traces of laps over distance or time, with cursor and zoom; the first lap is the reference. Takes a lap, an array or a promise of them, rows of
   * `laps`, or names. `charts` are channels: `speedKmh`, `delta`, `throttle`, `brake`, `gear`, `steering` …
   * @example traceStack(lap("best"))
   * @example traceStack(bestLaps(2), {charts: ["speedKmh", "delta", "throttle"]})
   */
  traceStack(laps: LapWords, options?: TraceStackOptions): LapView;
  /**
   * The driven line from above; one lap is coloured by a channel (`channel`: `speedKmh`, `pedals`, `gear`, `steering`, `rpm`, `grip`), several have
   * their own colours. Shares its cursor with the traces of the same circuit.
   * @example circuitMap(lap("best"), {channel: "gear", height: 320})
   */
  circuitMap(laps: LapWords, options?: CircuitMapOptions): LapView;
  /**
   * Rows as a table that can be sorted. An array of rows that a cell displays becomes one by itself.
   * @example table(laps.slice(0, 10), {columns: ["driver", "lap", "lapTimeMs"]})
   */
  table(rows: readonly object[], options?: {columns?: readonly string[]}): HTMLElement;
  /** [Observable Plot](https://observablehq.com/plot/). */
  Plot: typeof PlotModule;
  /** [D3](https://d3js.org). */
  d3: typeof D3Module;

  // ## While a session runs
  /**
   * The newest rows of the running session as a value that changes: the cells that use it run again, ten times a second. `topic` is `"telemetry"` (rows of
   * `sessionTime`, `car` and `channels`), or one of the topics in docs/messages.md. With `{session, replay: 1}` a recorded session is replayed.
   * @example const now = live("telemetry", {channels: ["speedKmh", "throttle"], seconds: 20})
   */
  live(topic?: string, options?: StreamOptions): Observable<LiveRow[]>;

  // ## Inputs and display
  /**
   * [Observable Inputs](https://observablehq.com/framework/inputs/): `range`, `select`, `checkbox`, `radio`, `text`, `search`, `toggle`, `button`.
   * @example const count = view(Inputs.range([1, 20], {label: "Laps", step: 1, value: 5}))
   */
  Inputs: NotebookHost["Inputs"];
  /** Shows an input and gives its value, which changes as it is used: `const x = view(Inputs.range([0, 1]))`. */
  view(input: HTMLElement): unknown;
  /** Shows a value below the ones before: an element as it is, rows as a table, anything else as it is inspected. A cell that is one expression shows it by itself. */
  display<T>(value: T): T;
  /** Makes an element: `html\`<b>${lapTime}</b>\`` ([Hypertext Literal](https://github.com/observablehq/htl)). */
  html: typeof htmlTag;
  /** Makes an element of SVG. */
  svg: typeof svgTag;
  /** Draws again as wide as there is room: `resize((width) => Plot.dot(laps, {x: "lap"}).plot({width}))`. */
  resize: NotebookHost["resize"];
  /** A value that this cell can change from its handlers, and that others follow: `const n = Mutable(0); const add = () => ++n.value`. */
  Mutable: NotebookHost["Mutable"];
  /** `observe`, `queue` and `input` make changing values of callbacks and elements. */
  Generators: NotebookHost["Generators"];
  /** A promise that resolves when the cell runs again: `invalidation.then(() => clearInterval(timer))`. */
  invalidation: Promise<void>;
  /** Width of the notebook, px; changes with it. */
  width: number;
  /** Whether the page is dark; changes with it. */
  dark: boolean;
  /** The time, ms; changes all the time. */
  now: number;
}

/** Words that each cell gets from the runtime for itself. */
type OwnWord = "view" | "display" | "invalidation";

/** The builtins of a notebook in this page; each is made when a cell first uses it. */
export function notebookBuiltins(host: NotebookHost, root: HTMLElement): Builtins {
  const {progress, connect} = host;
  const tables = libraryTables(progress);
  const views = lapViews();
  const words: Record<Exclude<keyof NotebookWords, OwnWord>, () => unknown> = {
    sessions: tables.sessions,
    laps: tables.laps,
    corners: tables.corners,
    cornersOf: () => tables.cornersOf,
    findings: tables.findings,
    findingsOf: () => tables.findingsOf,
    sql: () => notebookSql({connect, progress}),
    lap: () => openedLap,
    bestLaps:
      () =>
      async (count: unknown = 2, options: BestOptions = {}) => {
        if (!Number.isInteger(count) || Number(count) < 1)
          throw new CellError("bestLaps takes a number of laps", undefined, "Write bestLaps(2).");
        return (await openedLaps(await bestLapNames(Number(count), options))).laps;
      },
    traces: () => traceRows,
    delta: () => deltaRows,
    traceStack: () => views.traceStack,
    circuitMap: () => views.circuitMap,
    table: () => rowsTable,
    Plot: () => import("npm:@observablehq/plot"),
    d3: () => import("npm:d3"),
    live: () => liveRows,
    Inputs: () => host.Inputs,
    html: async () => (await import("npm:htl")).html,
    svg: async () => (await import("npm:htl")).svg,
    resize: () => host.resize,
    Mutable: () => host.Mutable,
    Generators: () => host.Generators,
    width: () => host.Generators.width(root),
    dark: () => host.Generators.dark(),
    now: () => host.Generators.now(),
  };
  return words;
}

function liveRows(topic: unknown = "telemetry", options: StreamOptions = {}): Observable<LiveRow[]> {
  if (typeof topic !== "string")
    throw new CellError("live takes a topic first", undefined, 'Write live("telemetry", {channels: ["speedKmh"]}).');
  return liveStream(topic as "telemetry", options);
}
