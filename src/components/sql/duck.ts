import {RecordBatchReader, type Table} from "npm:apache-arrow";
import type {LibraryEntry} from "../../core/archive/types.js";
import {wholeMessages} from "../../core/archive/wholeMessages.js";
import {CHANNELS, type Channel, type ChannelType} from "../../core/channels/catalogue.js";

/** The part of a DuckDB connection that is used; the browser's is asynchronous, that of tests blocking. */
export interface Connection {
  query(text: string): Promise<Table> | Table;
  insertArrowFromIPCStream(bytes: Uint8Array, options: {name: string; create: boolean}): Promise<unknown> | unknown;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const name = (text: string) => `"${text.replaceAll('"', '""')}"`;

const SQL_TYPES: Record<ChannelType, string> = {
  int8: "TINYINT",
  uint8: "UTINYINT",
  int16: "SMALLINT",
  uint16: "USMALLINT",
  int32: "INTEGER",
  uint32: "UINTEGER",
  float32: "FLOAT",
  float64: "DOUBLE",
};

/** The type of a channel in `samples`; scaled channels are stored multiplied. */
function sqlType({type, scale}: Pick<Channel, "type" | "scale">): string {
  return scale ? "DOUBLE" : SQL_TYPES[type];
}

/** Disables downloads of extensions, and creates `sessions`, empty `laps` and empty `samples`. */
export async function prepare(connection: Connection, sessions: readonly LibraryEntry[]): Promise<void> {
  await connection.query("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
  await connection.query(`CREATE OR REPLACE TABLE sessions (session VARCHAR, track VARCHAR, type VARCHAR, startedAt VARCHAR,
    durationS DOUBLE, lengthM DOUBLE, game VARCHAR, format VARCHAR, simulated BOOLEAN, drivers INTEGER)`);
  for (const {id, track, type, startedAt, durationS, source, drivers} of sessions)
    await connection.query(`INSERT INTO sessions VALUES (${quote(id)}, ${quote(track.name)}, ${quote(type)}, ${quote(startedAt)},
      ${Number(durationS)}, ${Number(track.lengthM)}, ${quote(source.game)}, ${quote(String(source.format))}, ${Boolean(source.simulated)}, ${Number(drivers)})`);
  await createSamplesView(connection, []);
}

/** Adds the rows of a session's laps.arrows to `laps`, with columns for session and track. */
export async function insertLaps(
  connection: Connection,
  {id, track}: Pick<LibraryEntry, "id" | "track">,
  bytes: Uint8Array,
): Promise<void> {
  await connection.query("DROP TABLE IF EXISTS incoming_laps");
  await insertStream(connection, bytes, "incoming_laps", true);
  const rows = `SELECT ${quote(id)}::VARCHAR AS session, ${quote(track.name)}::VARCHAR AS track, * FROM incoming_laps`;
  await connection.query(`CREATE TABLE IF NOT EXISTS laps AS ${rows} LIMIT 0`);
  // absent from some files
  await connection.query("ALTER TABLE laps ADD COLUMN IF NOT EXISTS fuelUsedLitres FLOAT");
  await connection.query(`INSERT INTO laps BY NAME ${rows}`);
  await connection.query("DROP TABLE incoming_laps");
}

/** One table of samples inside the database: the laps of one session whose files have the same columns. */
interface SampleSource {
  session: string;
  table: string;
  columns: {name: string; scale: number}[];
}

let made = 0;

/**
 * Creates the view `samples` over files of laps: session, car, lapNumber and every channel of the catalogue (null where a
 * file does not contain it), scaled channels multiplied.
 */
export class SampleStore {
  #sources = new Map<string, SampleSource>();

  constructor(readonly connection: Connection) {}

  /** Adds the samples of a lap; `publish` makes them visible. Not to be called in parallel: laps of a session share a table. */
  async add(session: string, bytes: Uint8Array): Promise<void> {
    const {schema} = RecordBatchReader.from(bytes).open();
    const columns = schema.fields.map((field) => ({name: field.name, scale: Number(field.metadata.get("scale") ?? 1)}));
    const key = `${session} ${schema.fields.map((field) => `${field.name}:${field.type}`).join(" ")}`;
    const known = this.#sources.get(key);
    const table = known?.table ?? `samples_${made++}`;
    await insertStream(this.connection, bytes, table, !known);
    if (!known) this.#sources.set(key, {session, table, columns});
  }

  /** Makes `samples` show this store's laps only. */
  publish(): Promise<void> {
    return createSamplesView(this.connection, [...this.#sources.values()]);
  }

  /** Frees the memory; another store must have been published before. */
  async drop(): Promise<void> {
    const tables = [...this.#sources.values()].map(({table}) => table);
    this.#sources.clear();
    for (const table of tables) await this.connection.query(`DROP TABLE ${table}`);
  }
}

async function createSamplesView(connection: Connection, sources: readonly SampleSource[]): Promise<void> {
  // the empty first part fixes names, types and order of the columns
  const columns = ["session", "car", "lapNumber", ...CHANNELS.map((c) => c.name)];
  const types = new Map<string, string>([
    ["session", "VARCHAR"],
    ...CHANNELS.map((c) => [c.name, sqlType(c)] as const),
  ]);
  const empty = [...new Set(columns)].map((column) => `NULL::${types.get(column)} AS ${name(column)}`);
  const parts = sources.map(({session, table, columns}) => {
    const channels = columns.map((c) =>
      c.scale === 1 ? name(c.name) : `${name(c.name)} * ${c.scale.toExponential()} AS ${name(c.name)}`,
    );
    return `SELECT ${quote(session)} AS session, ${channels.join(", ")} FROM ${table}`;
  });
  await connection.query(
    `CREATE OR REPLACE VIEW samples AS ${[`SELECT ${empty.join(", ")} WHERE false`, ...parts].join(" UNION ALL BY NAME ")}`,
  );
}

const END_OF_STREAM = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

/** Adds the end of stream that DuckDB requires to a file that was cut short by a crash, after its last complete message. */
async function insertStream(connection: Connection, bytes: Uint8Array, table: string, create: boolean): Promise<void> {
  const ended = END_OF_STREAM.every((byte, i) => bytes[bytes.length - END_OF_STREAM.length + i] === byte);
  await connection.insertArrowFromIPCStream(ended ? bytes : endStream(wholeMessages(bytes)), {name: table, create});
}

function endStream(messages: Uint8Array): Uint8Array {
  const stream = new Uint8Array(messages.length + END_OF_STREAM.length);
  stream.set(messages);
  stream.set(END_OF_STREAM, messages.length);
  return stream;
}
