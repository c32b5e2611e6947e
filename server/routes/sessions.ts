import {Hono} from "hono";
import type {Parts} from "../parts.js";

/** DELETE /api/sessions/:id puts a session aside, POST /api/sessions/:id/restore brings it back. */
export function sessionsRoute({library}: Parts): Hono {
  return new Hono()
    .delete("/:id", async (c) => {
      await library.remove(c.req.param("id"));
      return c.json({removed: c.req.param("id")});
    })
    .post("/:id/restore", async (c) => {
      await library.restore(c.req.param("id"));
      return c.json({restored: c.req.param("id")});
    });
}
