import {type Context, Hono} from "hono";
import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import type {AppOptions} from "../appOptions.js";
import {headOnly} from "../headOnly.js";
import {HttpError} from "../httpError.js";
import {methodsAt} from "../methods.js";
import {jsonAnswer, taggedAnswer} from "./answer.js";
import {apiArchive, callerSessions} from "./callerSessions.js";
import {checkedRequest} from "./checked.js";
import {docsPage} from "./document/docsPage.js";
import {openApiDocument, routeOf} from "./openApi.js";
import type {ApiContext, ApiOperation} from "./operation.js";
import {OPERATIONS} from "./operations.js";

/** Answers the operations of the API, and describes them: /api/v1/…, /api/openapi.json, /api/docs. Errors are thrown to the app around it. */
export function createApi(options: AppOptions): Hono {
  const app = new Hono();
  app.use(headOnly());
  for (const one of OPERATIONS) {
    const route = routeOf(one);
    app.on(route.method, route.getRoutingPath(), (c) => answered(one, c, options));
  }
  app.get("/api/openapi.json", (c) => jsonAnswer(c, openApiDocument()));
  app.get("/api/docs", (c) => {
    c.header(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'",
    );
    return taggedAnswer(c, docsPage(), "text/html; charset=utf-8");
  });
  app.notFound((c) => {
    const {method, path} = c.req;
    const methods = methodsAt(app, path);
    if (methods.length === 0)
      throw new HttpError(404, `not found: ${method} ${path}`, "GET /api/openapi.json lists the operations");
    return c.json({error: `method not allowed: ${method} ${path}`}, 405, {Allow: methods.join(", ")});
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}

async function answered(one: ApiOperation, c: Context, options: AppOptions): Promise<Response> {
  const {signal} = c.req.raw;
  const sessions = callerSessions(c);
  const {version, recordings, kernel} = options;
  const context: ApiContext = {
    ...{version, recordings, kernel, options, sessions, sees: sessions.sees, c, signal, request: c.req.raw},
    archive: apiArchive(folderArchive(recordings), sessions, signal),
  };
  try {
    const result = await one.run((await checkedRequest(one, c)) as never, context);
    return result instanceof Response ? result : jsonAnswer(c, result, one.status);
  } catch (error) {
    // nobody waits for the answer
    if (signal.aborted) throw new HttpError(400, "cancelled");
    throw error instanceof LapError ? refusalOf(error) : error;
  }
}

/** What the recordings cannot answer, or do not have. */
function refusalOf({message, cause}: LapError): HttpError {
  if (cause instanceof HttpError) return cause;
  const isAbsent = /^(no (lap|corner|laps of car) |unknown )/.test(message);
  return new HttpError(isAbsent ? 404 : 422, message);
}
