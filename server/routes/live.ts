import {Hono} from "hono";
import {MAX_RACE_CARS} from "../../src/core/sim/race/entrants.js";
import {SKIES, type Sky} from "../../src/core/sim/race/weather.js";
import {DRIVER_STYLES} from "../../src/core/sim/soloDriver.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import type {AppOptions} from "../appOptions.js";
import {makeCommand} from "../control/command.js";
import {readMarks} from "../control/marks.js";
import {HttpError} from "../httpError.js";
import type {SimulateOptions} from "../sources.js";
import {jsonBody} from "./jsonBody.js";

/**
 * GET /api/stats: figures of collectors, log, recorder and sessions. POST /api/simulator and /api/replay start a source and
 * answer with its name; DELETE /api/sources/NAME ends it. POST /api/marks sets a mark, GET /api/marks/SESSION lists the marks.
 * POST /api/commands applies a command or sends it to other machines.
 */
export function liveRoute({kernel, recordings}: AppOptions): Hono {
  const running = () => {
    if (!kernel) throw new HttpError(501, "this server has no live data");
    return kernel;
  };
  return new Hono()
    .get("/stats", (c) => c.json(running().stats()))
    .post("/simulator", async (c) => {
      const body = await jsonBody(c.req.raw);
      const {driver = "steady", seed, speed = 1, another = false} = body;
      if (typeof driver !== "string" || !Object.hasOwn(DRIVER_STYLES, driver))
        throw new HttpError(400, `unknown driver: ${driver}`);
      if (seed !== undefined && !Number.isInteger(seed)) throw new HttpError(400, `invalid seed: ${seed}`);
      const options = {driver, speed: speedOf(speed), seed: seed as number | undefined, ...raceOf(body)};
      const active = running().simulator();
      // Starting a second simulator must be requested explicitly.
      if (active && another !== true) throw new HttpError(409, `a simulator is already running: ${active}`);
      return c.json({name: running().simulate(options)});
    })
    .post("/replay", async (c) => {
      const {session, speed = 1} = await jsonBody(c.req.raw);
      return c.json({name: await running().replay(sessionOf(session), {speed: speedOf(speed)})});
    })
    .post("/marks", async (c) => {
      const {session, note = "", sessionTime} = await jsonBody(c.req.raw);
      const command = checked({command: "mark", sessionId: sessionOf(session), note, sessionTime});
      await running().command(command);
      return c.json({marked: command.sessionId});
    })
    .get("/marks/:session", async (c) => {
      const session = sessionOf(c.req.param("session"));
      return c.json({marks: await readMarks(recordings, session)}, 200, {"Cache-Control": "no-store"});
    })
    .post("/commands", async (c) => {
      const {command, session, source, note, speed, sessionTime} = await jsonBody(c.req.raw);
      const request = checked({command, sessionId: session, source, note, speed, sessionTime});
      await running().command(request);
      return c.json({told: request.command});
    })
    .delete("/sources/:name", async (c) => {
      const name = c.req.param("name");
      if (!(await running().end(name))) throw new HttpError(404, `unknown source: ${name}`);
      return c.json({ended: name});
    });
}

function checked(request: Parameters<typeof makeCommand>[0]): ReturnType<typeof makeCommand> {
  try {
    return makeCommand(request);
  } catch (error) {
    throw new HttpError(400, (error as RangeError).message);
  }
}

/** Accepts only ids of archived sessions: a page must not read other files of this machine. */
function sessionOf(session: unknown): string {
  if (typeof session === "string" && /^[\w-][\w.-]*$/.test(session)) return session;
  throw new HttpError(400, `invalid session: ${session}`);
}

/** The options of a race: `race`, `cars`, `weather`; and `track`, which a single car has too. */
function raceOf({race = false, cars, weather, track}: Record<string, unknown>): Partial<SimulateOptions> {
  if (typeof race !== "boolean") throw new HttpError(400, `invalid race: ${race}`);
  if (cars !== undefined && !(Number.isInteger(cars) && (cars as number) >= 1 && (cars as number) <= MAX_RACE_CARS))
    throw new HttpError(400, `invalid cars: ${cars}; expected 1 to ${MAX_RACE_CARS}`);
  if (weather !== undefined && !SKIES.includes(weather as Sky)) throw new HttpError(400, `unknown weather: ${weather}`);
  if (track !== undefined && !(typeof track === "string" && Object.hasOwn(CIRCUITS, track)))
    throw new HttpError(400, `unknown track: ${track}`);
  return {
    race,
    cars: cars as number | undefined,
    weather: weather as Sky | undefined,
    track: track as string | undefined,
  };
}

function speedOf(speed: unknown): number {
  if (typeof speed === "number" && speed >= 0.1 && speed <= 100) return speed;
  throw new HttpError(400, `invalid speed: ${speed}; expected 0.1 to 100`);
}
