// it gives schemas the word that the API describes them with, and must come before the first of them
import {z} from "@hono/zod-openapi";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {factId} from "../../../src/core/facts/fact.js";
import {compareLaps} from "../../../src/core/laps/compareLaps.js";
import {LapError, lapNameText} from "../../../src/core/laps/open/archivedLap.js";
import {openLaps, refusalText} from "../../../src/core/laps/open/openLaps.js";
import {lapOf} from "../lapAddress.js";
import {lapInput, tool} from "../tool.js";

const MOST_POINTS = 500;
const MOST_CHANNELS = 6;
const UNITS = new Map(CHANNELS.map(({name, unit}) => [name, unit]));

export const traceTool = tool({
  name: "trace",
  title: "Channels of a lap over the distance",
  description: `Up to ${MOST_CHANNELS} channels of a lap along the track, at most ${MOST_POINTS} points, on request with the running time difference to a reference lap. For single numbers ask corner or compare: reading them off a trace is less exact.`,
  input: z.object({
    lap: lapInput,
    reference: lapInput.optional().describe("the result then has deltaS: lap minus reference"),
    channels: z.array(z.string().max(60)).min(1).max(MOST_CHANNELS).default(["speedKmh", "throttle", "brake"]),
    fromM: z.number().min(0).default(0),
    toM: z.number().min(0).optional().describe("the whole lap where it is left out"),
    points: z.number().int().min(2).max(MOST_POINTS).default(200),
  }),
  result: z.object({
    ...{track: z.string(), lap: z.string(), alignment: z.string(), fact: z.string()},
    distanceM: z.array(z.number()),
    channels: z.array(z.object({name: z.string(), unit: z.string(), values: z.array(z.number().nullable())})),
    deltaS: z.array(z.number().nullable()).nullable(),
  }),
  async run({lap, reference, channels, fromM, toM, points}, {archive}) {
    const own = lapOf(lap);
    const other = reference === undefined ? undefined : lapOf(reference);
    const opened = await openLaps(archive, other ?? own, other ? [own] : [], channels);
    const shown = other ? opened.laps[0] : opened.reference;
    if (!("grid" in shown)) throw new LapError(`${lap}: ${refusalText(shown)}`);
    const {grid, found} = shown;
    const end = Math.min(toM ?? grid.lengthM, grid.lengthM);
    if (fromM >= end)
      throw new LapError(`nothing between ${fromM} and ${end} m: the lap is ${Math.round(grid.lengthM)} m long`);
    const missing = channels.filter((name) => !grid.channels[name]?.some(Number.isFinite));
    if (missing.length === channels.length) throw new LapError(`${lap}: not recorded: ${missing.join(", ")}`);
    const count = Math.min(points, Math.floor((end - fromM) / grid.stepM) + 1);
    const at = Array.from({length: count}, (_, i) =>
      Math.round((fromM + ((end - fromM) * i) / Math.max(1, count - 1)) / grid.stepM),
    );
    const picked = (values: Float64Array) => at.map((i) => rounded(values[i]));
    return {
      ...{track: found.session.track.name, lap: lapNameText(own), alignment: grid.alignment},
      fact: factId("laps", {laps: other ? `${reference},${lap}` : lap}, channels.join(".")),
      distanceM: at.map((i) => Math.round(i * grid.stepM * 10) / 10),
      channels: channels
        .filter((name) => !missing.includes(name))
        .map((name) => ({name, unit: UNITS.get(name) ?? "", values: picked(grid.channels[name])})),
      deltaS: other ? picked(compareLaps(grid, opened.reference.grid).deltaS) : null,
    };
  },
});

/** To five digits: what an answer can use. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(5)) : null;
}
