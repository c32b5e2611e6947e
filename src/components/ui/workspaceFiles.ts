import {type AlertProgram, compileAlertRules} from "../../core/alerts/alertProgram.js";
import {SHIPPED_RULES} from "../../core/alerts/defaultRules.js";
import {ALERTS_FILE} from "../../core/alerts/rule.js";
import {alertsFileOf, checkAlertRules, type WrittenRule, writtenRules} from "../../core/alerts/ruleFile.js";
import type {LibraryIndex} from "../../core/archive/types.js";
import {EXAMPLES} from "../../core/expressions/examples.js";
import {MATH_CHANNELS_FILE, type MathChannel, mathChannelsFromFile} from "../../core/expressions/mathChannels.js";
import {fetchLibrary, fetchWorkspaceFile} from "./archive.js";

/** The math channels of the workspace; the examples where it has none of its own. Throws `math-channels.json: …` on damage. */
export async function fetchMathChannels({
  mathChannels,
}: Pick<LibraryIndex, "mathChannels">): Promise<readonly MathChannel[]> {
  if (!mathChannels) return EXAMPLES;
  try {
    return mathChannelsFromFile(await fetchWorkspaceFile(MATH_CHANNELS_FILE)).channels;
  } catch (error) {
    throw new Error(`${MATH_CHANNELS_FILE}: ${(error as Error).message}`);
  }
}

/** The alert rules of the workspace as they are written; the shipped ones where it has none of its own. Throws `alerts.json: …` on damage. */
export async function fetchAlertRules({alertRules}: Pick<LibraryIndex, "alertRules">): Promise<readonly WrittenRule[]> {
  if (!alertRules) return SHIPPED_RULES;
  try {
    return writtenRules(await fetchWorkspaceFile(ALERTS_FILE));
  } catch (error) {
    throw new Error(`${ALERTS_FILE}: ${(error as Error).message}`);
  }
}

/** The workspace's rules, compiled: those that are switched on and have no fault. */
export async function fetchAlertProgram(): Promise<AlertProgram> {
  const library = await fetchLibrary();
  const [rules, math] = await Promise.all([fetchAlertRules(library), fetchMathChannels(library).catch(() => [])]);
  return compileAlertRules(checkAlertRules(alertsFileOf(rules), math).file.rules, math);
}
