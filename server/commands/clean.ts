import {rm} from "node:fs/promises";
import {join, relative} from "node:path";
import type {CliCommand} from "../command.js";

export const command: CliCommand = {
  name: "clean",
  summary: "Removes dist and the cache of the pages. The archive is not changed.",
  usage: "",
  options: {},
  async run({config, out, log, json}) {
    const folders = [config.dist, join(config.root, "src", ".observablehq")];
    for (const folder of folders) await rm(folder, {recursive: true, force: true});
    const removed = folders.map((folder) => relative(config.root, folder));
    if (json) out(JSON.stringify({removed}));
    else log(`removed ${removed.join(" and ")}`);
    return 0;
  },
};
