import {Hono} from "hono";
import {removeCorners, writeCorners} from "../../loaders/tracks/cornersStore.js";
import {readTracks} from "../../loaders/tracks/trackStore.js";
import {cornersFromFile} from "../../src/core/track/authored/cornersFile.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "./jsonBody.js";

/**
 * PUT /api/tracks/:id/corners: a user's corners of a learned track, see CornersFile; they are checked whole before they replace the
 * earlier ones. DELETE removes them: found ones are shown again. (GET: recordings/tracks/corners/ID.json, as on a static host.)
 */
export function tracksRoute({recordings}: AppOptions): Hono {
  const known = async (id: string) => {
    const {tracks} = await readTracks(recordings);
    if (!tracks.some((track) => track.id === id)) throw new HttpError(404, `unknown track: ${id}`);
  };
  return new Hono()
    .put("/:id/corners", async (c) => {
      const id = c.req.param("id");
      await known(id);
      const file = checked(await jsonBody(c.req.raw));
      if (file.track !== id) throw new HttpError(400, `these are the corners of ${file.track}, not of ${id}`);
      await writeCorners(recordings, file);
      return c.json({saved: id, corners: file.corners.length});
    })
    .delete("/:id/corners", async (c) => {
      const id = c.req.param("id");
      await known(id);
      await removeCorners(recordings, id);
      return c.json({removed: id});
    });
}

function checked(body: unknown): ReturnType<typeof cornersFromFile> {
  try {
    return cornersFromFile(body);
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}
