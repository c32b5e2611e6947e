import type {Table} from "../arrow.js";

/** The part of a DuckDB connection that is used; the browser's is asynchronous, that of Node blocking. */
export interface Connection {
  query(text: string): Promise<Table> | Table;
  insertArrowFromIPCStream(
    bytes: Uint8Array,
    options: {name: string; schema?: string; create: boolean},
  ): Promise<unknown> | unknown;
}

/** A text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an identifier of SQL. */
export function sqlName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The rows of an answer as plain objects. */
export async function rowsOf<Row>(connection: Connection, text: string): Promise<Row[]> {
  return (await connection.query(text)).toArray().map((row) => row.toJSON() as Row);
}
