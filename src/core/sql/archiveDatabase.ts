import type {QualityRow} from "../archive/quality.js";
import {readWholeBatches} from "../archive/samples.js";
import type {LapRow, LibraryEntry} from "../archive/types.js";
import type {Table} from "../arrow.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {groupBy} from "../signal/groupBy.js";
import {atOnce} from "../tasks/atOnce.js";
import {serial} from "../tasks/serial.js";
import type {Connection} from "./connection.js";
import {LapStore} from "./lapStore.js";
import {createLapTables, fillQuality, LOADED, PROBE, prepareDatabase} from "./lapTables.js";
import {archiveWithMath, type MathColumns, mathColumns, neededOfFile, withMathColumns} from "./mathColumns.js";
import {type QueryCost, queryCost} from "./queryCost.js";
import {type NeededLap, queryNeeds, type ViewNeed} from "./queryNeeds.js";
import type {QuerySource, ReadWatch} from "./querySource.js";
import {kindOfStatement} from "./readOnly.js";
import {type SqlStatement, sqlStatements} from "./sqlTokens.js";
import {traceTables} from "./traceTable.js";
import {VIEWS} from "./views.js";

/** Files read at once. */
const AT_ONCE = 6;
/** A store that is larger is not extended: the next one begins anew. */
const MOST_KEPT = 300e6;
const OURS: ReadonlySet<string> = new Set(Object.keys(VIEWS));

export interface OpenOptions extends ReadWatch {
  /** of the workspace: further columns of `samples` and `traces` */
  mathChannels?: readonly MathChannel[];
}

export interface AskOptions extends ReadWatch {
  /** asked before much is read; the query is given up where it answers false */
  confirm?: (costs: readonly QueryCost[]) => boolean | Promise<boolean>;
}

