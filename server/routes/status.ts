import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";

/**
 * GET /healthz: 200 while the log accepts messages and its consumers work and keep up, else 503 with the reasons. GET /readyz: the same,
 * and the pages are built. GET /api/status: version and capabilities.
 */
export function statusRoute(options: AppOptions): Hono {
  const {version, recordings, udpPort, library, kernel, importLimitBytes, noLive, buildStatus} = options;
  const complaints = async () => [
    ...(noLive ? [`no live data: ${noLive}`] : []),
    ...((await kernel?.health.complaints()) ?? []),
  ];
  return new Hono()
    .get("/healthz", async (c) => {
      const reasons = await complaints();
      c.header("Cache-Control", "no-store");
      return reasons.length > 0 ? c.json({status: "unwell", reasons}, 503) : c.json({status: "ok"});
    })
    .get("/readyz", async (c) => {
      const build = buildStatus?.();
      const reasons = [...(build ? [`pages: ${build.text}`] : []), ...(await complaints())];
      c.header("Cache-Control", "no-store");
      return reasons.length > 0 ? c.json({status: "not ready", reasons}, 503) : c.json({status: "ready"});
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
        running: kernel?.stats().relay.sessions.map(({id}) => id) ?? [],
        importLimitBytes,
      }),
    );
}
