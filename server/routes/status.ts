import {type Context, Hono} from "hono";
import {mayChange, seesOf} from "../access/accessControl.js";
import {type Caller, OWNER} from "../access/caller.js";
import {includes} from "../access/role.js";
import type {AppOptions} from "../appOptions.js";

/**
 * GET /healthz: 200 while the log accepts messages and its consumers work and keep up, else 503 with the reasons. GET /readyz: the same,
 * and the pages are built. GET /api/status: version and capabilities.
 */
export function statusRoute(options: AppOptions): Hono {
  const {version, recordings, udpPort, library, kernel, importLimitBytes, noLive, buildStatus, access} = options;
  const complaints = async () => [
    ...(noLive ? [`no live data: ${noLive}`] : []),
    ...((await kernel?.health.complaints()) ?? []),
  ];
  /** The reasons name files and addresses: they are for those we know. */
  const told = (c: Context, reasons: string[]) => (access && !c.get("caller") ? {} : {reasons});
  return new Hono()
    .get("/healthz", async (c) => {
      const reasons = await complaints();
      c.header("Cache-Control", "no-store");
      return reasons.length > 0 ? c.json({status: "unwell", ...told(c, reasons)}, 503) : c.json({status: "ok"});
    })
    .get("/readyz", async (c) => {
      const build = buildStatus?.();
      const reasons = [...(build ? [`pages: ${build.text}`] : []), ...(await complaints())];
      c.header("Cache-Control", "no-store");
      return reasons.length > 0 ? c.json({status: "not ready", ...told(c, reasons)}, 503) : c.json({status: "ready"});
    })
    .get("/api/status", (c) => {
      const {who, role} = (c.get("caller" as never) as Caller | undefined) ?? OWNER;
      return c.json({
        version,
        ...(includes(role, "admin") && {recordings}),
        udpPort,
        live: kernel !== undefined,
        canImport: library.importCapture !== undefined && mayChange(c),
        canSimulate: kernel !== undefined && mayChange(c),
        simulator: kernel?.simulator() ?? null,
        running: kernel?.stats().relay.sessions.flatMap(({id}) => (seesOf(c)(id) ? [id] : [])) ?? [],
        importLimitBytes,
        ...(access && {caller: {who, role}}),
      });
    });
}
