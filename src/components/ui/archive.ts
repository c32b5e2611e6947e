import {columnRanges} from "../../core/archive/columnRanges.js";
import {readLaps} from "../../core/archive/laps.js";
import {parseQuality, QUALITY_FILE, type QualityRow} from "../../core/archive/quality.js";
import {readSamples, type Samples} from "../../core/archive/samples.js";
import {NOTES_FILE} from "../../core/archive/sessionNotes.js";
import {
  type LapRow,
  type LibraryEntry,
  type LibraryIndex,
  SCHEMA_VERSION,
  type SessionFile,
} from "../../core/archive/types.js";
import {type LapName, lapNameText, parseLapNames} from "../../core/laps/open/archivedLap.js";
import type {NotebookIndex, NotebookTemplate} from "../../core/notebook/notebookFile.js";
import {DERIVED_FOLDER} from "../../core/sql/derived.js";
import {cornersFromFile} from "../../core/track/authored/cornersFile.js";
import type {Track} from "../../core/track/track.js";
import {trackFromFile} from "../../core/track/trackFile.js";
import {carried, type PageParams} from "./carriedArchive.js";

/**
 * The root of pages and archive, relative to this module (`_import/components/ui/archive.js`): the same page works behind
 * the server, on a static host and in any sub-folder.
 */
export const root = new URL("../../../", import.meta.url);

/** Identifies a lap: `20250307-140512-a1b2c3:0:4` in a page's address, as on the command line. */
export type LapKey = LapName;

/** The library's sessions and learned tracks. */
export function fetchLibrary(): Promise<LibraryIndex> {
  const library = readLibrary();
  listed = library;
  return library;
}

let listed: Promise<LibraryIndex> | undefined;

/** A session as the library that was read last lists it; undefined where it does not. */
export async function listedSession(id: string): Promise<LibraryEntry | undefined> {
  const {sessions} = await (listed ?? fetchLibrary());
  return sessions.find((entry) => entry.id === id);
}

async function readLibrary(): Promise<LibraryIndex> {
  const index = (await (await get("recordings/index.json")).json()) as LibraryIndex;
  if (!Array.isArray(index?.sessions)) throw new Error("recordings/index.json is not a library: run `npm start` again");
  // absent from copies published by older versions
  return {...index, tracks: index.tracks ?? []};
}

const tracks = new Map<string, Promise<Track>>();

/** The track learned from laps of that game and track name (see trackKey); null when there is none. */
export async function fetchTrack(key: string): Promise<Track | null> {
  const library = await (listed ?? fetchLibrary());
  const entry = library.tracks.find(({id}) => id === key);
  if (!entry) return null;
  return remember(tracks, key, 16, async () => {
    const [track, authored] = await Promise.all([
      get(`recordings/tracks/${key}.json`).then((response) => response.json()),
      entry.corners ? get(`recordings/tracks/corners/${key}.json`).then((response) => response.json()) : undefined,
    ]);
    return {...trackFromFile(track), ...(authored && {authored: cornersFromFile(authored)})};
  });
}

/** A JSON file of the user's in the folder of recordings. */
export async function fetchWorkspaceFile(name: string): Promise<unknown> {
  return (await get(`recordings/${name}`)).json();
}

/** The user's notebooks; none where the host has no list of them. */
export async function fetchNotebookIndex(): Promise<NotebookIndex> {
  const none: NotebookIndex = {format: "lapbook-notebooks", version: 1, writable: false, notebooks: []};
  return get("notebooks/index.json", {cache: "no-cache"}).then(
    (response) => response.json() as Promise<NotebookIndex>,
    () => none,
  );
}

/** The text of a notebook. Throws `no such notebook: …`. */
export async function fetchNotebook(name: string): Promise<string> {
  const response = await get(`notebooks/${encodeURIComponent(name)}.md`, {cache: "no-cache"}).catch((error: Error) => {
    throw / 40[04]\b/.test(error.message) ? new Error(`no such notebook: ${name}; choose another in the menu`) : error;
  });
  return response.text();
}

/** A data file beside the notebooks. Throws `no such file …`. */
export async function fetchNotebookFile(path: string): Promise<Uint8Array> {
  const address = `notebooks/files/${path.split("/").map(encodeURIComponent).join("/")}`;
  const response = await get(address, {cache: "no-cache"}).catch((error: Error) => {
    throw / 40[04]\b/.test(error.message) ? new Error(`no such file beside the notebooks: ${path}`) : error;
  });
  return new Uint8Array(await response.arrayBuffer());
}

