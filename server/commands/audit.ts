import {AuditLog} from "../access/auditLog.js";
import {type CliCommand, numberOption} from "../command.js";

export const command: CliCommand = {
  name: "audit",
  summary: "Shows who did what in a shared Lapbook, and whether lines of that log were changed or removed.",
  usage: "[--last N]",
  options: {last: {type: "string", describe: "so many lines (default 100)"}},
  async run({values, config, out, log, json}) {
    const last = numberOption(values, "last", {min: 1, integer: true}) ?? 100;
    const {lines, broken} = await new AuditLog(config.access.folder).read();
    const shown = lines.slice(-last);
    if (json) out(JSON.stringify({lines: shown, of: lines.length, broken}));
    else for (const {at, who, from, did, status} of shown) out([at, who, from, did, status ?? ""].join("  ").trimEnd());
    for (const {row, why} of broken) log(`line ${row}: ${why}`);
    if (!json && lines.length === 0) log("nothing was done yet with a key");
    const end = lines.at(-1);
    if (end && broken.length === 0)
      log(`${lines.length} lines, each follows the one before; the last has the hash ${end.hash}`);
    return broken.length > 0 ? 1 : 0;
  },
};
