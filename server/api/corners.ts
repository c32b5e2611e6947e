import {cornersOfNamed} from "../../loaders/tracks/namedCorners.js";
import {cornerMeasures, MEASURED_CHANNELS} from "../../src/core/laps/cornerMeasures.js";
import {openLaps} from "../../src/core/laps/open/openLaps.js";
import {trackPieces} from "../../src/core/laps/partition.js";
import {parseLapName} from "../commands/lapName.js";
import {cornersReport} from "../cornersReport.js";
import {cornerTool} from "../mcp/tools/corner.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {lapParam, numberOrNull, sessionParam, z} from "./schemas.js";

const corner = z
  .object({
    ...{number: z.number().int(), label: z.string().optional(), name: z.string().nullable()},
    ...{type: z.string().describe("hairpin, slow, medium, fast, kink, long, chicane part"), direction: z.string()},
    ...{fromM: z.number(), apexM: z.number(), toM: z.number().describe("m along the line, as fromM and apexM")},
    x: numberOrNull.describe("of the apex in the track's coordinates, m, as y and z; y is the height"),
    ...{y: numberOrNull, z: numberOrNull},
  })
  .openapi("Corner");

export const cornersSchema = z
  .object({
    ...{track: z.string(), lengthM: z.number()},
    source: z.string().describe("where the numbers come from"),
    corners: z.array(corner),
  })
  .openapi("Corners");

const cornerLap = z
  .object({
    ...{number: z.number().int(), name: z.string(), fromM: z.number(), toM: z.number(), timeS: numberOrNull},
    brake: z
      .object({
        pointM: numberOrNull.describe("beginning of the leading application"),
        firstM: numberOrNull.describe("beginning of the first application, a dab included"),
        ...{applications: z.number(), peak: numberOrNull, peakM: numberOrNull, releaseM: numberOrNull},
        trailM: numberOrNull.describe("braked beyond the corner's entry"),
      })
      .nullable(),
    throttle: z
      .object({
        pickUpM: numberOrNull.describe("where it was opened again; null: it was not closed"),
        fullM: numberOrNull,
        least: numberOrNull.describe("0–1"),
      })
      .nullable(),
    speed: z
      .object({entryKmh: numberOrNull, minimumKmh: numberOrNull, minimumM: numberOrNull, exitKmh: numberOrNull})
      .nullable(),
    gear: numberOrNull.describe("at the minimum speed"),
    offset: z
      .object({entryM: numberOrNull, apexM: numberOrNull, exitM: numberOrNull})
      .nullable()
      .describe("to the right of the line"),
    unavailable: z.record(z.string(), z.string()).describe("parts that could not be measured, with the reason"),
  })
  .openapi("CornerOfLap");

export const CORNER_OPERATIONS = [
  operation({
    id: "listCorners",
    method: "get",
    path: "/sessions/{session}/corners",
    tag: "corners",
    summary: "Corners of a session's circuit: number, name, type and place",
    params: sessionParam,
    refusals: [422],
    answer: cornersSchema,
    async run({params}, {recordings, sessions, archive}) {
      const {session} = await archive.session(requireSeen(sessions, params.session));
      return cornersReport(await cornersOfNamed(recordings, session.id));
    },
  }),
  operation({
    id: "getLapCorners",
    method: "get",
    path: "/laps/{lap}/corners",
    tag: "corners",
    summary: "What a lap did in each corner: braking, minimum speed, throttle, gear and line",
    params: lapParam,
    refusals: [422],
    answer: z.object({track: z.string(), alignment: z.string(), corners: z.array(cornerLap)}),
    async run({params}, {archive}) {
      const {reference, corners, line} = await openLaps(archive, parseLapName(params.lap), [], MEASURED_CHANNELS);
      const {grid, found} = reference;
      const pieces = trackPieces(corners.list, line.lengthM, [grid]);
      return {
        ...{track: found.session.track.name, alignment: grid.alignment},
        corners: cornerMeasures(grid, pieces, corners.list),
      };
    },
  }),
  operation({
    id: "getCornerOfLaps",
    method: "get",
    path: "/laps/{lap}/corners/{corner}",
    tag: "corners",
    summary: "A lap in one corner beside others, on the line of the first; each number with the page that shows it",
    params: lapParam.extend({corner: cornerTool.input.shape.corner}),
    query: z.object({
      with: z
        .array(lapParam.shape.lap)
        .max(5)
        .default([])
        .describe("other laps, separated by commas")
        .openapi({param: {style: "form", explode: false}}),
    }),
    refusals: [422],
    answer: cornerTool.result,
    run: ({params: {lap, corner: number}, query}, context) =>
      cornerTool.run({laps: [lap, ...query.with], corner: number}, context, context.signal),
  }),
];
