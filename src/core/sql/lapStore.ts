import {type Schema, type Table, tableToIPC} from "../arrow.js";
import {type Connection, sqlName, sqlText} from "./connection.js";
import {LOADED} from "./lapTables.js";
import type {LazyView, SqlViews} from "./views.js";

/** One table inside the database: laps of one session whose files have the same columns. */
interface LapTable {
  session: string;
  table: string;
  columns: {name: string; scale: number}[];
}

let made = 0;

/**
 * The view of what was loaded of `samples` or `traces`: some laps, each with the same choice of columns. A column that a lap does not have is
 * null; one that was not chosen does not exist, so that a query can't take it for empty.
 */
export class LapStore {
  readonly laps = new Set<string>();
  /** of the streams that were added */
  bytes = 0;
  /** as shown */
  hasAllColumns = false;
  #tables = new Map<string, LapTable>();

  constructor(
    readonly connection: Connection,
    readonly view: Extract<LazyView, "samples" | "traces">,
    readonly columns: readonly string[],
    readonly views: SqlViews,
  ) {}

  /** Adds a lap; `publish` shows it. Not to be called in parallel. */
  async add(session: string, key: string, table: Table | null): Promise<void> {
    const chosen = table && this.#chosen(table);
    if (chosen) await this.#insert(session, chosen);
    this.laps.add(key);
  }

  #chosen(table: Table): Table | null {
    const names = table.schema.fields.map(({name}) => name);
    const wanted = names.filter((name) => this.columns.includes(name));
    // rows are counted even where none of the columns is there
    const kept = wanted.length ? wanted : names.slice(0, 1);
    return table.numRows && kept.length ? table.select(kept) : null;
  }

  async #insert(session: string, table: Table): Promise<void> {
    const {schema} = table as {schema: Schema};
    const columns = schema.fields.map(({name, metadata}) => ({name, scale: Number(metadata.get("scale") ?? 1)}));
    const key = `${session} ${schema.fields.map(({name, type}) => `${name}:${type}`).join(" ")}`;
    const known = this.#tables.get(key);
    const name = known?.table ?? `${this.view}_${made++}`;
    const bytes = tableToIPC(table, "stream");
    this.bytes += bytes.length;
    await this.connection.insertArrowFromIPCStream(bytes, {name, schema: LOADED, create: !known});
    if (!known) this.#tables.set(key, {session, table: name, columns});
  }

  /** Makes the view show this store's laps only; with all columns those that were not chosen are null. */
  async publish(withAllColumns = false): Promise<void> {
    this.hasAllColumns = withAllColumns;
    // the empty first part fixes names, types and order of the columns
    const chosen = this.views[this.view].columns.filter(({name}) => withAllColumns || this.columns.includes(name));
    const empty = chosen.map(({name, type}) => `NULL::${type} AS ${sqlName(name)}`);
    const parts = [...this.#tables.values()].map(({session, table, columns}) => {
      const values = columns
        .filter(({name}) => this.columns.includes(name))
        .map(({name, scale}) =>
          scale === 1 ? sqlName(name) : `${sqlName(name)} * ${scale.toExponential()} AS ${sqlName(name)}`,
        );
      const own = this.columns.includes("session") || values.length === 0 ? [`${sqlText(session)} AS session`] : [];
      return `SELECT ${[...own, ...values].join(", ")} FROM ${LOADED}.${table}`;
    });
    const all = [`SELECT ${empty.join(", ") || "NULL::VARCHAR AS session"} WHERE false`, ...parts];
    await this.connection.query(`CREATE OR REPLACE VIEW ${LOADED}.${this.view} AS ${all.join(" UNION ALL BY NAME ")}`);
  }

  /** Frees the memory; another store must have been published before. */
  async drop(): Promise<void> {
    for (const {table} of this.#tables.values()) await this.connection.query(`DROP TABLE ${LOADED}.${table}`);
    this.#tables.clear();
    this.laps.clear();
  }
}
