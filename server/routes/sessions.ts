import {Readable} from "node:stream";
import {Hono} from "hono";
import {pcapOf} from "../../loaders/archive/exportSession.js";
import {readSession} from "../../loaders/archive/library.js";
import {hasDatagrams} from "../../src/core/export/exportLaps.js";
import {SESSION_ID} from "../../src/core/session/sessionId.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {importAnswer} from "./importAnswer.js";
import {jsonBody} from "./jsonBody.js";

/**
 * GET /api/sessions/:id/capture.pcap: its datagrams as a pcap, decompressed while it is sent.
 * DELETE /api/sessions/:id moves a session to the trash, POST /api/sessions/:id/restore restores it.
 * POST /api/sessions/:id/remake `{"choices": {…}}` imports an archived log again; the answer is that of an import.
 */
export function sessionsRoute({library, recordings, log}: AppOptions): Hono {
  return new Hono()
    .get("/:id/capture.pcap", async (c) => {
      const id = c.req.param("id");
      const session = SESSION_ID.test(id) ? await readSession(recordings, id).catch(() => null) : null;
      if (!session) throw new HttpError(404, `unknown session: ${id}`);
      if (!hasDatagrams(session)) throw new HttpError(404, `${id} has no datagrams: it was imported from a log`);
      const bytes = pcapOf(recordings, id, c.req.raw.signal);
      return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, 200, {
        "Content-Type": "application/vnd.tcpdump.pcap",
        "Content-Disposition": `attachment; filename="${id}.pcap"`,
      });
    })
    .delete("/:id", async (c) => {
      await library.remove(c.req.param("id"));
      return c.json({removed: c.req.param("id")});
    })
    .post("/:id/restore", async (c) => {
      await library.restore(c.req.param("id"));
      return c.json({restored: c.req.param("id")});
    })
    .post("/:id/remake", async (c) => {
      if (!library.remake) throw new HttpError(501, "this server does not accept imports");
      const {choices} = await jsonBody(c.req.raw);
      if (typeof choices !== "object" || choices === null || Array.isArray(choices))
        throw new HttpError(400, "invalid request: expected choices");
      const id = c.req.param("id");
      return importAnswer(c, {
        about: id,
        run: (options) => library.remake!(id, {...options, choices: choices as Record<string, unknown>}),
        log,
        // a page that is left has asked for it all the same
        outlives: true,
      });
    });
}
