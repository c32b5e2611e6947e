import {writeFileSync} from "node:fs";
import type {Reporter, TestCase, TestModule} from "vitest/node";

/** What one run of vitest comes to. */
export interface Verdict {
  passed: number;
  skipped: number;
  /** the name of each failed test with the first line of why; files that do not load are among them */
  failed: string[];
  /** tests that passed only when tried again, with why they had failed */
  flaky: string[];
  /** what each file took, by its name, s */
  seconds: Record<string, number>;
}

/** A reporter that writes the run's verdict as JSON to the file that `LAPBOOK_VERDICT` names. */
export default class VerdictReporter implements Reporter {
  readonly #verdict: Verdict = {passed: 0, skipped: 0, failed: [], flaky: [], seconds: {}};

  onTestCaseResult(test: TestCase): void {
    const {state, errors} = test.result();
    if (state === "skipped") this.#verdict.skipped++;
    if (state === "passed") this.#verdict.passed++;
    if (state === "failed") this.#verdict.failed.push(line(test.module, test.fullName, errors));
    if (test.diagnostic()?.flaky) this.#verdict.flaky.push(line(test.module, test.fullName, errors));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly {message: string}[]): void {
    for (const module of modules) {
      if (module.errors().length > 0) this.#verdict.failed.push(line(module, "", module.errors()));
      const {collectDuration, duration} = module.diagnostic();
      this.#verdict.seconds[module.relativeModuleId] = (collectDuration + duration) / 1000;
    }
    for (const suite of modules.flatMap((module) => [...module.children.allSuites()]))
      if (suite.errors().length > 0) this.#verdict.failed.push(line(suite.module, suite.fullName, suite.errors()));
    for (const {message} of unhandled) this.#verdict.failed.push(`outside a test: ${firstLine(message)}`);
    const file = process.env.LAPBOOK_VERDICT;
    if (file) writeFileSync(file, JSON.stringify(this.#verdict));
  }
}

function line(module: TestModule, name: string, errors: readonly {message: string}[] = []): string {
  return `${module.relativeModuleId}${name && ` > ${name}`}: ${errors.map(({message}) => firstLine(message)).join("; ")}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0];
}
