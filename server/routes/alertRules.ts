import {isDeepStrictEqual} from "node:util";
import type {Hono} from "hono";
import {readWrittenRules, writeAlertRules} from "../../loaders/workspace/alertRulesStore.js";
import {readMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {SHIPPED_RULES} from "../../src/core/alerts/defaultRules.js";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {
  alertsFileOf,
  checkAlertRules,
  faultLine,
  type WrittenRule,
  writtenRules,
} from "../../src/core/alerts/ruleFile.js";
import type {AppOptions} from "../appOptions.js";
import {workspaceFileRoute} from "./workspaceFile.js";

/** PUT /api/alert-rules: the alert rules of the workspace, see AlertsFile and workspaceFileRoute. The running analyst takes them within seconds. */
export function alertRulesRoute({recordings}: AppOptions): Hono {
  return workspaceFileRoute<WrittenRule>({
    name: ALERTS_FILE,
    what: "the alert rules",
    list: "rules",
    check: writtenRules,
    read: () => readWrittenRules(recordings),
    none: SHIPPED_RULES,
    write: (rules) => writeAlertRules(recordings, rules),
    async fault(rules, now) {
      const mathChannels = await readMathChannels(recordings).catch(() => []);
      // a rule that is wrong as it was in the file, edited by hand, does not keep the others from being saved
      const fault = checkAlertRules(alertsFileOf(rules), mathChannels).faults.find(
        ({index}) => !now.some((one) => isDeepStrictEqual(one, rules[index])),
      );
      return fault && faultLine(fault);
    },
  });
}
