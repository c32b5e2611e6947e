import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";
import {pathUnder, staticFile} from "../staticFile.js";

const REVALIDATE = {"Cache-Control": "no-cache"};

/** GET /recordings/index.json: the library. GET /recordings/<session>/…: files of the archive. */
export function recordingsRoute({recordings, library}: AppOptions): Hono {
  return new Hono()
    .get("/index.json", async (c) => c.json(await library.index(), 200, REVALIDATE))
    .get("/*", async (c) => {
      const file = pathUnder(recordings, c.req.path.slice("/recordings/".length));
      return (file && (await staticFile(c.req.raw, file, REVALIDATE))) || c.notFound();
    });
}
