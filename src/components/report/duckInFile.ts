import {AsyncDuckDB, VoidLogger} from "npm:@duckdb/duckdb-wasm";
import {ENGINE_PATH, WORKER_PATH} from "../../core/report/reportDatabase.js";
import {packedFile} from "./packedFiles.js";

/**
 * Runs before DuckDB's worker. A worker of a page without an origin may fetch nothing, not even from a `blob:` URL: its one request, that for
 * the engine, is answered with the bytes of the first message.
 */
const ANSWER_ENGINE = `{
  let give;
  const engine = new Promise((resolve) => (give = resolve));
  const take = (event) => {
    event.stopImmediatePropagation();
    removeEventListener("message", take);
    give(event.data);
  };
  addEventListener("message", take);
  self.fetch = async () => new Response(await engine, {headers: {"Content-Type": "application/wasm"}});
}
`;

/** Starts the database that the report carries: about 34 MB when unpacked. */
export async function openCarriedDuck(): Promise<AsyncDuckDB> {
  const [code, engine] = await Promise.all([WORKER_PATH, ENGINE_PATH].map(packedFile));
  if (!code || !engine) throw new Error("this report has no database");
  const url = URL.createObjectURL(new Blob([ANSWER_ENGINE, code as BlobPart], {type: "text/javascript"}));
  const worker = new Worker(url);
  worker.postMessage(engine.buffer, [engine.buffer as ArrayBuffer]);
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await database.instantiate("https://engine.invalid/duckdb.wasm");
  URL.revokeObjectURL(url);
  // as Framework opens it for pages, so that answers have the same types
  await database.open({query: {castTimestampToDate: true, castBigIntToDouble: true}});
  return database;
}
