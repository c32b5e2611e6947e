import {readdir, readFile, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import type {CornersFile} from "../../src/core/track/authored/cornersFile.js";
import type {Track} from "../../src/core/track/track.js";
import {trackFromFile, trackToFile} from "../../src/core/track/trackFile.js";
import {CORNERS_FOLDER, TRACKS_FOLDER} from "../../src/core/track/trackKey.js";
import {writeWhole} from "../archive/writeWhole.js";
import {readCorners} from "./cornersStore.js";

/** Tracks by path, until their file changes: the library reads all of them each time. */
const cache = new Map<string, {stamp: string; track: Track}>();

/** The learned tracks of an archive, by id, and the files that cannot be read. */
export async function readTracks(
  recordings: string,
): Promise<{tracks: Track[]; unreadable: {id: string; reason: string}[]}> {
  const names = await readdir(join(recordings, TRACKS_FOLDER)).catch(() => [] as string[]);
  const tracks: Track[] = [];
  const unreadable: {id: string; reason: string}[] = [];
  for (const name of names.filter((file) => file.endsWith(".json")).sort()) {
    const id = name.slice(0, -".json".length);
    try {
      const track = await readTrack(join(recordings, TRACKS_FOLDER, name), id);
      tracks.push(track);
      const authored = await readCorners(recordings, id).catch((error: Error) => {
        unreadable.push({id: `${TRACKS_FOLDER}/${CORNERS_FOLDER}/${name}`, reason: error.message});
        return undefined;
      });
      if (authored) tracks[tracks.length - 1] = withCorners(track, authored);
    } catch (error) {
      unreadable.push({id: `${TRACKS_FOLDER}/${name}`, reason: (error as Error).message});
    }
  }
  return {tracks, unreadable};
}

async function readTrack(path: string, id: string): Promise<Track> {
  const {mtimeMs, size, ino} = await stat(path);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = cache.get(path);
  if (known?.stamp === stamp) return known.track;
  // the file name is the id, regardless of the content: pages fetch the track by it
  const track = {...trackFromFile(JSON.parse(await readFile(path, "utf8"))), id};
  cache.set(path, {stamp, track});
  return track;
}

/** Tracks with a user's corners, by both: their corners are computed once. */
const authoredTracks = new WeakMap<CornersFile, Track>();

function withCorners(track: Track, authored: CornersFile): Track {
  let both = authoredTracks.get(authored);
  if (!both || both.x !== track.x) {
    both = {...track, authored};
    authoredTracks.set(authored, both);
  }
  return both;
}

/** The text of a track's file. */
export function trackText(track: Track): string {
  return `${JSON.stringify(trackToFile(track))}\n`;
}

/** Writes a track over the one of its id; false when nothing changes. */
export async function writeTrack(recordings: string, track: Track): Promise<boolean> {
  const path = trackPath(recordings, track.id);
  const text = trackText(track);
  if ((await readFile(path, "utf8").catch(() => "")) === text) return false;
  await writeWhole(path, text);
  return true;
}

export async function removeTrack(recordings: string, id: string): Promise<void> {
  await rm(trackPath(recordings, id), {force: true});
}

function trackPath(recordings: string, id: string): string {
  if (!/^[a-z0-9-]+$/.test(id)) throw new Error(`invalid track: ${id}`);
  return join(recordings, TRACKS_FOLDER, `${id}.json`);
}
