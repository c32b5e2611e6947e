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
 * GET /api/stats: collectors, log, recorder, sessions. POST /api/simulator and /api/replay start a source and answer with
 * its name; DELETE /api/sources/NAME ends it. POST /api/marks sets a mark, GET /api/marks/SESSION lists them. POST
 * /api/commands does or passes on what a command of the topic `commands` says.
 */
export function liveRoute({kernel, recordings}: AppOptions): Hono {
  const running = () => {
    if (!kernel) throw new HttpError(501, "this server takes no live data");
    return kernel;
  };
  return new Hono()
    .get("/stats", (c) => c.json(running().stats()))
    .post("/simulator", async (c) => {
      const asked = await jsonBody(c.req.raw);
      const {driver = "steady", seed, speed = 1, another = false} = asked;
      if (typeof driver !== "string" || !Object.hasOwn(DRIVER_STYLES, driver))
        throw new HttpError(400, `unknown driver: ${driver}`);
      if (seed !== undefined && !Number.isInteger(seed)) throw new HttpError(400, `invalid seed: ${seed}`);
      const options = {driver, speed: speedOf(speed), seed: seed as number | undefined, ...raceOf(asked)};
      const one = running().simulator();
      // a second car on the page comes as a surprise, unless it was asked for
      if (one && another !== true) throw new HttpError(409, `a simulator drives already: ${one}`);
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
      const told = checked({command, sessionId: session, source, note, speed, sessionTime});
      await running().command(told);
      return c.json({told: told.command});
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

/** An id of the archive only: a page must not name files of this machine. */
function sessionOf(session: unknown): string {
  if (typeof session === "string" && /^[\w-][\w.-]*$/.test(session)) return session;
  throw new HttpError(400, `invalid session: ${session}`);
}

/** What makes a race of a simulated car: `race`, `cars`, `weather`; `track` for both. */
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
