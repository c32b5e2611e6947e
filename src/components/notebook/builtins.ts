import type * as PlotModule from "npm:@observablehq/plot";
import type * as D3Module from "npm:d3";
import type {html as htmlTag, svg as svgTag} from "npm:htl";
import type {TraceLap} from "../laps/traceLap.js";
import type {TraceStackOptions} from "../laps/traceStack.js";
import {type LiveRow, live as liveStream, type StreamOptions} from "../live/live.js";
import {type Observable, observable} from "../live/observable.js";
import {kernelStatus} from "../pitwall/waiting.js";
import type {SessionChart} from "../session/sessionChart.js";
import {fetchLibrary} from "../ui/archive.js";
import {day, lapTime, delta as timeDelta} from "../ui/format.js";
import {color, compoundLook, SERIES} from "../ui/palette.js";
import {CellError} from "./cellError.js";
import {choices} from "./choices.js";
import {type BestOptions, bestLapNames, type LapWords} from "./chosenBy.js";
import {experimentRows, groupRows, type NamedGroup, progressRows, type WordedRows} from "./comparedRows.js";
import {type DeltaRow, deltaRows, type TraceRow, type TraceRowOptions, traceRows} from "./lapRows.js";
import {type LapView, lapViews, type NotebookMapOptions} from "./lapViews.js";
import {libraryTables, type PlainRow, refuseNoSession} from "./libraryTables.js";
import type {NotebookHost} from "./notebookHost.js";
import type {Builtins} from "./notebookRuntime.js";
import {notebookSql, type SqlTag} from "./notebookSql.js";
import {openedLap, openedLaps} from "./openedLaps.js";
import {type RaceTables, raceTables} from "./raceTables.js";
import {type RowsTableOptions, rowsTable} from "./rowsTable.js";
import {conditionRows, judgedLapRows, paceRows, spreadRows, stintRows} from "./sessionRows.js";
import {type SessionWord, sessionViews} from "./sessionViews.js";
import {timedLap} from "./timedLap.js";

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
   * @example lap("best", {session: sessions[0].session, car: 0})
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
   * @example Plot.lineY(await delta(laps[1], lap("best")), {x: "distanceM", y: "deltaS"}).plot()
   */
  delta(lap: LapWords, reference: LapWords, options?: {everyM?: number}): Promise<DeltaRow[]>;

  // ## What the laps show
  /**
   * The laps of a session, or of one car in it, as the analysis pages judge them: `lapTimeMs`, `counts` (the lap shows the pace) or `leftOut` (why it
   * does not), `timing` (`best` of the session, `personal`, `slower`), `stint`, `compound`, `tyreAgeLaps`. With a car its samples are read for
   * `fuelKg`, the fuel at the start, and `emptyTankMs`, the time without it where the effect of fuel is known (F1 games).
   * @example (await lapsOf(sessions[0].session)).filter((d) => d.counts)
   */
  lapsOf(session: string, car?: number): Promise<PlainRow[]>;
  /**
   * Stints with their pace at the middle and its change a lap, each with a 95 % interval: `paceMs`, `changeMs`, `changeLowMs`, `changeHighMs`. With a car
   * of known fuel the change is without it (`withoutFuel`), mostly that of the tyres.
   * @example stintsOf(sessions[0].session)
   */
  stintsOf(session: string, car?: number): Promise<PlainRow[]>;
  /** The pace of each driver of a session over the laps that show it, fastest first: `medianMs`, `bestMs`, and the scatter `deviationMs` with its 95 % interval. */
  paceOf(session: string): Promise<PlainRow[]>;
  /**
   * How much a driver's corners differ from lap to lap: a row for each corner and `measure` (`time`, `brake point`, `minimum speed`, `exit speed`) with the
   * standard `deviation`, its 95 % interval `low` to `high`, and `floor`, what the recording alone may cause.
   */
  spreadOf(session: string, car?: number): Promise<PlainRow[]>;
  /** Tyres, brakes and fuel by lap, as far as they were recorded: a row for each lap and channel with `first`, `last`, `mean`, `min`, `max`. */
  conditionsOf(session: string, car?: number): Promise<PlainRow[]>;
  /**
   * A race as tables: `result`, `places` (a row for each car and lap: `position`, `toLeaderS`), `stops`. If the session is not a race, they are
   * empty and `because` gives the reason.
   * @example (await raceOf(sessions[0].session)).because
   */
  raceOf(session: string): Promise<RaceTables>;
  /**
   * A driver's sessions on the circuit of this session, oldest first: `medianMs`, `bestMs`, `recordMs`, `changeMs` from the session before. The property `text`
   * of the rows is a summary in a sentence. Default driver: the player.
   */
  progressOf(session: string, driver?: string): Promise<WordedRows>;
  /**
   * Compares two groups of laps, as the setups page does: a row for each `measure` with the means `a` and `b`, `difference` (b − a), its 95 % interval `low`
   * to `high`, and `answer`. `corner: "each"` adds the time in each corner. `text` of the rows says what limits them.
   * @example experiment("SESSION:0:1-8", "SESSION:0:9-16", {corner: "each"})
   */
  experiment(a: NamedGroup | string, b: NamedGroup | string, options?: {corner?: number | "each"}): Promise<WordedRows>;
  /** Groups of a car's laps that one would compare first: its last two stints, else the session before and this one. Each has a `label`. */
  lapGroups(session: string, car?: number): Promise<NamedGroup[]>;

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

  // ## While a session runs
  /**
   * The newest rows of the running session as a value that changes: the cells that use it run again, ten times a second. `topic` is `"telemetry"` (rows of
   * `sessionTime`, `car` and `channels`), or one of the topics in docs/messages.md. With `{session, replay: 1}` a recorded session is replayed. Until
   * something runs, and in a published copy, it is an empty array.
   * @example const now = live("telemetry", {channels: ["speedKmh", "throttle"], seconds: 20})
   */
  live(topic?: string, options?: StreamOptions): Observable<LiveRow[]>;

  // ## Inputs and display
  /**
   * A menu of the library's sessions; its value is the id. It begins with the one in the page's address (`session=`), where the choice is kept, else with
   * the newest for which `prefer` is true.
   * @example const session = view(chooseSession({prefer: (d) => d.type === "race"}))
   */
  chooseSession(options?: {label?: string; prefer?: (session: PlainRow) => unknown}): HTMLElement;
  /**
   * A menu of the drivers of a session; its value is the index of the car. It begins with the one in the page's address (`car=`), else the player.
   * @example const car = view(await chooseDriver(session))
   */
  chooseDriver(session: string, options?: {label?: string}): Promise<HTMLElement>;
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
    lapsOf: () => checked("lapsOf", judgedLapRows),
    stintsOf: () => checked("stintsOf", stintRows),
    paceOf: () => checked("paceOf", paceRows),
    spreadOf: () => checked("spreadOf", spreadRows),
    conditionsOf: () => checked("conditionsOf", conditionRows),
    raceOf: () => checked("raceOf", raceTables),
    progressOf: () => checked("progressOf", progressRows),
    experiment: () => experimentRows,
    lapGroups: () => checked("lapGroups", groupRows),
    lapTime: () => lapTime,
    timeDelta: () => timeDelta,
    timedLap: () => timedLap,
    day: () => day,
    color: () => color,
    compoundColor: () => (compound: string | null) => compoundLook(compound).color,
    colors: () => SERIES.map(color),
    chooseSession: async () => (await choices(host)).chooseSession,
    chooseDriver: async () => (await choices(host)).chooseDriver,
    sessionChart: () => sessionViews(host),
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

/** A function of a session, which says what to write where it is given something else. */
function checked<A extends unknown[], T>(
  word: string,
  read: (session: string, ...more: A) => Promise<T>,
): (session: unknown, ...more: A) => Promise<T> {
  return async (session, ...more) => {
    refuseNoSession(session, word);
    return read(session, ...more);
  };
}

function liveRows(topic: unknown = "telemetry", options: StreamOptions = {}): Observable<LiveRow[]> {
  if (typeof topic !== "string")
    throw new CellError("live takes a topic first", undefined, 'Write live("telemetry", {channels: ["speedKmh"]}).');
  // cells that use it show what they have, or that there is nothing yet
  const start = liveStream(topic as "telemetry", options);
  return observable((notify) => {
    let stop = () => {};
    let ended = false;
    notify([]);
    void canFollow(options).then((can) => {
      if (can && !ended) stop = start(notify);
    });
    return () => {
      ended = true;
      stop();
    };
  });
}

/** Whether there is something to follow: a published copy, and a server of pages alone, have nothing to connect to. */
async function canFollow({replay, source}: StreamOptions): Promise<boolean> {
  if (replay !== undefined || source) return true;
  const kernel = await kernelStatus((await fetchLibrary()).writable);
  return kernel?.live === true;
}
