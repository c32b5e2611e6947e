import {z} from "zod";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {QueryError} from "../../../loaders/archive/queryArchive.js";
import {queryInWorker} from "../../../loaders/archive/queryInWorker.js";
import {factId} from "../../../src/core/facts/fact.js";
import {LapError} from "../../../src/core/laps/open/archivedLap.js";
import {tool} from "../tool.js";

const MOST_ROWS = 1000;
const MOST_MS = 5000;

export const sqlTool = tool({
  name: "sql",
  title: "Query the archive",
  description: `A read-only DuckDB query over the tables laps, sectors, sessions, corners, findings, traces (1 m grid) and samples; at most ${MOST_ROWS} rows and ${MOST_MS / 1000} s. \`describe laps\` lists columns. Restrict traces, samples and findings by session. Use the other tools for what they answer: they say how sure a number is, a query does not.`,
  input: z.object({query: z.string().min(1).max(10_000)}),
  result: z.object({
    columns: z.array(z.object({name: z.string(), type: z.string(), unit: z.string()})),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    truncated: z.boolean().describe(`more than ${MOST_ROWS} rows: the first are here`),
    fact: z.string(),
  }),
  async run({query}, {recordings, sees}, signal) {
    const {sessions} = await libraryIndex(recordings);
    const seen = sessions.filter(({id}) => sees(id)).map(({id}) => id);
    const only = seen.length < sessions.length ? seen : undefined;
    const answer = await queryInWorker(recordings, query, {ms: MOST_MS, signal, only}).catch((error) => {
      throw error instanceof QueryError ? new LapError(error.message) : error;
    });
    const rows = answer?.rows ?? [];
    return {
      columns: answer?.columns ?? [],
      ...{rows: rows.slice(0, MOST_ROWS), truncated: rows.length > MOST_ROWS, fact: factId("sql", {q: query}, "rows")},
    };
  },
});
