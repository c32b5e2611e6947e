import {removeCorners, writeCorners} from "../../loaders/tracks/cornersStore.js";
import {cornersOfNamed} from "../../loaders/tracks/namedCorners.js";
import {readTracks} from "../../loaders/tracks/trackStore.js";
import {cornersFromFile} from "../../src/core/track/authored/cornersFile.js";
import type {Track} from "../../src/core/track/track.js";
import {seenTracks} from "../access/seenTracks.js";
import {cornersReport} from "../cornersReport.js";
import {HttpError} from "../httpError.js";
import {trackReport} from "../trackReport.js";
import {cornersSchema} from "./corners.js";
import {type ApiContext, operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {numberOrNull, trackParam, z} from "./schemas.js";

const track = z
  .object({
    ...{id: z.string(), name: z.string(), game: z.string().describe("whose coordinates are used")},
    ...{lengthM: z.number(), clockwise: z.boolean(), sectorStartsM: z.array(z.number())},
    laps: z.number().int().describe("it was learned from"),
    corners: z.number().int(),
    numbered: z.string().describe("shape: counted along the track; authored: edited by hand; else the circuit's name"),
  })
  .openapi("Track");

/** A user's corners; cornersFromFile checks the rest, corner by corner. */
const cornersFile = z
  .looseObject({
    ...{format: z.literal("lapbook-corners"), version: z.literal(1)},
    track: z.string().describe("id of the track"),
    frame: z.string().describe("the game whose coordinates are used"),
    lengthM: z.number().describe("of the line on which the places were set"),
    corners: z.array(z.looseObject({number: z.number().int()})).describe("with entry, apex and exit: [x, z, m]"),
  })
  .openapi("CornersFile");

export const TRACK_OPERATIONS = [
  operation({
    id: "listTracks",
    method: "get",
    path: "/tracks",
    tag: "tracks",
    summary: "Tracks learned from driven laps",
    query: z.object(pageQuery()),
    answer: z.object(pageOf(track)).openapi("TrackList"),
    async run({query}, context) {
      return page(context, (await tracksOf(context)).map(trackReport), query);
    },
  }),
  operation({
    id: "getTrack",
    method: "get",
    path: "/tracks/{track}",
    tag: "tracks",
    summary: "A track",
    params: trackParam,
    answer: track,
    run: async ({params}, context) => trackReport(await knownTrack(context, params.track)),
  }),
  operation({
    id: "getTrackLine",
    method: "get",
    path: "/tracks/{track}/line",
    tag: "tracks",
    summary: "The centre line of a track on an even grid, point 0 at the start line",
    params: trackParam,
    query: z.object({everyM: z.number().min(1).max(1000).default(5).describe("about so far between points")}),
    answer: z.object({
      stepM: z.number().describe("between points"),
      ...{x: z.array(numberOrNull), z: z.array(numberOrNull).describe("down on a map")},
      y: z.array(numberOrNull).nullable().describe("height; null: unknown"),
      heading: z.array(numberOrNull).describe("atan2(dz, dx), rad, not wrapped"),
      curvature: z.array(numberOrNull).describe("1/m, positive to the right"),
    }),
    async run({params, query}, context) {
      const {step, x, y, z, heading, curvature} = await knownTrack(context, params.track);
      const every = Math.max(1, Math.round(query.everyM / step));
      const picked = (values: Float64Array) => values.filter((_, i) => i % every === 0);
      const [xs, zs, headings, curvatures] = [x, z, heading, curvature].map((values) => [...picked(values)]);
      return {
        ...{stepM: step * every, x: xs, z: zs, y: y ? [...picked(y)] : null},
        ...{heading: headings, curvature: curvatures},
      };
    },
  }),
  operation({
    id: "getTrackCorners",
    method: "get",
    path: "/tracks/{track}/corners",
    tag: "corners",
    summary: "Corners of a track: number, name, type and place",
    params: trackParam,
    answer: cornersSchema,
    async run({params}, context) {
      const {id} = await knownTrack(context, params.track);
      return cornersReport(await cornersOfNamed(context.recordings, id));
    },
  }),
  operation({
    id: "putTrackCorners",
    method: "put",
    path: "/tracks/{track}/corners",
    tag: "corners",
    summary: "Corners edited by hand, which take precedence over found ones; they are checked whole",
    params: trackParam,
    body: cornersFile,
    refusals: [507],
    answer: z.object({saved: z.string(), corners: z.number().int()}),
    async run({params, body}, context) {
      const {id} = await knownTrack(context, params.track);
      const file = checkedCorners(body);
      if (file.track !== id) throw new HttpError(400, `these are the corners of ${file.track}, not of ${id}`);
      await writeCorners(context.recordings, file);
      return {saved: id, corners: file.corners.length};
    },
  }),
  operation({
    id: "removeTrackCorners",
    method: "delete",
    path: "/tracks/{track}/corners",
    tag: "corners",
    summary: "Removes corners edited by hand: found ones are shown again",
    params: trackParam,
    answer: z.object({removed: z.string()}),
    async run({params}, context) {
      const {id} = await knownTrack(context, params.track);
      await removeCorners(context.recordings, id);
      return {removed: id};
    },
  }),
];

/** The learned tracks that the caller sees. */
async function tracksOf({recordings, options, sessions}: ApiContext): Promise<Track[]> {
  const {tracks} = await readTracks(recordings);
  if (sessions.all) return tracks;
  const sees = seenTracks(await options.library.index(), sessions.sees);
  return tracks.filter(({id}) => sees(id));
}

async function knownTrack(context: ApiContext, id: string): Promise<Track> {
  const found = (await tracksOf(context)).find((one) => one.id === id);
  if (!found) throw new HttpError(404, `unknown track: ${id}`, "GET /api/v1/tracks lists them");
  return found;
}

function checkedCorners(body: unknown): ReturnType<typeof cornersFromFile> {
  try {
    return cornersFromFile(body);
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}
