import {availableParallelism} from "node:os";
import {defineConfig} from "vitest/config";
import {LongestFirst} from "./tests/support/longestFirst.js";

/** By default it is one less than there are processors. */
const WORKERS = Math.max(2, availableParallelism() - 1);

const PURE = ["tests/core/**/*.test.ts", "tests/components/**/*.test.ts"];
/** They measure the memory of their process, or load modules a second time, which others would meet. */
const APART = [
  "tests/components/ui/heldRemote.test.ts",
  "tests/core/channels/newChannel.test.ts",
  "tests/core/expressions/parseTwice.test.ts",
  "tests/core/games/f1/decode.test.ts",
  "tests/server/faults/clients.test.ts",
  "tests/server/log/kafka/reader.test.ts",
  "tests/server/log/kafka/readRecordSet.test.ts",
];
/**
 * Tests with real processes, brokers, sockets and browsers are tried once more on a busy machine's bad moment; `npm test` names each
 * that needed it. Those that only compute are not.
 */
const retry = 1;
const DRIVES = ["tests/e2e/liveChain.test.ts", "tests/e2e/liveKernel.test.ts"];
/** The pages are built once, before the first of their tests. */
const PAGES = {globalSetup: "tests/support/builtPages.ts"};

export default defineConfig({
  // Browser modules name packages as Framework does: `npm:d3`.
  resolve: {alias: [{find: /^npm:/, replacement: ""}]},
  test: {
    pool: "forks",
    // the projects, and the two runs of `npm test`, compile each module once between them
    experimental: {fsModuleCache: true, fsModuleCachePath: "node_modules/.cache/vitest"},
    execArgv: [
      // A young generation of 16 MB is collected so often that it costs a twelfth of the processor.
      "--max-semi-space-size=64",
      // Most functions run for a moment only: compiled at once by the fast compiler they cost a twelfth less.
      "--always-sparkplug",
      // DuckDB answers a few queries a file: compiled by the slow compiler they take twice as long.
      "--liftoff-only",
    ],
    // Waits end with what they wait for; only a test that hangs, or a machine under a tenfold load, gets here.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    setupFiles: ["tests/support/typedArrayEquality.ts"],
    sequence: {sequencer: LongestFirst},
    reporters: ["default", "./tests/support/verdict.ts"],
    projects: [
      // Functions and elements leave nothing behind: one worker loads the modules once for all its files.
      {
        extends: true,
        test: {
          name: "pure",
          include: PURE,
          exclude: APART,
          // The optimising compiler takes a function after fifteen times its usual work: most tests are over before it pays, a seventh less.
          execArgv: ["--interrupt-budget=1000000"],
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      // Servers, logs and fake clocks end with their test, so here too a worker keeps its modules.
      {
        extends: true,
        test: {
          name: "unit",
          retry,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", ...PURE, ...APART],
          isolate: false,
          // half of their time they wait for brokers and clocks
          maxWorkers: WORKERS + 1,
          sequence: {groupOrder: 1},
        },
      },
      {
        extends: true,
        test: {
          name: "apart",
          retry,
          include: APART,
          // of two sizes the last one counts (lists of a project are joined to those above): Node's own
          execArgv: ["--max-semi-space-size=16"],
          maxWorkers: WORKERS + 1,
          sequence: {groupOrder: 1},
        },
      },
      // A server, a broker and a browser at a time: pages that follow a drive in real time starve beside others.
      {
        extends: true,
        test: {
          ...PAGES,
          name: "drives",
          retry,
          include: DRIVES,
          isolate: false,
          fileParallelism: false,
          sequence: {groupOrder: 2},
        },
      },
      {
        extends: true,
        test: {
          ...PAGES,
          name: "pages",
          retry,
          include: ["tests/e2e/**/*.test.ts"],
          exclude: DRIVES,
          isolate: false,
          maxWorkers: WORKERS,
          sequence: {groupOrder: 3},
        },
      },
    ],
  },
});
