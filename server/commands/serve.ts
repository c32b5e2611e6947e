import {existsSync} from "node:fs";
import {mkdir, readFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {createApp} from "../app.js";
import {buildPages, isBuilt} from "../buildPages.js";
import {hereAs} from "../collectors/here.js";
import type {Command} from "../command.js";
import type {Config} from "../config.js";
import {Kernel} from "../kernel.js";
import {createLibrary, type DiskLibrary} from "../library.js";
import {listen, probe} from "../listen.js";
import {type LiveConfig, readLiveConfig} from "../liveConfig.js";
import {openLog} from "../log/openLog.js";
import {openBrowser} from "../openBrowser.js";
import {startPreview} from "../preview.js";
import {liveUpgrade} from "../relay/socket.js";
import {removeDeadUploads} from "../routes/import.js";
import {oneLine} from "../userError.js";

export const command: Command = {
  name: "serve",
  summary:
    "Serves the workbench: pages, archive, and whatever drives now. Builds the pages first when they are missing or out of date.",
  usage: "[--port P] [--udp-port U] [--forward HOST:PORT,…] [--recordings DIR] [--host H] [--no-open] [--dev]",
  options: {
    port: {type: "string", short: "p", describe: "of the pages; 0 takes a free one (default 3000, environment PORT)"},
    "udp-port": {type: "string", describe: "the game sends to (default 20777, environment UDP_PORT)"},
    host: {type: "string", describe: "address to listen on (default 127.0.0.1, environment HOST)"},
    forward: {
      type: "string",
      describe: "further tools that get the raw datagrams, host:port,… (environment UDP_FORWARD)",
    },
    "no-open": {type: "boolean", describe: "do not open a browser (environment NO_OPEN)"},
    dev: {type: "boolean", describe: "pages straight from src, with hot reload (environment LAPBOOK_DEV)"},
  },
  async run({config, out, log, json, progress, signal}) {
    const live = readLiveConfig(process.env);
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
      const library = createLibrary(config, log);
      let noLive: string | undefined;
      try {
        kernel = await startKernel(config, live, library, log);
      } catch (error) {
        // another server has the log, or no broker answers: the pages work without
        noLive = oneLine(error);
        log(`no live data: ${noLive}`);
      }
      const app = createApp({
        ...config,
        version: await versionOf(config),
        library,
        ...(kernel && {kernel}),
        ...(noLive !== undefined && {noLive}),
        log,
        ...(preview && {preview: preview.url}),
      });
      const upgrade = kernel
        ? liveUpgrade(kernel.relay, {host: config.host, otherwise: preview?.upgrade})
        : preview?.upgrade;
      const listening = await listen(app, {...config, upgrade});
      const {url} = listening;
      await library.learnMissing();
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
      // what is tried again for a Kafka that is away keeps the process alive: it has had its time
      if (live.brokers) setTimeout(() => process.exit(), 1000).unref();
      preview?.stop();
    }
  },
};

/** Live sources beside the pages. */
async function startKernel(
  {recordings, udpPort, forward, games}: Config,
  {brokers, topics, specs, encoding}: LiveConfig,
  library: DiskLibrary,
  report: (line: string) => void,
): Promise<Kernel> {
  const log = await openLog({recordings}, process.env, report);
  try {
    const recorded = (id: string) => library.learn([id]);
    const here = brokers && hereAs(hostname());
    return await Kernel.start({
      ...{log, topics, specs, encoding, recordings, recorded},
      ...{udpPort, forward, games, here, report},
    });
  } catch (error) {
    await log.close().catch(() => {});
    throw error;
  }
}

async function versionOf({root}: Config): Promise<string> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")).version;
}
