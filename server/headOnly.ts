import type {MiddlewareHandler} from "hono";

/**
 * Ends the body of an answer to HEAD, which Hono makes and then drops: a file that it reads from is closed, one without end ends. Each app that
 * answers for itself needs it.
 */
export function headOnly(): MiddlewareHandler {
  return async function headOnly(c, next) {
    await next();
    if (c.req.method === "HEAD") await c.res.body?.cancel();
  };
}
