import {availableParallelism} from "node:os";
import {defineConfig} from "vitest/config";

export default defineConfig({
  // Browser modules name packages as Framework does: `npm:d3`.
  resolve: {alias: [{find: /^npm:/, replacement: ""}]},
  test: {
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 120_000,
    // by default one less than there are processors: on two of them half the time is spent waiting for brokers and clocks
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {extends: true, test: {name: "unit", include: ["tests/**/*.test.ts"], exclude: ["tests/e2e/**"]}},
      // One browser at a time: pages share the machine's processors, and time out when they starve.
      {
        extends: true,
        test: {name: "pages", include: ["tests/e2e/**/*.test.ts"], fileParallelism: false, testTimeout: 60_000},
      },
    ],
  },
});
