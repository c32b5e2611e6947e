import {plainUnit} from "../../channels/units.js";
import type {RawColumns} from "./column.js";
import type {Rule} from "./rules.js";
import {scalingOf} from "./targets.js";

/**
 * A format's rules in the units that the file itself gives; the rule's unit counts where the file has none. A column whose unit measures
 * something else is left out, with the reason.
 */
export function inFileUnits(rules: readonly Rule[], raw: RawColumns): {rules: Rule[]; reasons: Record<string, string>} {
  const kept: Rule[] = [];
  const reasons: Record<string, string> = {};
  for (const rule of rules) {
    const own = raw.get(rule.from)?.unit ?? "";
    if (plainUnit(own) === "" || rule.unit === undefined) kept.push(rule);
    else if (scalingOf(rule.channel, own)) kept.push({...rule, unit: own});
    else reasons[rule.from] = `unit ${own} does not fit ${rule.channel}`;
  }
  return {rules: kept, reasons};
}
