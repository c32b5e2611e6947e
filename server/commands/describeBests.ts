import {lapTimeText} from "../../src/core/laps/lapTimeText.js";
import type {CarBests} from "../../src/core/laps/open/carBests.js";
import type {TheoreticalBest} from "../../src/core/laps/theoreticalBest.js";

/** A car's bests as `laps --bests --json` prints them: times in ms, places in m from the start line. */
export function bestsReport({car, laps, lap, rolling, corners, sectors, miniSectors}: CarBests) {
  const ms = (seconds: number) => Math.round(1e6 * seconds) / 1000;
  const sum = (best: TheoreticalBest | null) => best && ms(best.timeS);
  return {
    ...{car, driver: laps[0].driver, laps: laps.length},
    best: lap && {lap: laps[lap.index].lap, ms: ms(lap.timeS)},
    rolling: rolling && {
      lap: laps[rolling.lap].lap,
      fromM: rolling.fromM,
      ms: ms(rolling.timeS),
      errorMs: ms(rolling.errorS),
    },
    theoretical: corners && {
      ...{ms: ms(corners.timeS), errorMs: ms(corners.errorS)},
      parts: corners.parts.map((part) => ({
        lap: laps[part.lap].lap,
        fromM: part.fromM,
        toM: part.toM,
        ms: ms(part.timeS),
      })),
    },
    sumOfSectorsMs: sum(sectors),
    sumOfMiniSectorsMs: sum(miniSectors),
  };
}

export type BestsReport = ReturnType<typeof bestsReport>;

/** The same as text. A gain below its error is not claimed. */
export function describeBests({driver, laps, best, rolling, theoretical, ...sums}: BestsReport): string {
  const lines = [`  bests of ${driver}, ${laps === 1 ? "1 valid lap" : `${laps} valid laps`}`];
  if (best) lines.push(`    lap ${best.lap}: ${lapTimeText(best.ms)}`);
  if (best && laps > 1) {
    const from = rolling && `from ${rolling.fromM.toFixed(0)} m of lap ${rolling.lap}`;
    lines.push(`    rolling lap: ${gained(best.ms, rolling, from)}`);
    const parts = theoretical?.parts.map(({lap, toM}) => `lap ${lap} to ${toM.toFixed(0)} m`).join(", ");
    lines.push(`    theoretical best, joined where speeds agree: ${gained(best.ms, theoretical, parts)}`);
    if (sums.sumOfSectorsMs !== null) lines.push(`    sum of the best sectors: ${lapTimeText(sums.sumOfSectorsMs)}`);
    if (sums.sumOfMiniSectorsMs !== null)
      lines.push(
        `    sum of the best mini-sectors: ${lapTimeText(sums.sumOfMiniSectorsMs)}, which no car need be able to drive`,
      );
  }
  return lines.join("\n");
}

function gained(bestMs: number, found: {ms: number; errorMs: number} | null, what: string | null | undefined): string {
  if (!found) return "unknown";
  const gainMs = bestMs - found.ms;
  if (gainMs <= 0) return "the best lap";
  if (gainMs <= found.errorMs)
    return `not resolved: ${seconds(gainMs)} s faster than the best lap, ± ${seconds(found.errorMs)} s`;
  return `${lapTimeText(found.ms)} ± ${seconds(found.errorMs)} s (${what})`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
