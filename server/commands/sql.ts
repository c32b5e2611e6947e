import {text} from "node:stream/consumers";
import {QueryError, queryArchive} from "../../loaders/archive/queryArchive.js";
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
    const started = performance.now();
    const answer = await queryArchive(config.recordings, query, {
      ...{all: values.all === true, signal, report: log},
      onProgress: progress,
    }).catch((error) => {
      if (!(error instanceof QueryError)) throw error;
      if (error.asksTooMuch) throw new UserError(`${error.message}, or add --all`);
      // its lines show the place in the query
      log(error.message);
      return undefined;
    });
    if (answer === undefined) return 1;
    if (answer) {
      const ms = Math.round(performance.now() - started);
      out(json ? JSON.stringify({columns: answer.columns, rows: answer.rows, ms}) : describeAnswer(answer));
    }
    return 0;
  },
};
