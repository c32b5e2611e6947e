import {existsSync} from "node:fs";
import {mkdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {createApp} from "../app.js";
import {buildPages, isBuilt} from "../buildPages.js";
import type {Command} from "../command.js";
import type {Config} from "../config.js";
import {Kernel} from "../kernel.js";
import {createLibrary} from "../library.js";
import {listen, probe} from "../listen.js";
import {openLog, protobufEnabled, topicNames} from "../log/openLog.js";
import {openBrowser} from "../openBrowser.js";
import {startPreview} from "../preview.js";
import {liveUpgrade} from "../relay/socket.js";
import {removeDeadUploads} from "../routes/import.js";
import {oneLine} from "../userError.js";

export const command: Command = {
  name: "serve",
  summary: "Serves the workbench: pages and archive. Builds the pages first when they are missing or out of date.",
  usage: "[--port P] [--udp-port U] [--recordings DIR] [--host H] [--no-open] [--dev]",
  options: {
    port: {type: "string", short: "p", describe: "of the pages; 0 takes a free one (default 3000, environment PORT)"},
    "udp-port": {type: "string", describe: "the game sends to (default 20777, environment UDP_PORT)"},
    host: {type: "string", describe: "address to listen on (default 127.0.0.1, environment HOST)"},
    "no-open": {type: "boolean", describe: "do not open a browser (environment NO_OPEN)"},
    dev: {type: "boolean", describe: "pages straight from src, with hot reload"},
  },
  async run({config, out, log, json, progress, signal}) {
    await mkdir(config.recordings, {recursive: true});
    await removeDeadUploads(config.recordings);
    await probe(config);
    if (!config.dev && !(await isBuilt(config))) {
      const first = !existsSync(config.dist);
      log(
        first ? "building the pages: once, a quarter of a minute or so …" : "the pages have changed: building them …",
      );
      const started = performance.now();
      await buildPages(config, {progress, signal});
      log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
    signal.throwIfAborted();
    let kernel: Kernel | undefined;
    const preview = config.dev ? await startPreview(config.root, log) : undefined;
    try {
      const library = createLibrary(config);
      kernel = await startKernel(config, log);
      const app = createApp({
        ...config,
        version: await versionOf(config),
        library,
        ...(kernel && {kernel}),
        log,
        ...(preview && {preview: preview.url}),
      });
      const upgrade = kernel
        ? liveUpgrade(kernel.relay, {host: config.host, otherwise: preview?.upgrade})
        : preview?.upgrade;
      const listening = await listen(app, {...config, upgrade});
      const {url} = listening;
      const {sessions, unreadable} = await library.index();
      if (json) out(JSON.stringify({url, recordings: config.recordings, sessions: sessions.length}));
      else {
        out(`Lapbook: ${url}`);
        out(
          sessions.length > 0
            ? `${sessions.length} session${sessions.length === 1 ? "" : "s"} to explore in ${config.recordings}`
            : `no sessions yet in ${config.recordings}`,
        );
      }
      for (const {id, reason} of unreadable) log(`unreadable: ${id}: ${reason}`);
      if (config.open) openBrowser(url);
      const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), {once: true}));
      await Promise.race(preview ? [stopped, preview.ended] : [stopped]);
      await listening.close();
      return 0;
    } finally {
      await kernel?.close();
      preview?.stop();
    }
  },
};

/** Live sources beside the pages; a log that cannot be opened (another server has it, no broker) is said, and the pages work without. */
async function startKernel({recordings, udpPort}: Config, report: (line: string) => void): Promise<Kernel | undefined> {
  try {
    const {env} = process;
    const log = await openLog({recordings}, env, report);
    const encoding = protobufEnabled(env) ? "protobuf" : "json";
    return await Kernel.start({log, topics: topicNames(env), encoding, recordings, udpPort, report});
  } catch (error) {
    report(`no live data: ${oneLine(error)}`);
    return undefined;
  }
}

async function versionOf({root}: Config): Promise<string> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")).version;
}
