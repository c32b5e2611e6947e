import {basename, relative, sep} from "node:path";
import {Hono} from "hono";
import {DERIVED_FOLDER, derivedPart} from "../../src/core/sql/derived.js";
import {TRACKS_FOLDER} from "../../src/core/track/trackKey.js";
import {isGuest, isPartly, seesOf} from "../access/accessControl.js";
import {seenIndex} from "../access/seenIndex.js";
import {seenTracks} from "../access/seenTracks.js";
import type {AppOptions} from "../appOptions.js";
import {pathUnder, staticFile} from "../staticFile.js";

const ARROW_STREAM = "application/vnd.apache.arrow.stream";
const REVALIDATE = {"Cache-Control": "no-cache"};

/**
 * GET /recordings/index.json: the library. GET /recordings/<session>/…: files of the archive; those in derived/ are made when they are first asked
 * for.
 */
export function recordingsRoute({recordings, library}: AppOptions): Hono {
  return new Hono()
    .get("/index.json", async (c) => c.json(seenIndex(c, await library.index()), 200, REVALIDATE))
    .get(`/:session/${DERIVED_FOLDER}/:file`, async (c) => {
      const {session, file} = c.req.param();
      const part = derivedPart(file);
      if (!part || !library.derived || session.includes("/") || !seesOf(c)(session)) return c.notFound();
      const bytes = await library.derived(session, part);
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {"Content-Type": ARROW_STREAM, ...REVALIDATE});
    })
    .get("/*", async (c) => {
      const file = pathUnder(recordings, c.req.path.slice("/recordings/".length));
      const [folder, ...inside] = file ? relative(recordings, file).split(sep) : [];
      // whatever the address looks like: what counts is the folder that is opened
      if (inside.length > 0 && folder !== TRACKS_FOLDER && !seesOf(c)(folder)) return c.notFound();
      if (folder === TRACKS_FOLDER && isPartly(c)) {
        const id = basename(inside.at(-1) ?? "", ".json");
        if (!seenTracks(await library.index(), seesOf(c), isGuest(c))(id)) return c.notFound();
      }
      return (file && (await staticFile(c.req.raw, file, REVALIDATE))) || c.notFound();
    });
}
