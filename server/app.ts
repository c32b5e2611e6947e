import {Hono} from "hono";
import {compress} from "hono/compress";
import {cors} from "hono/cors";
import {accessControl} from "./access/accessControl.js";
import type {AppOptions} from "./appOptions.js";
import {ownHost, sameOriginWrites} from "./guard.js";
import {headOnly} from "./headOnly.js";
import {toHttpError} from "./httpError.js";
import {methodsAt} from "./methods.js";
import {apiRoute} from "./routes/api.js";
import {loginRoute} from "./routes/login.js";
import {mcpRoute} from "./routes/mcp.js";
import {metricsRoute} from "./routes/metrics.js";
import {notebookFilesRoute} from "./routes/notebooks.js";
import {oldApiRoute} from "./routes/oldApi.js";
import {pagesRoute, previewRoute} from "./routes/pages.js";
import {recordingsRoute} from "./routes/recordings.js";
import {statusRoute} from "./routes/status.js";

const COMPRESSED = /^(text\/|application\/(json|javascript|manifest)|image\/svg)/;

/** Serves API, archive and pages from one origin. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  const {origins = []} = options;
  const isListed = (origin: string | undefined) => origin !== undefined && origins.includes(origin);
  app.use(ownHost(options.host, options.hosts), sameOriginWrites());
  app.use(headOnly());
  app.use(async function headers(c, next) {
    await next();
    c.header("X-Content-Type-Options", "nosniff");
    // Pages of other sites may not embed our resources, nor learn from links which session was looked at.
    c.header("Cross-Origin-Resource-Policy", isListed(c.req.header("origin")) ? "cross-origin" : "same-origin");
    if (!c.res.headers.has("Referrer-Policy")) c.header("Referrer-Policy", "same-origin");
  });
  // No cookies: a page of another site shows a key of its own, and never acts in the name of who is signed in here.
  if (origins.length > 0)
    app.use(cors({origin: [...origins], allowMethods: ["GET", "HEAD"], allowHeaders: ["Authorization"]}));
  if (options.access) {
    app.use(accessControl(options.access));
    app.route("/", loginRoute(options.access));
  }
  app.use(compress({contentTypeFilter: COMPRESSED}));
  app.route("/", statusRoute(options));
  app.route("/recordings", recordingsRoute(options));
  app.route("/api", apiRoute(options));
  app.route("/api", oldApiRoute());
  app.route("/notebooks", notebookFilesRoute(options));
  app.route("/metrics", metricsRoute(options));
  app.route("/mcp", mcpRoute(options));
  for (const owned of ["/api/*", "/metrics", "/healthz", "/readyz", "/recordings/index.json", "/notebooks/*"]) {
    app.all(owned, (c) => {
      const {method, path} = c.req;
      const methods = methodsAt(app, path);
      if (methods.length === 0) return c.json({error: `not found: ${method} ${path}`}, 404);
      return c.json({error: `method not allowed: ${method} ${path}`}, 405, {Allow: methods.join(", ")});
    });
  }
  app.route("/", options.preview ? previewRoute(options.preview) : pagesRoute(options.dist, options.buildStatus));
  app.notFound((c) => c.json({error: `not found: ${c.req.path}`}, 404));
  app.onError((error, c) => {
    const {status, message, hint} = toHttpError(error);
    if (status === 500) options.log(`${c.req.method} ${c.req.path}: ${error.stack ?? message}`);
    return c.json({error: message, ...(hint !== undefined && {hint})}, status);
  });
  return app;
}
