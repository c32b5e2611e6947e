import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";

/** GET /healthz: 200 while log and recorder work, else 503 with the reasons. GET /api/status: version and capabilities. */
export function statusRoute(options: AppOptions): Hono {
  const {version, recordings, udpPort, library, kernel, importLimitBytes, noLive} = options;
  return new Hono()
    .get("/healthz", (c) => {
      const reasons = [...(noLive ? [`no live data: ${noLive}`] : []), ...(kernel?.complaints() ?? [])];
      c.header("Cache-Control", "no-store");
      return reasons.length > 0 ? c.json({status: "unwell", reasons}, 503) : c.json({status: "ok"});
    })
    .get("/api/status", (c) =>
      c.json({
        version,
        recordings,
        udpPort,
        live: kernel !== undefined,
        canImport: library.importCapture !== undefined,
        canSimulate: kernel !== undefined,
        simulator: kernel?.simulator() ?? null,
        importLimitBytes,
      }),
    );
}
