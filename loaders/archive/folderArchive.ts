import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {decodedSamples, readSamples} from "../../src/core/archive/samples.js";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import {readTracks} from "../tracks/trackStore.js";
import {readArchived} from "./library.js";
import {withFileBytes} from "./reusedBuffers.js";

/** The laps of the archive in a folder. */
export function folderArchive(recordings: string): LapArchive {
  return {
    session: (id) => readArchived(recordings, id),
    async samples(session, {file}, columns) {
      const path = join(recordings, session, file!);
      return columns
        ? withFileBytes(path, (bytes) => decodedSamples(readSamples(bytes), columns))
        : readSamples(await readFile(path));
    },
    tracks: async () => (await readTracks(recordings)).tracks,
  };
}