/** The notebooks of the gallery; none where the host has no list of them. */
export async function fetchGallery(): Promise<NotebookTemplate[]> {
  return get("notebooks/templates.json", {cache: "no-cache"}).then(
    (response) => response.json() as Promise<NotebookTemplate[]>,
    () => [],
  );
}

/** The text of a notebook of the gallery. */
export async function fetchTemplate(name: string): Promise<string> {
  return (await get(`notebooks/templates/${encodeURIComponent(name)}.md`, {cache: "no-cache"})).text();
}

/** What the user wrote about a session, as its file has it; null where there is nothing. */
export async function fetchNotes(id: string): Promise<unknown> {
  // read anew: another page may have written notes since the library was listed
  const {sessions: entries} = await fetchLibrary();
  if (!entries.find((entry) => entry.id === id)?.notes) return null;
  return (await get(`${folderOf(id)}/${NOTES_FILE}`, {cache: "no-store"})).json();
}

/** A file of the archive by its path in it; null where there is none. */
export async function fetchArchiveFile(path: string): Promise<Uint8Array | null> {
  const response = await ask(`recordings/${path}`).catch(() => null);
  if (!response)
    throw new Error(`cannot reach ${path}: is Lapbook still running? start it with npm start, then try again`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}

/** A text file of the archive. */
export async function fetchText(path: string): Promise<string> {
  return (await get(`recordings/${path}`)).text();
}

const sessions = new Map<string, Promise<{session: SessionFile; laps: LapRow[]}>>();

/** A session and its laps; cached. */
export function fetchSession(id: string): Promise<{session: SessionFile; laps: LapRow[]}> {
  return remember(sessions, id, 64, async () => {
    const folder = folderOf(id);
    const [session, laps] = await Promise.all([
      get(`${folder}/session.json`).then((r) => r.json() as Promise<SessionFile>),
      get(`${folder}/laps.arrows`).then((r) => r.arrayBuffer()),
    ]);
    if (session.schemaVersion > SCHEMA_VERSION)
      throw new Error(
        `session ${id} was written by a newer Lapbook (schema ${session.schemaVersion}, this one reads ${SCHEMA_VERSION}): update Lapbook`,
      );
    return {session, laps: readLaps(new Uint8Array(laps))};
  });
}

const samples = new Map<string, Promise<Samples>>();

/** The samples of a lap; the last 32 are cached. Throws `no samples: …` for a lap from the session history. */
export function fetchSamples(id: string, lap: LapRow): Promise<Samples> {
  return remember(samples, `${id}/${lap.file}`, 32, async () => readSamples(await fetchSampleBytes(id, lap)));
}

/** The samples file of a lap: an Arrow IPC stream. */
export async function fetchSampleBytes(id: string, lap: LapRow): Promise<Uint8Array> {
  if (!lap.file) throw new Error(`no traces of car ${lap.car}, lap ${lap.lap}: only its time is known`);
  const response = await get(`${folderOf(id)}/${lap.file}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The first part of a samples file that is read: it describes the columns of most. */
const HEAD = 64 * 1024;

/**
 * The samples file of a lap with at least these columns: where the host serves parts of files, the others are zeros that were not read.
 */
export async function fetchSampleColumns(id: string, lap: LapRow, columns: readonly string[]): Promise<Uint8Array> {
  if (!lap.file) return fetchSampleBytes(id, lap);
  const path = `${folderOf(id)}/${lap.file}`;
  const part = async (from: number, to: number) => {
    const response = await get(path, {headers: {Range: `bytes=${from}-${to - 1}`}});
    const total = Number(/\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? Number.NaN);
    return {isPart: response.status === 206, total, bytes: new Uint8Array(await response.arrayBuffer())};
  };
  const head = await part(0, HEAD);
  if (!head.isPart || head.total <= head.bytes.length) return head.bytes;
  if (!Number.isFinite(head.total)) return fetchSampleBytes(id, lap);
  const sparse = new Uint8Array(head.total);
  sparse.set(head.bytes);
  const ranges = columnRanges(sparse, columns, lap.samples);
  const needed = ranges?.reduce((sum, {from, to}) => sum + to - from, 0) ?? Number.POSITIVE_INFINITY;
  if (!ranges || needed > head.total / 2) return fetchSampleBytes(id, lap);
  await Promise.all(
    ranges
      .filter(({to}) => to > HEAD)
      .map(async ({from, to}) => {
        const found = await part(from, to);
        if (!found.isPart || found.bytes.length !== to - from)
          throw new Error(`${path} changed while it was read: run the query again`);
        sparse.set(found.bytes, from);
      }),
  );
  return sparse;
}

/** Whether a server stands behind the pages: they are not a published copy. */
export function isServed({writable, served}: Pick<LibraryIndex, "writable" | "served">): boolean {
  return writable || served === true;
}

/** A derived file of a session; null where the host has none: a published copy has those that it lists. */
export async function fetchDerived(id: string, name: string): Promise<Uint8Array | null> {
  const library = await (listed ?? fetchLibrary());
  const {sessions: entries} = library;
  if (!isServed(library) && !entries.find((entry) => entry.id === id)?.derived?.includes(name)) return null;
  const response = await ask(`${folderOf(id)}/${DERIVED_FOLDER}/${name}`).catch(() => null);
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** Latency and losses of a session by the second; empty where it was not recorded live. */
export async function fetchQuality(id: string): Promise<QualityRow[]> {
  const {sessions: entries} = await (listed ?? fetchLibrary());
  if (!entries.find((entry) => entry.id === id)?.quality) return [];
  return parseQuality(await (await get(`${folderOf(id)}/${QUALITY_FILE}`)).text());
}

/** The laps of a session, without the rest of it; not cached. */
export async function fetchLaps(id: string): Promise<LapRow[]> {
  return readLaps(new Uint8Array(await (await get(`${folderOf(id)}/laps.arrows`)).arrayBuffer()));
}

/** Clears the cache of a session, after it was deleted, restored or imported again. */
export function forget(id: string): void {
  sessions.delete(id);
  for (const key of samples.keys()) if (key.startsWith(`${id}/`)) samples.delete(key);
  // tracks may have been learned from it
  tracks.clear();
  listed = undefined;
}

/**
 * The URL of a page with its state: `pageLink("laps", {laps: "ID:0:4"})`. Null and "" are left out. In a report "" where it has not that page.
 */
export function pageLink(page: string, params: PageParams = {}): string {
  const report = carried();
  if (report) return report.link(page, params);
  const url = new URL(page === "index" ? "index.html" : `pages/${page}.html`, root);
  setParams(url, params);
  return url.href;
}

export function lapKey(key: LapKey): string {
  return lapNameText(key);
}

/** The laps of an address, `ID:car:lap,ID:car:lap`; malformed ones are left out. */
export function parseLapKeys(text: string | null | undefined): LapKey[] {
  return parseLapNames(text);
}

/** The state of this page, from its address. */
export function readParams(): Record<string, string> {
  const report = carried();
  if (report) return {...report.params};
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Writes state into this page's address without a new history entry; null and "" remove a parameter. */
export function writeParams(params: PageParams): void {
  const report = carried();
  if (report) {
    for (const [name, value] of Object.entries(params)) {
      if (value == null || value === "") delete report.params[name];
      else report.params[name] = String(value);
    }
    return;
  }
  const url = new URL(location.href);
  setParams(url, params);
  history.replaceState(history.state, "", url);
}

// `:` and `,` need no escape in a query (RFC 3986, 3.4); unescaped, shared addresses stay readable
function setParams(url: URL, params: PageParams): void {
  for (const [name, value] of Object.entries(params)) {
    if (value == null || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  url.search = url.search.replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function folderOf(id: string): string {
  if (!/^[\w-][\w.-]*$/.test(id)) throw new Error(`invalid session: ${id}`);
  return `recordings/${id}`;
}

/** The one place where files of the archive come from: the host of the page, or what the page carries. */
async function ask(path: string, init?: RequestInit): Promise<Response> {
  const report = carried();
  if (!report) return fetch(new URL(path, root), init);
  const bytes = await report.file(path);
  return bytes ? new Response(bytes as BodyInit) : new Response(null, {status: 404});
}

async function get(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await ask(path, init);
  } catch {
    throw new Error(`cannot reach ${path}: is Lapbook still running? start it with npm start, then reload`);
  }
  if (response.ok) return response;
  if (carried()) throw new Error(`this report does not carry ${path.replace("recordings/", "")}`);
  const id = /^recordings\/([^/]+)\//.exec(path)?.[1];
  if (response.status === 404 && id)
    throw new Error(`no such session: ${id} (${path} is missing); choose another in the library`);
  throw new Error(`${path}: ${response.status} ${response.statusText}`.trim());
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, limit: number, load: () => Promise<T>): Promise<T> {
  let found = cache.get(key);
  cache.delete(key);
  found ??= load();
  cache.set(key, found); // last in the map: most recently used
  found.catch(() => cache.delete(key));
  for (const oldest of cache.keys()) {
    if (cache.size <= limit) break;
    cache.delete(oldest);
  }
  return found;
}
