import {z} from "@hono/zod-openapi";

/** Parts of addresses that several operations take. */
export const sessionParam = z.object({
  session: z
    .string()
    .regex(/^[\w-][\w.-]{0,99}$/)
    .describe("id of a session")
    .openapi({example: "20260301-140000-906dfc"}),
});

export const lapParam = z.object({
  lap: z
    .string()
    .regex(/^[\w-][\w.-]{0,99}:\d{1,3}:\d{1,5}$/)
    .describe("a lap, SESSION:CAR:LAP")
    .openapi({example: "20260301-140000-906dfc:0:2"}),
});

export const lapsParam = z.object({
  laps: z
    .string()
    .regex(/^[\w-][\w.-]{0,99}(:\d{1,3}){0,1}(:\d{1,5}){0,1}$/)
    .describe("SESSION, SESSION:CAR or SESSION:CAR:LAP")
    .openapi({example: "20260301-140000-906dfc:0:1"}),
});

export const trackParam = z.object({
  track: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .describe("id of a track, as the list of tracks has it")
    .openapi({example: "game-monza"}),
});

export const carQuery = z.number().int().min(0).max(255).describe("index of the car in its session");

/** Null in JSON is also what is not known: NaN. */
export const numberOrNull = z.number().nullable();

/** A named schema, or null. `nullable()` would keep the name's own type, which has no null. */
export const nullOr = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

export const refusalSchema = z
  .object({
    error: z.string().describe("what is wrong, in a line"),
    hint: z.string().optional().describe("how to ask instead"),
  })
  .openapi("Refusal");

export {z};
