import type {Run} from "./runKind.js";
import type {StintRun} from "./stintRuns.js";

/** A long or short run beside the short ones of its kind of tyre. */
export interface RunRow {
  stint: StintRun;
  run: Run;
  /** flying laps in succession, and their mean, ms */
  n: number;
  meanMs: number;
  /** mean of this run − mean of the fastest short run on the same kind of tyre, ms; null for short runs, and where there is none */
  behindShortMs: number | null;
}

/** Runs of a practice with flying laps: long ones are compared with the fastest short run of their compound; fuel and purpose differ between the two. */
export function runTable(stints: readonly (StintRun & {run: Run})[]): RunRow[] {
  const driven = stints.filter(({run}) => run.laps.length > 0);
  const shortest = (compound: string | null) =>
    Math.min(
      ...driven.filter((one) => one.run.kind === "short run" && one.compound === compound).map(({run}) => run.meanMs),
    );
  return driven.map(({run, ...stint}): RunRow => {
    const short = shortest(stint.compound);
    const isLong = run.kind === "long run" && Number.isFinite(short);
    return {
      ...{stint, run, n: run.laps.length, meanMs: run.meanMs},
      behindShortMs: isLong ? run.meanMs - short : null,
    };
  });
}
