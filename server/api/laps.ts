import type {LapRow} from "../../src/core/archive/types.js";
import {CHANNELS} from "../../src/core/channels/catalogue.js";
import {findLaps, lapFlaw, lapNameText, readLapSamples} from "../../src/core/laps/open/archivedLap.js";
import {carBests} from "../../src/core/laps/open/carBests.js";
import {bestsReport} from "../commands/describeBests.js";
import {parseLapName} from "../commands/lapName.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {carQuery, lapParam, numberOrNull, sessionParam, z} from "./schemas.js";

const lapSchema = z
  .object({
    id: z.string().describe("SESSION:CAR:LAP, the name that other operations take"),
    ...{car: z.number().int(), driver: z.string(), lap: z.number().int()},
    lapTimeMs: numberOrNull.describe("official; null: not finished, or the game sends none"),
    sectorTimesMs: z.array(numberOrNull).length(3),
    valid: z.boolean(),
    complete: z.boolean().describe("finished, and recorded from line to line"),
    lacks: z.string().describe("what it lacks to be compared from line to line; empty for a whole lap"),
    coverage: z.number().describe("share of its frames that were recorded, 0–1"),
    samples: z.number().int().describe("rows of its samples; 0: only times are known"),
    ...{topSpeedKmh: numberOrNull, averageSpeedKmh: numberOrNull},
    fullThrottle: numberOrNull.describe("share of samples with full throttle, 0–1"),
    braking: numberOrNull.describe("share of samples with brakes applied, 0–1"),
    ...{fuelUsedKg: numberOrNull, fuelUsedLitres: numberOrNull},
    startTime: numberOrNull.describe("session time of the first sample, s"),
    endTime: numberOrNull.describe("session time of the last sample, s"),
    ...{tyreCompound: z.string().nullable(), tyreAgeLaps: numberOrNull},
    pit: z.boolean().describe("it touched the pit lane or the garage"),
  })
  .openapi("Lap");

function lapRecord(session: string, row: LapRow): z.input<typeof lapSchema> {
  const {file: _, sector1Ms, sector2Ms, sector3Ms, fuelUsedLitres = null, ...rest} = row;
  const {car, lap} = row;
  return {
    ...rest,
    ...{id: lapNameText({session, car, lap}), sectorTimesMs: [sector1Ms, sector2Ms, sector3Ms]},
    ...{fuelUsedLitres, lacks: lapFlaw(row)},
  };
}

const channel = z
  .object({
    ...{name: z.string(), label: z.string(), unit: z.string().describe("empty: a count, a flag or a share")},
    kind: z.string().describe("continuous, or discrete as a gear is"),
  })
  .openapi("Channel");

const bestPart = z.object({lap: z.number().int(), fromM: z.number(), toM: z.number(), ms: z.number()});

const bests = z
  .object({
    ...{car: z.number().int(), driver: z.string()},
    laps: z.number().int().describe("valid laps from line to line that were read"),
    best: z.object({lap: z.number().int(), ms: z.number()}).nullable(),
    rolling: z
      .object({lap: z.number().int(), fromM: z.number(), ms: z.number(), errorMs: z.number()})
      .nullable()
      .describe("the fastest lap that was driven, from any place"),
    theoretical: z
      .object({ms: z.number(), errorMs: z.number(), parts: z.array(bestPart)})
      .nullable()
      .describe("laps joined in the middle of straights, where their speeds agree"),
    sumOfSectorsMs: numberOrNull,
    sumOfMiniSectorsMs: numberOrNull.describe("a sum that no car need be able to drive"),
  })
  .openapi("Bests");

export const LAP_OPERATIONS = [
  operation({
    id: "listLaps",
    method: "get",
    path: "/sessions/{session}/laps",
    tag: "laps",
    summary: "Laps of a session with official times, validity, tyres and pit visits",
    params: sessionParam,
    query: z.object({
      car: carQuery.optional(),
      valid: z.boolean().optional().describe("only valid laps, or only others"),
      whole: z.boolean().optional().describe("only laps that can be compared from line to line, or only others"),
      ...pageQuery(1000, 200),
    }),
    answer: z.object(pageOf(lapSchema)).openapi("LapList"),
    async run({params, query}, context) {
      const {session, laps} = await context.archive.session(params.session);
      const found = laps.filter(
        (row) =>
          (query.car ?? row.car) === row.car &&
          (query.valid ?? row.valid) === row.valid &&
          (query.whole === undefined || query.whole === (lapFlaw(row) === "")),
      );
      const {items, ...rest} = page(context, found, query);
      return {...rest, items: items.map((row) => lapRecord(session.id, row))};
    },
  }),
  operation({
    id: "getBests",
    method: "get",
    path: "/sessions/{session}/bests",
    tag: "laps",
    summary: "Best, best rolling and theoretical best lap of each car that has samples",
    params: sessionParam,
    query: z.object({car: carQuery.optional()}),
    answer: z.object({cars: z.array(bests)}),
    async run({params, query}, {archive, signal}) {
      const archived = await archive.session(params.session);
      const cars: z.input<typeof bests>[] = [];
      for (const car of [...new Set(archived.laps.map((lap) => lap.car))].sort((a, b) => a - b)) {
        signal.throwIfAborted();
        if ((query.car ?? car) !== car) continue;
        const found = await carBests(archive, archived, car);
        if (found) cars.push(bestsReport(found));
      }
      return {cars};
    },
  }),
  operation({
    id: "getLap",
    method: "get",
    path: "/laps/{lap}",
    tag: "laps",
    summary: "A lap",
    params: lapParam,
    answer: lapSchema,
    async run({params}, {archive}) {
      const [{session, row}] = await findLaps(archive, [parseLapName(params.lap)]);
      return lapRecord(session.id, row);
    },
  }),
  operation({
    id: "listLapChannels",
    method: "get",
    path: "/laps/{lap}/channels",
    tag: "laps",
    summary: "Channels that were recorded of a lap",
    params: lapParam,
    refusals: [422],
    answer: z.object({rows: z.number().int().describe("samples"), channels: z.array(channel)}),
    async run({params}, {archive}) {
      const [found] = await findLaps(archive, [parseLapName(params.lap)]);
      const {rows, names} = await readLapSamples(archive, found);
      return {rows, channels: CHANNELS.filter(({name}) => names.includes(name)).map(channelRecord)};
    },
  }),
  operation({
    id: "listChannels",
    method: "get",
    path: "/channels",
    tag: "samples",
    summary: "Every channel that Lapbook knows, with its unit",
    answer: z.object({channels: z.array(channel)}),
    run: async () => ({channels: CHANNELS.map(channelRecord)}),
  }),
];

function channelRecord({name, label, unit, kind}: (typeof CHANNELS)[number]): z.input<typeof channel> {
  return {name, label, unit, kind};
}
