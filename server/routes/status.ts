import {Hono} from "hono";
import type {Parts} from "../parts.js";

/** GET /healthz: alive. GET /api/status: what runs here. */
export function statusRoute({version, recordings, udpPort, library, kernel, importLimitBytes}: Parts): Hono {
  return new Hono()
    .get("/healthz", (c) => c.json({status: "ok"}))
    .get("/api/status", (c) =>
      c.json({
        version,
        recordings,
        udpPort,
        canImport: library.importCapture !== undefined,
        canSimulate: kernel !== undefined,
        importLimitBytes,
      }),
    );
}
