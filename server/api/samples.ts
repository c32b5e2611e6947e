import {partOfSamples} from "../../src/core/archive/partOfSamples.js";
import type {Samples} from "../../src/core/archive/samples.js";
import {CHANNELS} from "../../src/core/channels/catalogue.js";
import {closestName} from "../../src/core/channels/closestName.js";
import {arrowPieces} from "../../src/core/export/arrowExport.js";
import {csvPieces} from "../../src/core/export/csvExport.js";
import type {Piece} from "../../src/core/export/pieces.js";
import {lapAxes} from "../../src/core/laps/lapAxes.js";
import {findLaps, LapError, readLapSamples} from "../../src/core/laps/open/archivedLap.js";
import {lowerBound} from "../../src/core/signal/search.js";
import {parseLapName} from "../commands/lapName.js";
import {HttpError} from "../httpError.js";
import {traceTool} from "../mcp/tools/trace.js";
import {taggedAnswer} from "./answer.js";
import {mediaTypeOf} from "./mediaType.js";
import {operation} from "./operation.js";
import {lapParam, numberOrNull, z} from "./schemas.js";

const UNITS = new Map(CHANNELS.map(({name, unit}) => [name, unit]));
/** Media types of samples by the parameter `format`; the first is the usual one. */
const TYPES = {json: "application/json", arrow: "application/vnd.apache.arrow.stream", csv: "text/csv"} as const;
/** Values that an answer holds at most: of text fewer, because a reader has to hold all of it. */
const MOST_VALUES = {json: 100_000, csv: 1_000_000, arrow: 20_000_000} as const;
/** From which place and time in the lap are computed. */
const AXES = ["sessionTime", "currentLapTimeMs", "lapDistance"];

const place = z.number().min(0).max(1e6);

const rangeQuery = {
  fromM: place.optional().describe("first metre of the lap"),
  toM: place.optional().describe("last metre of the lap"),
  fromS: place.optional().describe("first second of the lap; instead of metres"),
  toS: place.optional().describe("last second of the lap"),
};

const channelList = z
  .array(z.string().min(1).max(60))
  .min(1)
  .max(300)
  .openapi({param: {style: "form", explode: false}});

export const SAMPLE_OPERATIONS = [
  operation({
    id: "getSamples",
    method: "get",
    path: "/laps/{lap}/samples",
    tag: "samples",
    summary: "Samples of a lap as they were recorded: JSON, Arrow or CSV",
    description: `Media type by Accept or \`format\`. JSON has at most ${MOST_VALUES.json} values, CSV ${MOST_VALUES.csv}, Arrow ${MOST_VALUES.arrow}; more is refused (413): name \`channels\`, or a range in metres or seconds. Arrow and CSV leave out channels without any value.`,
    params: lapParam,
    query: z.object({
      channels: channelList.optional().describe("names, separated by commas; all where it is left out"),
      ...rangeQuery,
      format: z.enum(["json", "arrow", "csv"]).optional(),
    }),
    refusals: [406, 413, 422],
    answer: z
      .object({
        lap: z.string(),
        rows: z.number().int(),
        channels: z.array(z.object({name: z.string(), unit: z.string(), values: z.array(numberOrNull)})),
      })
      .openapi("Samples"),
    files: {
      [TYPES.arrow]: "an Arrow IPC stream; units are in the fields' metadata",
      [TYPES.csv]: "a row of names, a row of units, then a row for each sample; empty where a value is not known",
    },
    async run({params, query}, {archive, c, signal}) {
      const type = query.format ? TYPES[query.format] : mediaTypeOf(c.req.header("Accept"), Object.values(TYPES));
      const [found] = await findLaps(archive, [parseLapName(params.lap)]);
      const wanted = query.channels;
      const whole = await readLapSamples(archive, found, wanted && [...new Set([...wanted, ...AXES])]);
      const part = partOfSamples(whole, {columns: wanted ?? whole.names, ...rowsIn(whole, query)});
      requireChannels(wanted, whole, params.lap);
      const format = (Object.keys(TYPES) as (keyof typeof TYPES)[]).find((name) => TYPES[name] === type)!;
      requireFew(part, format);
      if (format === "json")
        return {
          ...{lap: params.lap, rows: part.rows},
          channels: part.names.map((name) => ({name, unit: UNITS.get(name) ?? "", values: [...part.values(name)]})),
        };
      const input = {session: found.session, laps: [{row: found.row, samples: part}]};
      const bytes = joinedPieces(format === "arrow" ? arrowPieces(input) : csvPieces(input), signal);
      return taggedAnswer(c, bytes, type);
    },
  }),
  operation({
    id: "getTrace",
    method: "get",
    path: "/laps/{lap}/trace",
    tag: "samples",
    summary: "A few channels of a lap over the distance along the track, at up to 500 points",
    description: traceTool.description,
    params: lapParam,
    query: traceTool.input.omit({lap: true, reference: true}).extend({
      channels: traceTool.input.shape.channels.openapi({param: {style: "form", explode: false}}),
      reference: lapParam.shape.lap.optional().describe("the answer then has deltaS: lap minus reference"),
    }),
    refusals: [422],
    answer: traceTool.result,
    run: ({params, query}, context) => traceTool.run({...query, ...params}, context, context.signal),
  }),
];

