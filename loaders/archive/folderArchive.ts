import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {readSamples} from "../../src/core/archive/samples.js";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import {readTracks} from "../tracks/trackStore.js";
import {readArchived} from "./library.js";

/** The laps of the archive in a folder. */
export function folderArchive(recordings: string): LapArchive {
  return {
    session: (id) => readArchived(recordings, id),
    samples: async (session, {file}) => readSamples(await readFile(join(recordings, session, file!))),
    tracks: async () => (await readTracks(recordings)).tracks,
  };
}
