import {Hono} from "hono";
import {HttpError} from "../httpError.js";
import type {Parts} from "../parts.js";
import {importAnswer} from "./importAnswer.js";
import {jsonBody} from "./jsonBody.js";

/**
 * DELETE /api/sessions/:id puts a session aside, POST /api/sessions/:id/restore brings it back.
 * POST /api/sessions/:id/remake `{"choices": {…}}` makes an imported log anew; the answer is that of an import.
 */
export function sessionsRoute({library, log}: Parts): Hono {
  return new Hono()
    .delete("/:id", async (c) => {
      await library.remove(c.req.param("id"));
      return c.json({removed: c.req.param("id")});
    })
    .post("/:id/restore", async (c) => {
      await library.restore(c.req.param("id"));
      return c.json({restored: c.req.param("id")});
    })
    .post("/:id/remake", async (c) => {
      if (!library.remake) throw new HttpError(501, "this server takes no imports");
      const {choices} = await jsonBody(c.req.raw);
      if (typeof choices !== "object" || choices === null || Array.isArray(choices))
        throw new HttpError(400, "invalid request: expected choices");
      const id = c.req.param("id");
      return importAnswer(c, {
        about: id,
        run: (options) => library.remake!(id, {...options, choices: choices as Record<string, unknown>}),
        log,
      });
    });
}
