import {Hono} from "hono";

/** Documented addresses of earlier versions: /api/stats is /api/v1/stats now. Method and body are kept (308). */
export function oldApiRoute(): Hono {
  return new Hono().all("/:name{stats|status|reports|alert-rules|math-channels|sessions/.+}", (c) => {
    // as it was sent: the path that routes see is decoded, and may have what no header has
    const {pathname, search} = new URL(c.req.url);
    return c.redirect(`/api/v1/${pathname.slice("/api/".length)}${search}`, 308);
  });
}
