import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseQuality, QUALITY_FILE} from "../../src/core/archive/quality.js";
import type {QuerySource} from "../../src/core/sql/querySource.js";
import {derivedFile} from "./derivedFile.js";
import {folderArchive} from "./folderArchive.js";
import {readSessionLaps} from "./library.js";

/** The archive in a folder, as SQL reads it. */
export function folderSource(recordings: string): QuerySource {
  return {
    archive: folderArchive(recordings),
    laps: (session) => readSessionLaps(recordings, session),
    quality: async (session) => parseQuality(await readFile(join(recordings, session, QUALITY_FILE), "utf8")),
    samples: (session, {file}) => readFile(join(recordings, session, file!)),
    corners: (session) => derivedFile(recordings, session, {view: "corners"}),
    findings: (session, car) => derivedFile(recordings, session, {view: "findings", car}),
  };
}
