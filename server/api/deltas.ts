import {compareTool} from "../mcp/tools/compare.js";
import {traceTool} from "../mcp/tools/trace.js";
import {operation} from "./operation.js";
import {lapParam, z} from "./schemas.js";

const lapName = lapParam.shape.lap;

export const DELTA_OPERATIONS = [
  operation({
    id: "compareLaps",
    method: "get",
    path: "/laps/{lap}/deltas",
    tag: "deltas",
    summary: "Time gained and lost by other laps against this lap, for each corner and straight",
    description:
      "The deltaMs of the pieces add up to the official difference. One lap says what happened, not what a driver does: see findings.",
    params: lapParam.describe("the reference"),
    query: z.object({
      laps: z
        .array(lapName)
        .min(1)
        .max(5)
        .describe("laps to compare with it, separated by commas")
        .openapi({param: {style: "form", explode: false}}),
    }),
    refusals: [422],
    answer: compareTool.result,
    run: ({params, query}, context) =>
      compareTool.run({reference: params.lap, laps: query.laps}, context, context.signal),
  }),
  operation({
    id: "getDelta",
    method: "get",
    path: "/laps/{lap}/deltas/{other}",
    tag: "deltas",
    summary: "The running time difference of another lap to this one over the distance, with channels of the other",
    params: lapParam.extend({other: lapName}),
    query: traceTool.input.pick({fromM: true, toM: true, points: true}).extend({
      channels: traceTool.input.shape.channels.openapi({param: {style: "form", explode: false}}),
    }),
    refusals: [422],
    answer: traceTool.result,
    run: ({params: {lap, other}, query}, context) =>
      traceTool.run({...query, lap: other, reference: lap}, context, context.signal),
  }),
];
