import {isDeepStrictEqual} from "node:util";
import {readAlertRules, readWrittenRules, writeAlertRules} from "../../loaders/workspace/alertRulesStore.js";
import {readMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {lapMoment, momentAddress, wallMoment} from "../../src/core/alerts/alertMoment.js";
import {SHIPPED_RULES} from "../../src/core/alerts/defaultRules.js";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {
  alertsFileOf,
  checkAlertRules,
  faultLine,
  type WrittenRule,
  writtenRules,
} from "../../src/core/alerts/ruleFile.js";
import {SEVERITIES} from "../../src/core/messages/events.js";
import {workspaceFileWriter} from "../workspaceFile.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {keptEvents} from "./predictions.js";
import {carQuery, numberOrNull, sessionParam, z} from "./schemas.js";

const alert = z
  .object({
    sessionTime: numberOrNull.describe("when the rule was met, s"),
    car: numberOrNull.describe("null: of the session"),
    ...{lap: z.number().int(), rule: z.string(), ruleVersion: z.string()},
    ...{severity: z.string().describe(SEVERITIES.join(", ")), title: z.string(), text: z.string()},
    ...{value: numberOrNull, limit: numberOrNull, unit: z.string()},
    channel: z.string().describe("channel, expression or kind of event that met the rule"),
    fromTime: numberOrNull.describe("its part of the session, s, as toTime"),
    ...{toTime: numberOrNull, lapDistance: numberOrNull.describe("m on its lap")},
    page: z.string().describe("address of the page at this moment"),
  })
  .openapi("Alert");

const ruleFault = z
  .object({
    rule: z.string().describe("its id or place; empty: the file"),
    index: z.number().int().describe("place in the list, from 0; -1: the file"),
    ...{field: z.string(), message: z.string()},
  })
  .openapi("RuleFault");

/** A rule as the file has it: docs/alerts.md has the fields of each kind. */
const rule = z.record(z.string(), z.unknown());

const write = workspaceFileWriter<WrittenRule>({
  name: ALERTS_FILE,
  what: "the alert rules",
  list: "rules",
  check: writtenRules,
  read: readWrittenRules,
  none: SHIPPED_RULES,
  write: writeAlertRules,
  async fault(recordings, rules, now) {
    const mathChannels = await readMathChannels(recordings).catch(() => []);
    // a rule that is wrong as it was in the file, edited by hand, does not keep the others from being saved
    const fault = checkAlertRules(alertsFileOf(rules), mathChannels).faults.find(
      ({index}) => !now.some((one) => isDeepStrictEqual(one, rules[index])),
    );
    return fault && faultLine(fault);
  },
});

export const ALERT_OPERATIONS = [
  operation({
    id: "listAlerts",
    method: "get",
    path: "/sessions/{session}/alerts",
    tag: "alerts",
    summary: "Alerts of a session, as the present rules give them",
    params: sessionParam,
    query: z.object({
      car: carQuery.optional(),
      severity: z.enum(SEVERITIES).optional(),
      rule: z.string().max(100).optional().describe("id of a rule"),
      ...pageQuery(1000, 200),
    }),
    refusals: [501],
    answer: z.object(pageOf(alert)).openapi("AlertList"),
    async run({params, query}, context) {
      const found = (await keptEvents(context, params.session, "strategy-alerts")).filter(
        (one) =>
          (query.car === undefined || query.car === one.car) &&
          (query.severity ?? one.severity) === one.severity &&
          (query.rule ?? one.rule) === one.rule,
      );
      const {items, ...rest} = page(context, found, query);
      const pageOfAlert = (one: (typeof items)[number]) =>
        momentAddress(lapMoment(params.session, one) ?? wallMoment(params.session, one));
      return {...rest, items: items.map(({topic: _, ...one}) => ({...one, page: pageOfAlert({topic: _, ...one})}))};
    },
  }),
  operation({
    id: "getAlertRules",
    method: "get",
    path: "/alert-rules",
    tag: "alerts",
    summary: "The alert rules as they are written, and what is wrong in them",
    answer: z.object({rules: z.array(rule), faults: z.array(ruleFault)}),
    async run(_, {recordings}) {
      const [rules, {faults}] = await Promise.all([readWrittenRules(recordings), readAlertRules(recordings)]);
      return {rules: [...rules], faults: [...faults]};
    },
  }),
  operation({
    id: "putAlertRules",
    method: "put",
    path: "/alert-rules",
    tag: "alerts",
    summary: "Replaces the alert rules; the running analyst takes them within seconds",
    description:
      "`before` are the rules that the edit began with, the shipped ones where there is no file: it is 409 when there are others now, unless `over` is true. A new or changed rule with a fault is refused with its field and character.",
    body: z
      .looseObject({
        ...{format: z.literal("lapbook-alerts"), version: z.literal(1), rules: z.array(z.unknown()).max(200)},
        before: z.array(z.unknown()).optional(),
        over: z.boolean().optional(),
      })
      .openapi("AlertRulesEdit"),
    refusals: [409, 507],
    answer: z.object({saved: z.number().int()}),
    run: ({body}, {recordings}) => write(recordings, body),
  }),
];
