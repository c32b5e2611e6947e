import {type Context, Hono} from "hono";
import type {AppOptions} from "../appOptions.js";

/** GET /healthz: 200 while the log accepts messages and its consumers work and keep up, else 503 with the reasons. GET /readyz: the same, and the pages are built. */
export function statusRoute({kernel, noLive, buildStatus, access}: AppOptions): Hono {
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
    });
}
