import {existsSync} from "node:fs";
import {cp, mkdir, rm, writeFile} from "node:fs/promises";
import {basename, join} from "node:path";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import type {LibraryIndex} from "../../src/core/archive/types.js";
import {MATH_CHANNELS_FILE} from "../../src/core/expressions/mathChannels.js";
import {isRace} from "../../src/core/laps/gaps.js";
import {DERIVED_FOLDER, derivedName} from "../../src/core/sql/derived.js";
import {CORNERS_FOLDER, TRACKS_FOLDER} from "../../src/core/track/trackKey.js";
import {currentDerived, derivedFile} from "./derivedFile.js";
import {libraryIndex} from "./library.js";

export interface PublishOptions {
  /** includes the raw captures, which are large and not read by pages */
  withCaptures?: boolean;
  /** 0–1, and the session being copied */
  onProgress?: (fraction: number, id: string) => void;
}

/**
 * Copies the archive into a folder of a static host, replacing its content: sessions, learned tracks, and the index that
 * pages read. Unreadable sessions are left out, and named in the index. Of derived files those that are kept and current are copied; alerts
 * and predictions of a race, which rest on all of its laps, are made; pages make the others.
 */
export async function publishArchive(
  recordings: string,
  target: string,
  {withCaptures = false, onProgress = () => {}}: PublishOptions = {},
): Promise<LibraryIndex> {
  const index = await libraryIndex(recordings, {writable: false});
  await rm(target, {recursive: true, force: true});
  await mkdir(target, {recursive: true});
  for (const [n, entry] of index.sessions.entries()) {
    const {id} = entry;
    onProgress(n / index.sessions.length, id);
    await cp(join(recordings, id), join(target, id), {
      recursive: true,
      dereference: true,
      filter: (path) => basename(path) !== DERIVED_FOLDER && (withCaptures || !/[\\/]capture\.[^\\/]*$/.test(path)),
    });
    const derived = await currentDerived(recordings, id);
    for (const [name, path] of derived) await cp(path, join(target, id, DERIVED_FOLDER, name));
    const names = new Set(derived.keys());
    if (isRace(entry.type))
      for (const view of ["alerts", "predictions"] as const) {
        const name = derivedName({view});
        const made = names.has(name) ? null : await derivedFile(recordings, id, {view}).catch(() => null);
        if (!made) continue;
        await mkdir(join(target, id, DERIVED_FOLDER), {recursive: true});
        await writeFile(join(target, id, DERIVED_FOLDER, name), made);
        names.add(name);
      }
    if (names.size) entry.derived = [...names];
  }
  for (const {id} of index.tracks) {
    const file = join(TRACKS_FOLDER, `${id}.json`);
    await cp(join(recordings, file), join(target, file));
    const corners = join(TRACKS_FOLDER, CORNERS_FOLDER, `${id}.json`);
    if (existsSync(join(recordings, corners))) await cp(join(recordings, corners), join(target, corners));
  }
  if (index.alertRules) await cp(join(recordings, ALERTS_FILE), join(target, ALERTS_FILE));
  if (index.mathChannels) await cp(join(recordings, MATH_CHANNELS_FILE), join(target, MATH_CHANNELS_FILE));
  await writeFile(join(target, "index.json"), JSON.stringify(index));
  return index;
}
