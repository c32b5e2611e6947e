import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {type AlertProgram, compileAlertRules} from "../../src/core/alerts/alertProgram.js";
import {DEFAULT_RULES, SHIPPED_RULES} from "../../src/core/alerts/defaultRules.js";
import {ALERTS_FILE, type AlertRule} from "../../src/core/alerts/rule.js";
import {
  alertsFileOf,
  checkAlertRules,
  type RuleFault,
  type WrittenRule,
  writtenRules,
} from "../../src/core/alerts/ruleFile.js";
import type {MathChannel} from "../../src/core/expressions/mathChannels.js";
import {writeWhole} from "../archive/writeWhole.js";
import {readMathChannels} from "./mathChannelsStore.js";

/** The alert rules of a workspace as its file has them, else the shipped ones. Throws `alerts.json: …` on damage. */
export async function readWrittenRules(recordings: string): Promise<readonly WrittenRule[]> {
  try {
    return writtenRules(JSON.parse(await readFile(join(recordings, ALERTS_FILE), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return SHIPPED_RULES;
    throw new Error(`${ALERTS_FILE}: ${(error as Error).message}`, {cause: error});
  }
}

/** Writes alert rules, a field a line, so that they can be edited by hand and compared. */
export async function writeAlertRules(recordings: string, rules: readonly WrittenRule[]): Promise<void> {
  await writeWhole(join(recordings, ALERTS_FILE), `${JSON.stringify(alertsFileOf(rules), null, 2)}\n`);
}

export interface WorkspaceRules {
  /** those without a fault */
  rules: readonly AlertRule[];
  faults: readonly RuleFault[];
  mathChannels: readonly MathChannel[];
  program: AlertProgram;
}

/**
 * The alert rules of a workspace, compiled: those of its file (or of another), else the shipped ones. A rule with a fault is left out; a file that is
 * no JSON is a fault of the file, and no rule is left.
 */
export async function readAlertRules(recordings: string, path?: string): Promise<WorkspaceRules> {
  const mathFault: RuleFault[] = [];
  const mathChannels = await readMathChannels(recordings).catch((error: Error): readonly MathChannel[] => {
    mathFault.push({rule: "", index: -1, field: "", message: error.message});
    return [];
  });
  const {rules, faults} = await rulesIn(path ?? join(recordings, ALERTS_FILE), path !== undefined, mathChannels);
  return {rules, faults: [...mathFault, ...faults], mathChannels, program: compileAlertRules(rules, mathChannels)};
}

async function rulesIn(
  path: string,
  mustExist: boolean,
  mathChannels: readonly MathChannel[],
): Promise<{rules: readonly AlertRule[]; faults: RuleFault[]}> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && !mustExist) return {rules: DEFAULT_RULES, faults: []};
    throw error;
  }
  try {
    const {file, faults} = checkAlertRules(JSON.parse(text), mathChannels);
    return {rules: file.rules, faults};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {rules: [], faults: [{rule: "", index: -1, field: "", message: error.message}]};
  }
}
