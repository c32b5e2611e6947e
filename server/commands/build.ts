import {rm} from "node:fs/promises";
import {join, relative} from "node:path";
import {publishArchive} from "../../loaders/archive/publish.js";
import {NOTEBOOKS_FOLDER, publishNotebooks} from "../../loaders/workspace/publishNotebooks.js";
import {buildPages, isBuilt} from "../buildPages.js";
import type {CliCommand} from "../command.js";

export const command: CliCommand = {
  name: "build",
  summary: "Builds the pages, the archive and your notebooks into dist; any static file server can serve that folder.",
  usage: "[--no-recordings] [--with-captures] [--notebooks DIR]",
  options: {
    "no-recordings": {type: "boolean", describe: "build the pages only"},
    "with-captures": {
      type: "boolean",
      describe: "include the raw captures, which are large and not needed by the pages",
    },
    notebooks: {type: "string", describe: "folder of your notebooks (environment LAPBOOK_NOTEBOOKS)"},
  },
  async run({config, values, out, log, json, progress, signal}) {
    const started = performance.now();
    const unchanged = await isBuilt(config);
    if (!unchanged) await buildPages(config, {progress, signal});
    const target = join(config.dist, "recordings");
    let sessions = 0;
    if (values["no-recordings"] === true) await rm(target, {recursive: true, force: true});
    else {
      const index = await publishArchive(config.recordings, target, {
        withCaptures: values["with-captures"] === true,
        onProgress: (fraction, id) => progress(fraction, `copying ${id}`),
      });
      sessions = index.sessions.length;
      for (const {id, reason} of index.unreadable) log(`left out ${id}: ${reason}`);
    }
    const {notebooks} = await publishNotebooks(config.notebooks, join(config.dist, NOTEBOOKS_FOLDER));
    const seconds = (performance.now() - started) / 1000;
    if (json)
      out(
        JSON.stringify({
          dist: config.dist,
          pages: unchanged ? "unchanged" : "built",
          sessions,
          notebooks: notebooks.length,
          seconds,
        }),
      );
    else
      log(
        `${relative(process.cwd(), config.dist) || "."}: pages ${unchanged ? "unchanged" : "built"}, ` +
          `${sessions} session${sessions === 1 ? "" : "s"}, ${notebooks.length} notebook${notebooks.length === 1 ? "" : "s"}, ${seconds.toFixed(1)} s`,
      );
    return 0;
  },
};