/** The library in DuckDB: `laps`, `sectors` and `sessions` whole, the lazy views in the part that queries have needed. */
export class ArchiveDatabase {
  /** sessions that could not be read, with the reason */
  readonly unread: {id: string; reason: string}[] = [];
  readonly #laps = new Map<string, readonly LapRow[]>();
  readonly #stores: {samples?: LapStore; traces?: LapStore} = {};
  /** session, or session and car */
  /** sessions of which `quality` was not asked yet */
  #unaskedQuality: readonly string[] = [];
  readonly #derived = {corners: new Set<string>(), findings: new Set<string>()};
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly connection: Connection,
    readonly source: QuerySource,
    readonly math: MathColumns,
  ) {}

  /** Reads the laps of all sessions, and nothing else. */
  static async open(
    connection: Connection,
    entries: readonly LibraryEntry[],
    source: QuerySource,
    {onProgress = () => {}, mathChannels = []}: OpenOptions = {},
  ): Promise<ArchiveDatabase> {
    const database = new ArchiveDatabase(connection, source, mathColumns(mathChannels));
    await prepareDatabase(connection, database.math.views);
    let done = 0;
    await atOnce(entries, AT_ONCE, async ({id}) => {
      try {
        database.#laps.set(id, await source.laps(id));
      } catch (error) {
        database.unread.push({id, reason: (error as Error).message});
      }
      onProgress({what: "laps of sessions", done: ++done, of: entries.length});
    });
    await createLapTables(connection, entries, database.#laps);
    database.#unaskedQuality = entries.filter(({quality}) => quality).map(({id}) => id);
    return database;
  }

  /** Laps in `laps`. */
  get lapCount(): number {
    let count = 0;
    for (const rows of this.#laps.values()) count += rows.length;
    return count;
  }

  /** The laps of a session; none of one that could not be read. */
  lapsOf(session: string): readonly LapRow[] {
    return this.#laps.get(session) ?? [];
  }

  /**
   * Runs the statements of a text one after the other, and resolves to the answer of the last one; null where it is given up. What a
   * statement needs of the lazy views is read first. Rejects with DuckDB's error, whose positions are those of the text, or a SqlError.
   */
  ask(text: string, options: AskOptions = {}): Promise<Table | null> {
    const mine = this.#last.then(() => this.#run(text, options));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #run(text: string, options: AskOptions): Promise<Table | null> {
    let answer: Table | null = null;
    for (const statement of sqlStatements(text)) {
      options.signal?.throwIfAborted();
      const kind = kindOfStatement(statement, OURS);
      // what describes tables sees their columns; it needs no rows
      if (kind === "describe") answer = await this.#in(PROBE, statement);
      else {
        const needs = await queryNeeds(this.connection, statement, this.math.views);
        const costs = needs.map((need) =>
          queryCost(need, this.#missing(need), {laps: this.#laps, views: this.math.views}),
        );
        if (costs.some(({isLarge}) => isLarge) && !((await options.confirm?.(costs)) ?? true)) return null;
        for (const need of needs) await this.#load(need, options);
        if (/\bquality\b/i.test(statement.text)) await this.#loadQuality(options);
        answer = await this.#answer(statement);
      }
    }
    return answer;
  }

  /**
   * Runs a statement on what was loaded. Names by position (`samples s(a, b)`, `#2`) count columns that were not read: then all are there,
   * and those that were not read are null; the plan has shown that the statement does not use them.
   */
  async #answer(statement: SqlStatement): Promise<Table> {
    const isByPosition = /#\s*\d/.test(statement.text);
    try {
      if (isByPosition) await this.#publish(true);
      return await this.#in(LOADED, statement);
    } catch (error) {
      if (isByPosition || !/^Binder Error/.test((error as Error).message)) throw error;
      await this.#publish(true);
      return await this.#in(LOADED, statement);
    } finally {
      await this.#publish(false);
    }
  }

  async #publish(withAllColumns: boolean): Promise<void> {
    for (const store of Object.values(this.#stores))
      if (store.hasAllColumns !== withAllColumns) await store.publish(withAllColumns);
  }

  async #in(schema: string, {text}: SqlStatement): Promise<Table> {
    await this.connection.query(`SET search_path = 'main,${schema}'`);
    try {
      return await this.connection.query(text);
    } finally {
      await this.connection.query("RESET search_path");
    }
  }

  /** Fills `quality`: one small file a session, so all are read. */
  async #loadQuality({onProgress = () => {}}: ReadWatch): Promise<void> {
    const sessions = this.#unaskedQuality;
    if (!sessions.length) return;
    const rows: ({session: string} & QualityRow)[] = [];
    for (const [done, session] of sessions.entries()) {
      onProgress({what: "latency and losses of sessions", done, of: sessions.length});
      for (const row of await this.source.quality(session)) rows.push({session, ...row});
    }
    await fillQuality(this.connection, rows);
    this.#unaskedQuality = [];
  }

  /** Laps that a need has and that are not loaded with its columns. */
  #missing({view, columns, laps}: ViewNeed): NeededLap[] {
    if (view === "corners") return laps.filter(({session}) => !this.#derived.corners.has(session));
    if (view === "findings") return laps.filter((lap) => !this.#derived.findings.has(carKey(lap)));
    const store = this.#stores[view];
    if (!store || columns.some((name) => !store.columns.includes(name))) return laps;
    return laps.filter((lap) => !store.laps.has(lapKeyOf(lap)));
  }

  #load(need: ViewNeed, options: ReadWatch): Promise<void> {
    const {view} = need;
    return view === "corners" || view === "findings"
      ? this.#loadDerived(view, this.#missing(need), options)
      : this.#loadLaps(view, need, options);
  }

  async #loadDerived(
    view: "corners" | "findings",
    missing: readonly NeededLap[],
    {onProgress = () => {}, signal}: ReadWatch,
  ): Promise<void> {
    const keyOf = view === "corners" ? ({session}: NeededLap) => session : carKey;
    const parts = [...new Map(missing.map((lap) => [keyOf(lap), lap])).values()];
    const what = view === "corners" ? "corners of sessions" : "findings of cars";
    for (const [done, lap] of parts.entries()) {
      signal?.throwIfAborted();
      onProgress({what, done, of: parts.length});
      const bytes = await (view === "corners"
        ? this.source.corners(lap.session)
        : this.source.findings(lap.session, lap.car));
      await this.connection.insertArrowFromIPCStream(bytes, {name: view, schema: LOADED, create: false});
      this.#derived[view].add(keyOf(lap));
    }
  }

  /** Adds laps to the view's store, or begins one where other columns are needed. */
  async #loadLaps(view: "samples" | "traces", need: ViewNeed, options: ReadWatch): Promise<void> {
    const former = this.#stores[view];
    const hasColumns = former && need.columns.every((name) => former.columns.includes(name));
    const missing = this.#missing(need);
    if (hasColumns && missing.length === 0) return;
    // laps that share nothing with those before need no further columns
    const isAlike = former?.columns.length === need.columns.length || missing.length < need.laps.length;
    const isKept = hasColumns && isAlike && former.bytes < MOST_KEPT;
    const laps = isKept ? missing : need.laps;
    const store = isKept ? former : new LapStore(this.connection, view, need.columns, this.math.views);
    try {
      await (view === "samples" ? this.#readSamples(store, laps, options) : this.#readTraces(store, laps, options));
    } catch (error) {
      if (store === former) await store.publish();
      else await store.drop();
      throw error;
    }
    await store.publish();
    this.#stores[view] = store;
    if (former && former !== store) await former.drop();
  }

  async #readSamples(
    store: LapStore,
    laps: readonly NeededLap[],
    {onProgress = () => {}, signal}: ReadWatch,
  ): Promise<void> {
    const inOrder = serial();
    const columns = neededOfFile(store.columns, this.math);
    let done = 0;
    await atOnce(laps, AT_ONCE, async (lap) => {
      signal?.throwIfAborted();
      const bytes = await this.source.samples(lap.session, this.#rowOf(lap), columns);
      const table = withMathColumns(readWholeBatches(bytes), store.columns, this.math);
      await inOrder(() => store.add(lap.session, lapKeyOf(lap), table));
      onProgress({what: "samples of laps", done: ++done, of: laps.length});
    });
  }

  async #readTraces(
    store: LapStore,
    laps: readonly NeededLap[],
    {onProgress = () => {}, signal}: ReadWatch,
  ): Promise<void> {
    const archive = archiveWithMath(this.source.archive, this.math);
    let done = 0;
    for (const [session, own] of groupBy(laps, (lap) => lap.session)) {
      const rows = own.map((lap) => this.#rowOf(lap));
      for await (const {row, table} of traceTables(archive, session, rows, store.columns)) {
        signal?.throwIfAborted();
        await store.add(session, lapKeyOf({session, car: row.car, lap: row.lap}), table);
        onProgress({what: "traces of laps", done: ++done, of: laps.length});
      }
    }
  }

  #rowOf({session, car, lap}: NeededLap): LapRow {
    return this.#laps.get(session)!.find((row) => row.car === car && row.lap === lap)!;
  }
}

const lapKeyOf = ({session, car, lap}: NeededLap) => `${session}:${car}:${lap}`;
const carKey = ({session, car}: NeededLap) => `${session}:${car}`;
