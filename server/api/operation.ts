import type {Context} from "hono";
import type {z} from "zod";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import type {Role} from "../access/role.js";
import type {AppOptions} from "../appOptions.js";
import type {McpContext} from "../mcp/tool.js";
import type {SeenSessions} from "./callerSessions.js";

/** What an operation works with: the parts of the server, and of the archive what its caller sees. */
export interface ApiContext extends Pick<McpContext, "recordings" | "archive" | "kernel" | "version" | "sees"> {
  options: AppOptions;
  archive: LapArchive;
  sessions: SeenSessions;
  request: Request;
  /** for answers that are streamed */
  c: Context;
  /** aborted when nobody waits any more */
  signal: AbortSignal;
}

/** The checked parts of a request. */
interface Asked<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
}

/** Media types of an answer that is not JSON, and what they hold. */
export type Files = Readonly<Record<string, string>>;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** An operation of the HTTP API: what it takes, what it answers, and the call that answers it. */
export interface ApiOperation<
  Params extends z.ZodObject | undefined = z.ZodObject | undefined,
  Query extends z.ZodObject | undefined = z.ZodObject | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | undefined = z.ZodType | undefined,
> {
  /** unique; the name of the call in the typed client */
  id: string;
  method: "get" | "put" | "post" | "delete";
  /** below /api/v1: `/sessions/{session}` */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** the least role of a caller; absent: a viewer for `get`, an engineer for others */
  role?: Role;
  params?: Params;
  query?: Query;
  /** a JSON object; at most 1 MB */
  body?: Body;
  /** the body where it is no JSON: a file by its media type */
  upload?: string;
  answer?: Answer;
  /** instead of `answer`, or besides it where the caller chooses */
  files?: Files;
  status?: 200 | 201;
  /** statuses of refusals besides those that every operation may answer */
  refusals?: readonly (404 | 406 | 409 | 413 | 422 | 501 | 507)[];
  run(
    asked: Asked<Output<Params>, Output<Query>, Output<Body>>,
    context: ApiContext,
  ): Promise<Response | (Answer extends z.ZodType ? z.input<Answer> : never)>;
}

/** An operation with its types kept while it is written; the list of all has the general type. */
export function operation<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(one: ApiOperation<Params, Query, Body, Answer>): ApiOperation {
  return one as unknown as ApiOperation;
}
