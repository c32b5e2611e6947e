import {readFileSync} from "node:fs";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** The files that take longest, most of them because they wait for brokers, kills and clocks. */
const LONGEST = [
  "server/log/kafka.test.ts",
  "server/games/restart.test.ts",
  "server/faults/kills.test.ts",
  "server/pageBuild.test.ts",
  "server/importForeign.test.ts",
  "server/commands/badInput.test.ts",
  "server/kafkaChain.test.ts",
  "server/faults/hostile.test.ts",
  "server/cli.test.ts",
  "server/recorder/recorder.test.ts",
  "server/faults/diskLive.test.ts",
  "server/simulated/raceChain.test.ts",
  "loaders/archive/importCapture.test.ts",
  "core/files/everyReader.test.ts",
  "core/sim/race/race.test.ts",
  "core/session/sessions.test.ts",
  "e2e/pages.test.ts",
  "e2e/live.test.ts",
  "e2e/import.test.ts",
];

/**
 * The longest files first, so that none is begun when nothing else is left; those that need a DOM last, together, since a worker
 * keeps its environment; the others as usual.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({moduleId}: TestSpecification) => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}`));
      if (found >= 0) return found;
      return LONGEST.length + Number(readFileSync(moduleId, "utf8").startsWith("// @vitest-environment jsdom"));
    };
    const ranks = new Map(files.map((file) => [file, rank(file)]));
    return (await super.sort(files)).sort((a, b) => ranks.get(a)! - ranks.get(b)!);
  }
}
