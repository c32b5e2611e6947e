import {text} from "node:stream/consumers";
import {startDuckDb} from "../../loaders/archive/duckDb.js";
import {folderSource} from "../../loaders/archive/folderSource.js";
import {libraryIndex} from "../../loaders/archive/library.js";
import {readMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {ArchiveDatabase} from "../../src/core/sql/archiveDatabase.js";
import {duckError, errorHint} from "../../src/core/sql/duckError.js";
import type {QueryCost} from "../../src/core/sql/queryCost.js";
import {plainResult} from "../../src/core/sql/queryResult.js";
import type {CliCommand} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {describeAnswer} from "./describeAnswer.js";

export const command: CliCommand = {
  name: "sql",
  summary: "Answers a query over all sessions: tables laps, sectors, sessions, corners, findings, traces, samples.",
  usage:
    'QUERY [--all]   as in: "select track, min(lapTimeMs) from laps where valid group by all"; - reads standard input',
  options: {
    all: {type: "boolean", describe: "also where much must be read: thousands of laps take minutes"},
  },
  // DuckDB answers in this thread, however long it takes
  isBlocking: true,
  async run({positionals, values, config, json, out, log, progress, signal}) {
    if (positionals.length !== 1) throw new UsageError("sql needs one QUERY, in quotes");
    const query = positionals[0] === "-" ? await text(process.stdin) : positionals[0];
    const {recordings} = config;
    const {sessions} = await libraryIndex(recordings);
    if (sessions.length === 0) throw new UserError(`no sessions in ${recordings}: import a capture or a log`);
    const duck = await startDuckDb();
    const connection = duck.connect();
    const mathChannels = await readMathChannels(recordings).catch((error: Error) => {
      log(error.message);
      return [];
    });
    const database = await ArchiveDatabase.open(connection, sessions, folderSource(recordings), {mathChannels});
    for (const {id, reason} of database.unread) log(`${id}: ${reason}`);
    const started = performance.now();
    let refused = "";
    const table = await database
      .ask(query, {
        signal,
        onProgress: ({what, done, of}) => progress(done / of, `reading ${what}`),
        confirm: (costs) => {
          if (!values.all) refused = `${costsText(costs)}: restrict the query by session, car or lap, or add --all`;
          return !refused;
        },
      })
      .catch((error: Error) => {
        signal.throwIfAborted();
        const message = duckError(error);
        log([message, errorHint(message, query)].filter(Boolean).join("\n\n"));
        return undefined;
      });
    if (table === undefined) return 1;
    if (refused) throw new UserError(refused);
    if (!table) return 0;
    const {columns, rows} = plainResult(table, {views: database.math.views});
    out(
      json
        ? JSON.stringify({columns, rows, ms: Math.round(performance.now() - started)})
        : describeAnswer({columns, rows}),
    );
    return 0;
  },
};

function costsText(costs: readonly QueryCost[]): string {
  return costs
    .filter(({laps}) => laps > 0)
    .map(({view, laps, sessions, bytes}) => {
      const size = bytes ? `, ${Math.round(bytes / 1e6)} MB` : "";
      return `this reads ${view} of ${laps} laps of ${sessions} sessions${size}`;
    })
    .join("; ");
}
