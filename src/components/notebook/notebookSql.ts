import {ArchiveDatabase} from "../../core/sql/archiveDatabase.js";
import type {Connection} from "../../core/sql/connection.js";
import {duckError, errorHint} from "../../core/sql/duckError.js";
import {plainResult, type QueryResult} from "../../core/sql/queryResult.js";
import {sqlLiteral} from "../../core/sql/sqlLiteral.js";
import {pageSource} from "../sql/pageSource.js";
import {fetchLibrary} from "../ui/archive.js";
import {wholeNumber} from "../ui/format.js";
import {fetchMathChannels} from "../ui/workspaceFiles.js";
import {CellError} from "./cellError.js";
import type {PlainRow} from "./libraryTables.js";

/** Rows of an answer; `columns` has their types and units. */
export interface SqlRows extends Array<PlainRow> {
  readonly columns: QueryResult["columns"];
}

export type SqlTag = (query: TemplateStringsArray, ...values: unknown[]) => Promise<SqlRows>;

interface SqlOptions {
  connect: () => Promise<Connection>;
  progress: (text: string) => void;
}

/** The tag of queries over the library's views; the database starts with the first one, and reads what each needs. */
export function notebookSql({connect, progress}: SqlOptions): SqlTag {
  let database: Promise<ArchiveDatabase> | undefined;

  async function open(): Promise<ArchiveDatabase> {
    progress("Starting the database…");
    const library = await fetchLibrary();
    // damaged ones are named on their page; a query without them runs
    const mathChannels = await fetchMathChannels(library).catch(() => []);
    return ArchiveDatabase.open(await connect(), library.sessions, pageSource, {mathChannels});
  }

  return async (query, ...values) => {
    if (!Array.isArray((query as {raw?: unknown} | undefined)?.raw))
      throw new CellError("sql is a tag of a text in backquotes", undefined, "Write sql`select * from laps`.");
    const text = query.map((part, i) => (i < values.length ? part + literal(values[i]) : part)).join("");
    database ??= open();
    // the next query tries again
    database.catch(() => (database = undefined));
    try {
      const table = await (await database).ask(text, {
        onProgress: ({what, done, of}) => progress(`Reading ${what}: ${wholeNumber(done)} of ${wholeNumber(of)}…`),
      });
      if (!table) throw new CellError("there is no query in it", undefined, "Write select * from laps.");
      const {rows, columns} = plainResult(table, {text});
      return Object.defineProperty(rows, "columns", {value: columns}) as SqlRows;
    } catch (error) {
      if (error instanceof CellError) throw error;
      const message = duckError(error);
      const line = /^LINE (\d+):/m.exec(message)?.[1];
      const hint = errorHint(message, text).replace("listed below", "listed on the SQL page");
      throw new CellError(message, line === undefined ? undefined : Number(line), hint);
    } finally {
      progress("");
    }
  };
}

function literal(value: unknown): string {
  try {
    return sqlLiteral(value);
  } catch (error) {
    const mend = "Values of a query are texts, numbers, true and false, dates, null and arrays of them.";
    throw new CellError((error as Error).message, undefined, mend);
  }
}
