import type {TraceLap} from "../../laps/traceLap.js";
import {CellError} from "../cellError.js";
import {type BestOptions, bestLapNames, type LapWords} from "../chosenBy.js";
import {experimentRows, groupRows, type NamedGroup, progressRows, type WordedRows} from "../comparedRows.js";
import type {DataOptions} from "../decodeData.js";
import {type DeltaRow, deltaRows, type TraceRow, type TraceRowOptions, traceRows} from "../lapRows.js";
import {libraryTables, type PlainRow, refuseNoSession} from "../libraryTables.js";
import {notebookFiles} from "../notebookFiles.js";
import type {NotebookHost} from "../notebookHost.js";
import {notebookSql, type SqlTag} from "../notebookSql.js";
import {openedLap, openedLaps} from "../openedLaps.js";
import {type RaceTables, raceTables} from "../raceTables.js";
import {conditionRows, judgedLapRows, paceRows, spreadRows, stintRows} from "../sessionRows.js";
import type {WordsMade} from "./wordsMade.js";

/** Tables and laps. */
export interface DataWords {
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
  /**
   * A file beside your notebooks: the rows of `.csv`, `.tsv`, `.parquet` and `.arrow` (`.feather`), the value of `.json`, the text of `.txt`. Cells that
   * use it run again when a file changes; `lapbook build` copies the files that your notebooks name. A file in a folder there is `file("data/weather.csv")`.
   * Numbers and dates of `.csv` and `.tsv` are read as such; with `{typed: false}` they stay text.
   * @example const weather = file("weather.csv")
   */
  file(name: string, options?: DataOptions): Promise<unknown>;

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
   * to `high`, and the result in words, `answer`. `corner: "each"` adds the time in each corner. The property `text` of the rows gives the limits of the comparison.
   * @example experiment("SESSION:0:1-8", "SESSION:0:9-16", {corner: "each"})
   */
  experiment(a: NamedGroup | string, b: NamedGroup | string, options?: {corner?: number | "each"}): Promise<WordedRows>;
  /** Groups of a car's laps that one would compare first: its last two stints, else the session before and this one. Each has a `label`. */
  lapGroups(session: string, car?: number): Promise<NamedGroup[]>;
}

export function dataWords(host: Pick<NotebookHost, "connect" | "progress" | "onFiles">): WordsMade<DataWords> {
  const {progress} = host;
  const tables = libraryTables(progress);
  return {
    sessions: tables.sessions,
    laps: tables.laps,
    corners: tables.corners,
    cornersOf: () => tables.cornersOf,
    findings: tables.findings,
    findingsOf: () => tables.findingsOf,
    sql: () => notebookSql(host),
    file: () => notebookFiles(host),
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
    lapsOf: () => checked("lapsOf", judgedLapRows),
    stintsOf: () => checked("stintsOf", stintRows),
    paceOf: () => checked("paceOf", paceRows),
    spreadOf: () => checked("spreadOf", spreadRows),
    conditionsOf: () => checked("conditionsOf", conditionRows),
    raceOf: () => checked("raceOf", raceTables),
    progressOf: () => checked("progressOf", progressRows),
    experiment: () => experimentRows,
    lapGroups: () => checked("lapGroups", groupRows),
  };
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
