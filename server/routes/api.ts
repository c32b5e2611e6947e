import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";

/** /api/v1/…, /api/openapi.json and /api/docs. Their modules are loaded by the first request: schemas take a tenth of a second and 10 MB. */
export function apiRoute(options: AppOptions): Hono {
  let loaded: Promise<Hono> | undefined;
  const load = () => (loaded ??= import("../api/api.js").then(({createApi}) => createApi(options)));
  const app = new Hono();
  // what access control has found out about the sender goes along
  for (const path of ["/v1/*", "/openapi.json", "/docs"])
    app.all(path, async (c) => (await load()).fetch(c.req.raw, {...c.var}));
  return app;
}
