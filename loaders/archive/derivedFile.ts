import {createHash} from "node:crypto";
import {readdir, readFile, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {MATH_CHANNELS_FILE} from "../../src/core/expressions/mathChannels.js";
import {makeDerivedEvents} from "../../src/core/live/timeline/derivedEvents.js";
import {
  DERIVED_FOLDER,
  type DerivedPart,
  derivedName,
  derivedPart,
  type MadeDerived,
  makeDerived,
} from "../../src/core/sql/derived.js";
import {CORNERS_FOLDER, TRACKS_FOLDER, trackIdentity, trackKey} from "../../src/core/track/trackKey.js";
import {readAlertRules} from "../workspace/alertRulesStore.js";
import {folderArchive} from "./folderArchive.js";
import {readArchived, readSession} from "./library.js";
import {writeWhole} from "./writeWhole.js";

/** A derived file of a session that is kept, where it is whole and was made from what is there now. */
export async function keptDerived(
  recordings: string,
  session: string,
  part: DerivedPart,
): Promise<Uint8Array | undefined> {
  const file = keptName(derivedName(part), await keyOf(recordings, session, part));
  return readKept(join(recordings, session, DERIVED_FOLDER, file));
}

/**
 * A derived file of a session, kept or new. A new one takes the place of the one before; where the archive can't be written it is made
 * each time. Throws ENOENT for a car that the session does not have.
 */
export async function derivedFile(recordings: string, session: string, part: DerivedPart): Promise<Uint8Array> {
  const kept = await keptDerived(recordings, session, part);
  if (kept) return kept;
  if (part.view === "findings") await requireCar(recordings, session, part.car);
  const folder = join(recordings, session, DERIVED_FOLDER);
  const name = derivedName(part);
  const file = keptName(name, await keyOf(recordings, session, part));
  const {bytes, isWhole} = await newDerived(recordings, session, part);
  // a lap that can't be read now may be readable later
  if (!isWhole) return bytes;
  try {
    await writeWhole(join(folder, file), bytes, {sync: true});
    for (const other of await readdir(folder)) {
      const path = join(folder, other);
      if ((other !== file && plainName(other) === name) || (await isLeftOver(path))) await rm(path, {force: true});
    }
  } catch {
    // the archive is read-only
  }
  return bytes;
}

/** A derived file of a session, made anew and not kept. */
export async function newDerived(recordings: string, session: string, part: DerivedPart): Promise<MadeDerived> {
  const archive = folderArchive(recordings);
  if (part.view === "corners" || part.view === "findings") return makeDerived(archive, session, part);
  const {program} = await readAlertRules(recordings);
  return makeDerivedEvents(archive, session, part, program);
}

function isOfEvents({view}: DerivedPart): boolean {
  return view === "alerts" || view === "predictions";
}

/** The derived files of a session that are kept and current: their paths by plain name. */
export async function currentDerived(recordings: string, session: string): Promise<Map<string, string>> {
  const folder = join(recordings, session, DERIVED_FOLDER);
  const files = await readdir(folder).catch(() => [] as string[]);
  if (files.length === 0) return new Map();
  const keys = new Map<boolean, Promise<string>>();
  const current = new Map<string, string>();
  for (const file of files) {
    const [name, path] = [plainName(file), join(folder, file)];
    const part = derivedPart(name);
    if (!part) continue;
    const key = keys.get(isOfEvents(part)) ?? keyOf(recordings, session, part);
    keys.set(isOfEvents(part), key);
    if (file === keptName(name, await key) && (await readKept(path))) current.set(name, path);
  }
  return current;
}

/** What an Arrow IPC stream ends with: a message of no bytes. */
const END_OF_STREAM = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** A kept file; undefined where there is none, or where its end is missing (a full disk, a copy that was cut). */
async function readKept(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes?.subarray(-END_OF_STREAM.length).equals(END_OF_STREAM) ? bytes : undefined;
}

/** Writing takes less than a second: an older file is left by a kill. */
const LEFT_MS = 60_000;

async function isLeftOver(path: string): Promise<boolean> {
  if (!path.endsWith(".tmp")) return false;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > LEFT_MS;
}

async function requireCar(recordings: string, id: string, car: number): Promise<void> {
  const {session, laps} = await readArchived(recordings, id);
  if ([...session.drivers, ...laps].some((one) => one.car === car)) return;
  throw Object.assign(new Error(`no car ${car} in ${id}`), {code: "ENOENT"});
}

/** `corners.arrows` is kept as `corners.<key>.arrows`. */
function keptName(name: string, key: string): string {
  return name.replace(/\.arrows$/, `.${key}.arrows`);
}

function plainName(file: string): string {
  return file.replace(/\.[0-9a-f]+\.arrows$/, ".arrows");
}

/**
 * Hash of what derived files of a session are made from: its laps, session.json, names, sizes and times of its samples files, its track and the
 * corners that a user edited, and the program itself, so that no version can be forgotten; of alerts and predictions also the rules and math channels.
 */
async function keyOf(recordings: string, id: string, part: DerivedPart): Promise<string> {
  const session = await readSession(recordings, id);
  const hash = createHash("sha256").update(await programHash(part));
  const track = trackKey(trackIdentity(session));
  const folder = join(recordings, TRACKS_FOLDER);
  const files = [
    ...["session.json", "laps.arrows"].map((name) => join(recordings, id, name)),
    ...(isOfEvents(part) ? [ALERTS_FILE, MATH_CHANNELS_FILE].map((name) => join(recordings, name)) : []),
    ...(track === null ? [] : [join(folder, `${track}.json`), join(folder, CORNERS_FOLDER, `${track}.json`)]),
  ];
  for (const file of files) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    hash.update(`${content.length} `).update(content);
  }
  for (const line of await samplesState(join(recordings, id, "samples"))) hash.update(line);
  return hash.digest("hex").slice(0, 16);
}

/** Name, size and time of each samples file: reading all of them would take longer than what is kept saves. */
async function samplesState(folder: string): Promise<string[]> {
  const names = await readdir(folder, {recursive: true}).catch(() => [] as string[]);
  return Promise.all(
    names.sort().map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return found?.isFile() ? `${name}\0${found.size} ${found.mtimeMs}\0` : "";
    }),
  );
}

/** The folders of core that compute derived files: of views, of events. */
const MAKERS = ["archive", "channels", "expressions", "findings", "geometry", "laps", "signal", "sql", "track"];
const MAKERS_OF_EVENTS = ["alerts", "analyst", "games", "live", "messages", "strategy"];
const programs = new Map<boolean, Promise<Buffer>>();

function programHash(part: DerivedPart): Promise<Buffer> {
  const known =
    programs.get(isOfEvents(part)) ?? hashProgram(isOfEvents(part) ? [...MAKERS, ...MAKERS_OF_EVENTS] : MAKERS);
  programs.set(isOfEvents(part), known);
  return known;
}

async function hashProgram(folders: readonly string[]): Promise<Buffer> {
  const core = fileURLToPath(new URL("../../src/core/", import.meta.url));
  const hash = createHash("sha256");
  for (const folder of folders) {
    const entries = await readdir(join(core, folder), {recursive: true});
    for (const name of entries.filter((entry) => entry.endsWith(".ts")).sort())
      hash.update(`${folder}/${name}\0`).update(await readFile(join(core, folder, name)));
  }
  return hash.digest();
}
