import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {readAlertRules} from "../../loaders/workspace/alertRulesStore.js";
import {lapMoment, momentAddress, wallMoment} from "../../src/core/alerts/alertMoment.js";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {faultLine} from "../../src/core/alerts/ruleFile.js";
import type {LapRow} from "../../src/core/archive/types.js";
import {archivedAlerts} from "../../src/core/live/timeline/archivedAlerts.js";
import {alertLine} from "../alerts/hookBody.js";
import {type CliCommand, type CommandContext, stringOption} from "../command.js";
import {oneLine, UsageError, UserError} from "../userError.js";
import {followAlerts} from "./followAlerts.js";

export const command: CliCommand = {
  name: "alerts",
  summary: "Lists the alerts of an archived session, follows those of a running one, or checks a file of rules.",
  usage: "SESSION [--rules FILE] | --live [SESSION] | --check [FILE]",
  options: {
    rules: {
      type: "string",
      describe: `a file of rules (default: ${ALERTS_FILE} of the recordings, else the shipped rules)`,
    },
    live: {type: "boolean", describe: "print the alerts of the running session as they come"},
    check: {type: "boolean", describe: "check the rules and say what is wrong with which"},
    port: {type: "string", describe: "port of the running Lapbook (default 3000, environment PORT)"},
    host: {type: "string", describe: "address of the running Lapbook (default 127.0.0.1, environment HOST)"},
  },
  async run(context) {
    const {positionals, values, config} = context;
    if (positionals.length > 1 || (values.live && values.check))
      throw new UsageError("one of: SESSION, --live, --check");
    if (values.live) return followAlerts(context);
    if (!values.check && positionals.length === 0) throw new UsageError("alerts needs a SESSION, --live or --check");
    const path = values.check ? positionals[0] : stringOption(values, "rules");
    const rules = await readAlertRules(config.recordings, path).catch((error) => {
      throw new UserError(oneLine(error));
    });
    return values.check ? checked(rules, context) : listed(rules, context);
  },
};

type Rules = Awaited<ReturnType<typeof readAlertRules>>;

function checked({rules, faults}: Rules, {json, out, log}: CommandContext): number {
  if (json) out(JSON.stringify({rules, faults}));
  else {
    for (const fault of faults) log(faultLine(fault));
    out(`${rules.length} ${rules.length === 1 ? "rule" : "rules"}: ${rules.map(({id}) => id).join(", ")}`);
  }
  return faults.length > 0 ? 1 : 0;
}

async function listed({program, faults}: Rules, context: CommandContext): Promise<number> {
  const {positionals, config, json, out, log, signal} = context;
  const [id] = positionals;
  for (const fault of faults) log(faultLine(fault));
  const archive = folderArchive(config.recordings);
  const archived = await archive.session(id).catch((error) => {
    throw new UserError((error as NodeJS.ErrnoException).code === "ENOENT" ? `unknown session: ${id}` : oneLine(error));
  });
  const samplesOf = (lap: LapRow, channels: readonly string[]) => {
    signal.throwIfAborted();
    return archive.samples(id, lap, channels);
  };
  const alerts = await archivedAlerts(archived, samplesOf, program);
  const driverOf = (car: number) => archived.session.drivers.find((driver) => driver.car === car)?.name ?? "";
  const described = alerts.map(({topic: _, ...alert}) => ({
    ...alert,
    address: momentAddress(lapMoment(id, alert) ?? wallMoment(id, alert)),
  }));
  if (json) out(JSON.stringify({session: id, alerts: described}));
  else if (alerts.length === 0) log("no alerts");
  else for (const alert of alerts) out(alertLine({alert, driver: driverOf(alert.car)}));
  return 0;
}
