import {readFile, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {type CornersFile, cornersFromFile} from "../../src/core/track/authored/cornersFile.js";
import {CORNERS_FOLDER, TRACKS_FOLDER} from "../../src/core/track/trackKey.js";
import {writeWhole} from "../archive/writeWhole.js";

/** Corners by path, until their file changes. */
const cache = new Map<string, {stamp: string; file: CornersFile}>();

/** The corners that a user edited on a track; undefined when none. Throws on damage. */
export async function readCorners(recordings: string, track: string): Promise<CornersFile | undefined> {
  const path = cornersPath(recordings, track);
  try {
    const {mtimeMs, size, ino} = await stat(path);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    const known = cache.get(path);
    if (known?.stamp === stamp) return known.file;
    const file = cornersFromFile(JSON.parse(await readFile(path, "utf8")));
    cache.set(path, {stamp, file});
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes a user's corners, a corner a line, so that they can be edited by hand and compared. */
export async function writeCorners(recordings: string, file: CornersFile): Promise<void> {
  const {corners, ...head} = file;
  const lines = corners.map((corner) => `  ${JSON.stringify(corner)}`).join(",\n");
  const text = `${JSON.stringify(head).slice(0, -1)},"corners":[\n${lines}\n]}\n`;
  await writeWhole(cornersPath(recordings, file.track), text);
}

/** Removes a user's corners: found ones are shown again. */
export async function removeCorners(recordings: string, track: string): Promise<void> {
  await rm(cornersPath(recordings, track), {force: true});
}

function cornersPath(recordings: string, track: string): string {
  if (!/^[a-z0-9-]+$/.test(track)) throw new Error(`invalid track: ${track}`);
  return join(recordings, TRACKS_FOLDER, CORNERS_FOLDER, `${track}.json`);
}
