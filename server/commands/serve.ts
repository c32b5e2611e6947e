import {existsSync} from "node:fs";
import {cp, mkdir, readFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {isPackage} from "../../loaders/isPackage.js";
import {aborted} from "../aborted.js";
import {Access} from "../access/access.js";
import {isReached, readTls, refuseOpenNetwork} from "../access/accessConfig.js";
import {AuditLog} from "../access/auditLog.js";
import {createApp} from "../app.js";
import {isBuilt} from "../buildPages.js";
import {hostAddress} from "../collectors/hostAddress.js";
import type {CliCommand} from "../command.js";
import type {Config} from "../config.js";
import {Kernel} from "../kernel.js";
import {createLibrary, type DiskLibrary} from "../library.js";
import {type Listening, listen, probe} from "../listen.js";
import {type LiveConfig, readLiveConfig} from "../liveConfig.js";
import {openLog} from "../log/openLog.js";
import {openBrowser} from "../openBrowser.js";
import {startPageBuild} from "../pageBuild.js";
import {startPreview} from "../preview.js";
import {liveUpgrade} from "../relay/socket.js";
import {removeDeadUploads} from "../upload.js";
import {oneLine} from "../userError.js";

export const command: CliCommand = {
  name: "serve",
  summary:
    "Serves the workbench: the pages, the archive and live sessions. Builds the pages when they are missing or out of date.",
  usage:
    "[--port P] [--udp-port U] [--forward HOST:PORT,…] [--recordings DIR] [--notebooks DIR] [--host H] [--no-open] [--dev]",
  options: {
    port: {
      type: "string",
      short: "p",
      describe: "port of the pages; 0 for any free one (default 3000, environment PORT)",
    },
    "udp-port": {
      type: "string",
      describe:
        "port the F1 games send to; 0 for any free one (default 20777, environment UDP_PORT). Other games have fixed ports: AMS2_PORT, FORZA_PORT, 0 for none",
    },
    host: {type: "string", describe: "address to listen on (default 127.0.0.1, environment HOST)"},
    forward: {
      type: "string",
      describe: "tools to which the raw datagrams are forwarded, host:port,… (environment UDP_FORWARD)",
    },
    notebooks: {
      type: "string",
      describe: "folder of your notebooks (default: notebooks beside the recordings, environment LAPBOOK_NOTEBOOKS)",
    },
    "no-open": {type: "boolean", describe: "do not open a browser (environment NO_OPEN)"},
    dev: {type: "boolean", describe: "serve pages from src, with hot reload (environment LAPBOOK_DEV)"},
  },
  async run({config, out, log, json, progress, signal}) {
    const live = readLiveConfig(process.env);
    const {hosts, trustProxy, login, openToAll} = config.access;
    const access = new Access(config.access.folder, login);
    refuseOpenNetwork(config.host, await access.isOn(), openToAll);
    access.needsKeys = (await access.isOn()) && !openToAll && isReached(config.host, config.access);
    const tls = await readTls(config.access.tls);
    if (isPackage(config.root) && !existsSync(config.recordings))
      await cp(join(config.root, "recordings"), config.recordings, {recursive: true});
    await mkdir(config.recordings, {recursive: true});
    await removeDeadUploads(config.recordings);
    await probe(config);
    const ended = new AbortController();
    const built = config.dev || (await isBuilt(config));
    const build = built
      ? undefined
      : startPageBuild(config, {progress, log, signal: AbortSignal.any([signal, ended.signal])});
    let kernel: Kernel | undefined;
    let listening: Listening | undefined;
    const preview = config.dev ? await startPreview(config.root, log) : undefined;
    try {
      const library = createLibrary(config, log);
      let noLive: string | undefined;
      try {
        kernel = await startKernel(config, live, library, log);
      } catch (error) {
        // Another server holds the log, or no broker answers: the archive's pages work without.
        noLive = oneLine(error);
        log(`no live data: ${noLive}`);
      }
      const audit = new AuditLog(config.access.folder);
      const app = createApp({
        ...config,
        ...{hosts, origins: config.access.origins, access: {access, audit, trustProxy, log}},
        version: await versionOf(config),
        library,
        kernel,
        noLive,
        log,
        preview: preview?.url,
        buildStatus: build?.status,
      });
      const upgrade = kernel
        ? liveUpgrade(kernel.relay, {host: config.host, hosts, access, otherwise: preview?.upgrade})
        : preview?.upgrade;
      listening = await listen(app, {...config, upgrade, ...(tls && {tls})});
      const {url} = listening;
      if (config.open) openBrowser(url);
      if (build) {
        log(`building the pages; ${url} shows the progress`);
        await Promise.race([build.ended, aborted(signal)]);
        signal.throwIfAborted();
      }
      await library.learnMissing();
      const {sessions, unreadable} = await library.index();
      const failure = build?.status()?.text;
      if (json) out(JSON.stringify({url, recordings: config.recordings, sessions: sessions.length, failure}));
      else {
        out(`Lapbook: ${url}`);
        out(
          sessions.length > 0
            ? `${sessions.length} session${sessions.length === 1 ? "" : "s"} to explore in ${config.recordings}`
            : `no sessions yet in ${config.recordings}`,
        );
      }
      for (const {id, reason} of unreadable) log(`unreadable: ${id}: ${reason}`);
      await Promise.race(preview ? [aborted(signal), preview.ended] : [aborted(signal)]);
      return 0;
    } finally {
      await listening?.close();
      ended.abort();
      await build?.ended;
      await kernel?.close();
      // Retries of a Kafka connection would keep the process alive.
      if (live.brokers) setTimeout(() => process.exit(), 1000).unref();
      preview?.stop();
    }
  },
};

/** Starts live sources, log and recorder. */
async function startKernel(
  {recordings, udpPort, forward, games}: Config,
  {brokers, topics, specs, encoding, userId, alertHooks}: LiveConfig,
  library: DiskLibrary,
  report: (line: string) => void,
): Promise<Kernel> {
  const log = await openLog({recordings}, process.env, report);
  try {
    const recorded = (id: string) => library.learn([id]);
    const receiver = brokers && hostAddress(hostname());
    return await Kernel.start({
      log,
      topics,
      specs,
      encoding,
      userId,
      alertHooks,
      recordings,
      recorded,
      udpPort,
      forward,
      games,
      receiver,
      report,
    });
  } catch (error) {
    await log.close().catch(() => {});
    throw error;
  }
}

async function versionOf({root}: Config): Promise<string> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")).version;
}
