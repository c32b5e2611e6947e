import {HttpError} from "../httpError.js";
import {sqlTool} from "../mcp/tools/sql.js";
import {operation} from "./operation.js";
import {seenSessions} from "./seenSessions.js";

export const SQL_OPERATIONS = [
  operation({
    id: "query",
    method: "post",
    path: "/sql",
    tag: "sql",
    role: "viewer",
    summary: "A read-only DuckDB query over the archive",
    description: `${sqlTool.description} docs/sql.md has the tables. Only for callers who see every session.`,
    body: sqlTool.input,
    refusals: [422],
    answer: sqlTool.result,
    async run({body}, context) {
      // the database has all sessions, and a view cannot hide those that a query names
      if (!context.sessions.all) throw new HttpError(403, "queries are for those who see every session");
      if ((await seenSessions(context)).length === 0)
        throw new HttpError(422, "there is no session: import a capture or a log");
      return sqlTool.run(body, context, context.signal);
    },
  }),
];