/** The rows of a range of the lap. */
function rowsIn(samples: Samples, range: Partial<Record<keyof typeof rangeQuery, number>>) {
  const {fromM, toM, fromS, toS} = range;
  const isByM = fromM !== undefined || toM !== undefined;
  const isByS = fromS !== undefined || toS !== undefined;
  if (!isByM && !isByS) return {};
  if (isByM && isByS) throw new HttpError(400, "a range is in metres or in seconds", "leave out one of both");
  const column = (name: string) => (samples.has(name) ? samples.values(name) : undefined);
  if (isByM && !samples.has("lapDistance"))
    throw new LapError("no distance was recorded: give the range in seconds, fromS and toS");
  const {time, distance} = lapAxes({
    sessionTime: samples.values("sessionTime"),
    currentLapTimeMs: column("currentLapTimeMs"),
    lapDistance: column("lapDistance"),
  });
  const [axis, from = 0, to = Infinity] = isByM ? [distance, fromM, toM] : [time, fromS, toS];
  const first = lowerBound(axis, from);
  let last = first;
  while (last < samples.rows && axis[last] <= to) last++;
  if (last === first) throw new LapError(`no samples between ${from} and ${to} ${isByM ? "m" : "s"} of the lap`);
  return {from: first, to: last};
}

function requireChannels(wanted: readonly string[] | undefined, {names}: Samples, lap: string): void {
  const missing = wanted?.filter((name) => !names.includes(name)) ?? [];
  if (missing.length === 0) return;
  const unknown = missing.find((name) => !UNITS.has(name));
  const near = unknown && closestName(unknown, [...UNITS.keys()]);
  if (unknown !== undefined)
    throw new HttpError(400, `unknown channel: ${unknown}`, near ? `did you mean ${near}?` : "GET /api/v1/channels");
  throw new LapError(`${lap}: not recorded: ${missing.join(", ")}`);
}

function requireFew({rows, names}: Samples, format: keyof typeof MOST_VALUES): void {
  const values = rows * names.length;
  if (values <= MOST_VALUES[format]) return;
  const least = Math.ceil((values / MOST_VALUES[format]) * 10) / 10;
  throw new HttpError(
    413,
    `${rows} samples of ${names.length} channels are more than ${MOST_VALUES[format]} values`,
    `ask for fewer channels or for a range, fromM and toM: ${least} times less${format === "arrow" ? "" : "; or for format=arrow"}`,
  );
}

function joinedPieces(pieces: Iterable<Piece>, signal: AbortSignal): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const {bytes} of pieces) {
    signal.throwIfAborted();
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
