import {copyFile, mkdtemp, readdir, rm, symlink} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {newDerived} from "../../loaders/archive/derivedFile.js";
import {libraryIndex, removeSession, restoreSession} from "../../loaders/archive/library.js";
import {NOTEBOOKS_FOLDER, publishNoNotebooks} from "../../loaders/workspace/publishNotebooks.js";
import {createApp} from "../../server/app.js";
import type {AppOptions} from "../../server/appOptions.js";
import {buildPages, isBuilt} from "../../server/buildPages.js";
import {readConfig} from "../../server/config.js";
import {type Listening, listen} from "../../server/listen.js";
import {pathUnder, staticFile} from "../../server/staticFile.js";

/** A folder that is gone after `remove`. */
export async function temporaryFolder(): Promise<{path: string; remove: () => Promise<void>}> {
  const path = await mkdtemp(join(tmpdir(), "lapbook-"));
  return {path, remove: () => rm(path, {recursive: true, force: true})};
}

/** The parts of an app over a folder of recordings, without a network. */
export function testParts(recordings: string, parts: Partial<AppOptions> = {}): AppOptions {
  return {
    version: "0.0.0",
    recordings,
    notebooks: join(recordings, "no-notebooks"),
    dist: join(recordings, "no-pages"),
    library: {
      index: () => libraryIndex(recordings),
      remove: (id) => removeSession(recordings, id),
      restore: (id) => restoreSession(recordings, id),
      // in this process, and not kept
      derived: async (id, part) => (await newDerived(recordings, id, part)).bytes,
    },
    host: "127.0.0.1",
    udpPort: 20777,
    importLimitBytes: 2 ** 20,
    log: () => {},
    ...parts,
  };
}

let built: Promise<string> | undefined;

/** The pages as they are now; builds them when they are missing or stale. A worker looks once. */
export function ensureBuilt(): Promise<string> {
  return (built ??= build());
}

async function build(): Promise<string> {
  const config = readConfig({});
  if (!(await isBuilt(config))) await buildPages(config);
  return config.dist;
}

/** Ports of servers that were closed. */
const ports: number[] = [];

/** The server with built pages. The next one gets its port, so that the browser still has their modules, most of what opening a page costs. */
export async function serve(recordings: string, parts: Partial<AppOptions> = {}): Promise<Listening> {
  const app = createApp(testParts(recordings, {dist: await ensureBuilt(), ...parts}));
  const at = (port: number) => listen(app, {host: "127.0.0.1", port});
  // another program may have taken the port meanwhile
  const listening = await at(ports.pop() ?? 0).catch(() => at(0));
  return {
    ...listening,
    async close() {
      await listening.close();
      ports.push(listening.port);
    },
  };
}

/** A plain file server, as a static host is: `folder` under `/base/`, nothing else. */
async function servePlain(folder: string, base: string): Promise<{url: string; close: () => Promise<void>}> {
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(`/${base}/`) ? pathUnder(folder, pathname.slice(base.length + 2)) : null;
    const found = file && (await staticFile(new Request("http://localhost/"), file, {}));
    response.writeHead(found ? 200 : 404, found ? Object.fromEntries(found.headers) : {});
    response.end(found ? Buffer.from(await found.arrayBuffer()) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${base}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A published copy behind a plain file server: the built pages, and beside them the recordings that `publish` writes, without notebooks. */
export async function servePublished(
  publish: (recordings: string) => Promise<unknown>,
  base: string,
): Promise<{url: string; close: () => Promise<void>}> {
  const dist = await ensureBuilt();
  const copy = await temporaryFolder();
  for (const entry of await readdir(dist, {withFileTypes: true})) {
    const [from, to] = [join(dist, entry.name), join(copy.path, entry.name)];
    if (!entry.isDirectory()) await copyFile(from, to);
    else if (!["recordings", NOTEBOOKS_FOLDER].includes(entry.name)) await symlink(from, to, "junction"); // large, and only read
  }
  // what the build has copied may be older
  await publishNoNotebooks(join(copy.path, NOTEBOOKS_FOLDER));
  await publish(join(copy.path, "recordings"));
  const plain = await servePlain(copy.path, base);
  return {
    url: plain.url,
    async close() {
      await plain.close();
      await copy.remove();
    },
  };
}
