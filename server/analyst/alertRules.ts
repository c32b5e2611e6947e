import {stat} from "node:fs/promises";
import {join} from "node:path";
import {readAlertRules} from "../../loaders/workspace/alertRulesStore.js";
import type {AlertProgram} from "../../src/core/alerts/alertProgram.js";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {faultLine} from "../../src/core/alerts/ruleFile.js";
import {MATH_CHANNELS_FILE} from "../../src/core/expressions/mathChannels.js";
import {oneLine} from "../userError.js";

/** The workspace's alert rules for a running analyst: read again when their file, or that of the math channels, changes. */
export class AlertRules {
  private seen = "";
  private current: AlertProgram | undefined;

  constructor(
    private readonly recordings: string,
    private readonly report: (line: string) => void = () => {},
  ) {}

  /** The present rules; undefined while they cannot be read. The same object as long as no file changed. */
  async read(): Promise<AlertProgram | undefined> {
    const now = await this.stamp();
    if (now === this.seen) return this.current;
    try {
      const {program, faults} = await readAlertRules(this.recordings);
      for (const fault of faults) this.report(`${ALERTS_FILE}: ${faultLine(fault)}`);
      if (program.version !== this.current?.version) this.current = program;
    } catch (error) {
      this.report(`${ALERTS_FILE}: ${oneLine(error)}`);
    }
    this.seen = now;
    return this.current;
  }

  private async stamp(): Promise<string> {
    const times = await Promise.all(
      [ALERTS_FILE, MATH_CHANNELS_FILE].map((name) =>
        stat(join(this.recordings, name)).then(
          ({mtimeMs, size}) => `${mtimeMs} ${size}`,
          () => "none",
        ),
      ),
    );
    return times.join();
  }
}
