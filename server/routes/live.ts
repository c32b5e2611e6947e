import {Hono} from "hono";
import {DRIVERS} from "../../src/core/sim/driver.js";
import {HttpError} from "../httpError.js";
import type {Parts} from "../parts.js";

/**
 * GET /api/stats: collectors, log, recorder, sessions. POST /api/simulator and /api/replay start a source and answer with
 * its name; DELETE /api/sources/NAME ends it.
 */
export function liveRoute({kernel}: Parts): Hono {
  const running = () => {
    if (!kernel) throw new HttpError(501, "this server takes no live data");
    return kernel;
  };
  return new Hono()
    .get("/stats", (c) => c.json(running().stats()))
    .post("/simulator", async (c) => {
      const {driver = "steady", seed, speed = 1} = await body(c.req.raw);
      if (typeof driver !== "string" || !Object.hasOwn(DRIVERS, driver))
        throw new HttpError(400, `unknown driver: ${driver}`);
      if (seed !== undefined && !Number.isInteger(seed)) throw new HttpError(400, `invalid seed: ${seed}`);
      return c.json({name: running().simulate({driver, speed: speedOf(speed), seed: seed as number | undefined})});
    })
    .post("/replay", async (c) => {
      const {session, speed = 1} = await body(c.req.raw);
      // an id of the archive only: a page must not name files of this machine
      if (typeof session !== "string" || !/^[\w-][\w.-]*$/.test(session))
        throw new HttpError(400, `invalid session: ${session}`);
      return c.json({name: await running().replay(session, {speed: speedOf(speed)})});
    })
    .delete("/sources/:name", async (c) => {
      const name = c.req.param("name");
      if (!(await running().end(name))) throw new HttpError(404, `unknown source: ${name}`);
      return c.json({ended: name});
    });
}

async function body(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new HttpError(400, "invalid request: expected a JSON object");
}

function speedOf(speed: unknown): number {
  if (typeof speed === "number" && speed >= 0.1 && speed <= 100) return speed;
  throw new HttpError(400, `invalid speed: ${speed}; expected 0.1 to 100`);
}
