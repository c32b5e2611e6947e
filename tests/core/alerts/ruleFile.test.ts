import {describe, expect, it} from "vitest";
import {compileAlertRules} from "../../../src/core/alerts/alertProgram.js";
import {alertText} from "../../../src/core/alerts/alertText.js";
import {DEFAULT_RULES, SHIPPED_RULES} from "../../../src/core/alerts/defaultRules.js";
import {RULE_KINDS} from "../../../src/core/alerts/ruleFields.js";
import {checkAlertRules, faultLine} from "../../../src/core/alerts/ruleFile.js";

const file = (...rules: unknown[]) => ({format: "lapbook-alerts", version: 1, rules});
const RULE = {id: "hot", kind: "threshold", title: "Hot", value: "engineTemp", unit: "°C", above: 120, text: "{value}"};
const linesOf = (value: unknown) =>
  checkAlertRules(value, [{name: "Rising", expression: "derivative(speed)"}]).faults.map(faultLine);

describe("checkAlertRules(value)", () => {
  it("takes the shipped rules, every one, as they are written to a file", () => {
    expect(checkAlertRules(file(...SHIPPED_RULES)).faults).toEqual([]);
    expect(DEFAULT_RULES).toHaveLength(SHIPPED_RULES.length);
    const again = checkAlertRules(JSON.parse(JSON.stringify(file(...DEFAULT_RULES))));
    expect([again.file.rules, again.faults]).toEqual([DEFAULT_RULES, []]);
  });

  it.each([
    [{...RULE, above: "hot"}, "hot, above: expected a number from -1000000000000 to 1000000000000"],
    [{...RULE, abvoe: 3}, "hot, abvoe: unknown field of threshold; did you mean above?"],
    [{...RULE, above: undefined}, "hot, above: is missing: a limit is needed, above or below"],
    [{...RULE, above: 1, below: 2}, "hot, below: is more than above"],
    [{...RULE, title: undefined}, "hot, title: is missing"],
    [{...RULE, severity: "bad"}, "hot, severity: expected info, warning, critical"],
    [{...RULE, kind: "thresh"}, `hot, kind: expected one of ${RULE_KINDS.join(", ")}`],
    [{...RULE, id: "a b"}, "a b, id: expected 1 to 60 letters, digits, hyphens and underscores"],
    [{...RULE, id: undefined}, "rule 1, id: is missing"],
    [{...RULE, value: "engineTmp"}, "hot, value: character 1: unknown channel: engineTmp; did you mean engineTemp?"],
    [{...RULE, unit: "kg"}, /^hot, value: character 1: /],
    [{...RULE, value: "Rising", unit: "g"}, /^hot, value: character 1: .*one sample/],
    [{...RULE, while: "mean(speed) > 3 km/h"}, /^hot, while: character \d+: /],
    [{...RULE, text: "{valeu}"}, /^hot, text: unknown word \{valeu\}; known: \{value\}/],
    ["x", "rule 1: expected an object"],
  ])("refuses rule %#, pointing at rule and field", (rule, expected) => {
    const lines = linesOf(file(rule));
    expect(lines).toHaveLength(1);
    if (expected instanceof RegExp) expect(lines[0]).toMatch(expected);
    else expect(lines[0]).toBe(expected);
  });

  it("leaves out a rule with a fault, and only it; finds all faults; refuses what is no file", () => {
    const {file: found, faults} = checkAlertRules(file(RULE, {...RULE, id: "b", above: null, forS: -1}, RULE));
    expect(found.rules.map(({id}) => id)).toEqual(["hot"]);
    expect(faults.map(faultLine).sort()).toHaveLength(3);
    for (const value of [null, 3, [], {}, {format: "x"}, {format: "lapbook-alerts", version: 2}, file().rules])
      expect(linesOf(value)).toHaveLength(1);
    expect(
      linesOf(JSON.parse('{"format":"lapbook-alerts","version":1,"rules":[{"__proto__":1,"kind":"constructor"}]}')),
    ).toHaveLength(1);
  });
});

describe("compileAlertRules(rules)", () => {
  it("gives a rule another version when it changes", () => {
    const [a, b] = [120, 121].map((above) => compileAlertRules(checkAlertRules(file({...RULE, above})).file.rules));
    expect(a.cars[0].version).toMatch(/^[0-9a-f]{8}$/);
    expect(a.cars[0].version).not.toBe(b.cars[0].version);
    expect(a.version).not.toBe(b.version);
  });
});

it("alertText(rule, fact) writes numbers short, lap times as such, and what is unknown as ?", () => {
  const fact = {value: 1234.567, limit: -0.1234, unit: "x", channel: "c", fromTime: 0, toTime: 1.5, lap: Number.NaN};
  const text = (words: string, more = {}) => alertText({...DEFAULT_RULES[0], text: words}, {...fact, ...more});
  expect(text("{value} {limit} {lap} {channel}")).toBe("1235 −0.12 ? c");
  expect(text("{value}, {difference}", {value: 61_234, limit: 61_300, unit: "ms"})).toBe("1:01.234, 0.066 s");
});
