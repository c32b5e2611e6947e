import {expect, it} from "vitest";
import {SHIPPED_RULES} from "../../../src/core/alerts/defaultRules.js";
import {newRule} from "../../../src/core/alerts/newRule.js";
import {RULE_KINDS} from "../../../src/core/alerts/ruleFields.js";
import {alertsFileOf, checkAlertRules} from "../../../src/core/alerts/ruleFile.js";
import {ruleSummary} from "../../../src/core/alerts/ruleSummary.js";
import type {Corner} from "../../../src/core/track/corner.js";
import {placeOnLap} from "../../../src/core/track/placeOnLap.js";

it("newRule(kind, id) has no fault, of each kind; ruleSummary(rule) says something of each, also where it is wrong", () => {
  const rules = RULE_KINDS.map((kind) => newRule(kind, `own-${kind}`));
  expect(checkAlertRules(alertsFileOf(rules)).faults).toEqual([]);
  const summaries = rules.map(ruleSummary);
  expect(new Set(summaries).size).toBe(rules.length);
  for (const summary of summaries) expect(summary).not.toMatch(/undefined|NaN|null|^\s*$/);
  expect(ruleSummary(SHIPPED_RULES[0])).toBe("brakeTemp above 1200 °C for 5 s");
  expect(ruleSummary(SHIPPED_RULES[2])).toBe("change of tyrePressure below −0.15 psi/s over 6 s, while pitStatus == 0");
  expect(ruleSummary({kind: "threshold", above: "much"})).toContain("above much");
  expect(ruleSummary({kind: "thresh"})).toBe("");
});

it("placeOnLap(corners, placeM) names the corner, or the next one on a straight, also over the start line", () => {
  const corner = (number: number, entryM: number, exitM: number, label?: string) =>
    ({number, entryM, exitM, label}) as Corner;
  const corners = [corner(2, 500, 600, "2a"), corner(1, 100, 200), corner(3, 950, 40)];
  const places = [150, 100, 201, 550, 700, 990, 20, 60].map((placeM) => placeOnLap(corners, placeM));
  const [one, two, three] = ["turn 1", "turn 2a", "turn 3"];
  expect(places).toEqual([one, one, `before ${two}`, two, `before ${three}`, three, three, `before ${one}`]);
  expect([placeOnLap([], 3), placeOnLap(corners, Number.NaN)]).toEqual(["", ""]);
});
