import {createHash} from "node:crypto";
import {readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {DERIVED_FOLDER, type DerivedPart, derivedName, makeDerived} from "../../src/core/sql/derived.js";
import {CORNERS_FOLDER, TRACKS_FOLDER, trackIdentity, trackKey} from "../../src/core/track/trackKey.js";
import {folderArchive} from "./folderArchive.js";
import {readSession} from "./library.js";
import {writeWhole} from "./writeWhole.js";

/** A derived file of a session that is kept, where it was made from what is there now. */
export async function keptDerived(
  recordings: string,
  session: string,
  part: DerivedPart,
): Promise<Uint8Array | undefined> {
  const file = keptName(derivedName(part), await keyOf(recordings, session));
  return readFile(join(recordings, session, DERIVED_FOLDER, file)).catch(() => undefined);
}

/**
 * A derived file of a session, kept or new. A new one takes the place of the one before; where the archive can't be written it is made
 * each time.
 */
export async function derivedFile(recordings: string, session: string, part: DerivedPart): Promise<Uint8Array> {
  const kept = await keptDerived(recordings, session, part);
  if (kept) return kept;
  const folder = join(recordings, session, DERIVED_FOLDER);
  const name = derivedName(part);
  const file = keptName(name, await keyOf(recordings, session));
  const made = await makeDerived(folderArchive(recordings), session, part);
  try {
    await writeWhole(join(folder, file), made);
    for (const other of await readdir(folder))
      if (other !== file && plainName(other) === name) await rm(join(folder, other), {force: true});
  } catch {
    // the archive is read-only
  }
  return made;
}

/** The derived files of a session that are kept and current: their paths by plain name. */
export async function currentDerived(recordings: string, session: string): Promise<Map<string, string>> {
  const folder = join(recordings, session, DERIVED_FOLDER);
  const files = await readdir(folder).catch(() => [] as string[]);
  if (files.length === 0) return new Map();
  const key = await keyOf(recordings, session);
  return new Map(
    files
      .map((file) => [plainName(file), file] as const)
      .filter(([name, file]) => file === keptName(name, key))
      .map(([name, file]) => [name, join(folder, file)]),
  );
}

/** `corners.arrows` is kept as `corners.<key>.arrows`. */
function keptName(name: string, key: string): string {
  return name.replace(/\.arrows$/, `.${key}.arrows`);
}

function plainName(file: string): string {
  return file.replace(/\.[0-9a-f]+\.arrows$/, ".arrows");
}

/**
 * Hash of what derived files of a session are made from: its laps, session.json (which changes with the samples), its track and the corners
 * that a user edited, and the program itself, so that no version can be forgotten.
 */
async function keyOf(recordings: string, id: string): Promise<string> {
  const session = await readSession(recordings, id);
  const hash = createHash("sha256").update(await programHash());
  const track = trackKey(trackIdentity(session));
  const folder = join(recordings, TRACKS_FOLDER);
  const files = [
    ...["session.json", "laps.arrows"].map((name) => join(recordings, id, name)),
    ...(track === null ? [] : [join(folder, `${track}.json`), join(folder, CORNERS_FOLDER, `${track}.json`)]),
  ];
  for (const file of files) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    hash.update(`${content.length} `).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The folders of core that compute derived files. */
const MAKERS = ["archive", "channels", "expressions", "findings", "geometry", "laps", "signal", "sql", "track"];
let program: Promise<Buffer> | undefined;

function programHash(): Promise<Buffer> {
  return (program ??= hashProgram());
}

async function hashProgram(): Promise<Buffer> {
  const core = fileURLToPath(new URL("../../src/core/", import.meta.url));
  const hash = createHash("sha256");
  for (const folder of MAKERS) {
    const entries = await readdir(join(core, folder), {recursive: true});
    for (const name of entries.filter((entry) => entry.endsWith(".ts")).sort())
      hash.update(`${folder}/${name}\0`).update(await readFile(join(core, folder, name)));
  }
  return hash.digest();
}
