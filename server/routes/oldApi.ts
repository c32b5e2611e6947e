import {Hono} from "hono";

/** Documented addresses of earlier versions: /api/stats is /api/v1/stats now. Method and body are kept (308). */
export function oldApiRoute(): Hono {
  return new Hono().all("/:name{stats|status|reports|alert-rules|math-channels|sessions/.+}", (c) => {
    const {search} = new URL(c.req.url);
    return c.redirect(`/api/v1/${c.req.path.slice("/api/".length)}${search}`, 308);
  });
}
