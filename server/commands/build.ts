import {cp, mkdir, rm, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {libraryIndex} from "../../loaders/archive/library.js";
import {buildPages, isBuilt} from "../buildPages.js";
import type {Command} from "../command.js";

export const command: Command = {
  name: "build",
  summary: "Builds the pages and the archive into dist; any static file server can publish that folder.",
  usage: "[--no-recordings] [--with-captures]",
  options: {
    "no-recordings": {type: "boolean", describe: "the pages only"},
    "with-captures": {type: "boolean", describe: "the raw captures too: no page reads them, and they are large"},
  },
  async run({config, values, out, log, json, progress, signal}) {
    const started = performance.now();
    const unchanged = await isBuilt(config);
    if (!unchanged) await buildPages(config, {progress, signal});
    const target = join(config.dist, "recordings");
    await rm(target, {recursive: true, force: true});
    let sessions = 0;
    if (values["no-recordings"] !== true) {
      const index = await libraryIndex(config.recordings, {writable: false});
      await mkdir(target, {recursive: true});
      for (const {id} of index.sessions) {
        progress(sessions / index.sessions.length, `copying ${id}`);
        await cp(join(config.recordings, id), join(target, id), {
          recursive: true,
          dereference: true,
          filter: (path) => values["with-captures"] === true || !/[\\/]capture\.[^\\/]*$/.test(path),
        });
        ++sessions;
      }
      await writeFile(join(target, "index.json"), JSON.stringify(index));
      for (const {id, reason} of index.unreadable) log(`left out ${id}: ${reason}`);
    }
    const seconds = (performance.now() - started) / 1000;
    if (json) out(JSON.stringify({dist: config.dist, pages: unchanged ? "unchanged" : "built", sessions, seconds}));
    else
      log(
        `${relative(process.cwd(), config.dist) || "."}: pages ${unchanged ? "unchanged" : "built"}, ` +
          `${sessions} session${sessions === 1 ? "" : "s"}, ${seconds.toFixed(1)} s`,
      );
    return 0;
  },
};
