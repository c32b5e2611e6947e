import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger} from "@duckdb/duckdb-wasm/blocking";

let started: ReturnType<typeof start> | undefined;

/** A connection to a DuckDB as Framework's client opens it in a page; a worker of tests starts one, which its files share. */
export async function duckDbConnection(): Promise<DuckDBConnection> {
  return (await (started ??= start())).connect();
}

async function start() {
  const dist = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm"));
  const bundle = (name: string) => ({mainModule: join(dist, `duckdb-${name}.wasm`), mainWorker: ""});
  const duck = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await duck.instantiate();
  duck.open({query: {castBigIntToDouble: true, castTimestampToDate: true}} as never);
  return duck;
}
