import type {SessionFile} from "../../src/core/archive/types.js";
import type {AxisCheck} from "../../src/core/laps/accelerations/axisCheck.js";
import {lapTimeText} from "../../src/core/laps/lapTimeText.js";
import type {CarSamples} from "../../src/core/laps/open/carSamples.js";
import {judgedReasons, lapCountText} from "../../src/core/laps/open/lapCount.js";
import type {CarStatistics, RaceStory, SessionStatistics} from "../../src/core/laps/sessionStatistics.js";
import type {PaceEstimate} from "../../src/core/laps/stints/stintPace.js";
import {numberText} from "./numberText.js";

/** The statistics of a session as text: each number with its interval or the number of laps that it rests on. */
export function describeStatistics(
  {id, track, type, source}: SessionFile,
  {cars, race}: SessionStatistics,
  samples: CarSamples | null,
): string {
  return [
    `${id}  ${track.name}, ${type}, ${source.game}${source.simulated ? ", simulated" : ""}`,
    ...cars.flatMap((one) => carLines(one, race !== null)),
    ...(race ? raceLines(race, cars) : []),
    ...(samples ? sampleLines(samples) : []),
  ].join("\n");
}

function carLines({car, driver, laps, pace, raising, stints}: CarStatistics, isRace: boolean): string[] {
  const lines = [`\ncar ${car} ${driver}`];
  if (pace && pace.n === 1)
    lines.push(`  pace: one lap counts, ${lapTimeText(pace.min)}; how much laps differ needs two`);
  else if (pace)
    lines.push(
      `  pace: ${pace.n} laps count, best ${lapTimeText(pace.min)}, median ${lapTimeText(pace.median)}, ` +
        `standard deviation ${seconds(pace.deviation)} s (${seconds(pace.deviationLow)} to ${seconds(pace.deviationHigh)}), ` +
        `the mean of the best laps rises by ${seconds(raising.slopeMs)} s with each lap`,
    );
  else lines.push("  pace: no lap shows it");
  lines.push(`  ${lapCountText(judgedReasons(laps))}`);
  for (const {number, firstLap, lastLap, compound, run, pace: fit} of stints) {
    const head = `  stint ${number}, laps ${firstLap}–${lastLap}${compound ? `, ${compound}` : ""}${isRace ? "" : `: ${run.kind} (${run.because})`}`;
    const judged = fit.degradation ?? fit.trend;
    if (!judged) {
      lines.push(`${head}; pace: ${fit.limits.join("; ")}`);
      continue;
    }
    const what = fit.degradation ? "degradation" : "trend";
    const needed = fit.lapsNeeded;
    const verdict =
      fit.status === "resolved"
        ? ""
        : `, not resolved${Number.isFinite(needed) ? `: about ${needed} laps would be needed` : ""}`;
    lines.push(
      `${head}; ${what} ${interval(judged)} s a lap over ${fit.n} laps${verdict}`,
      `    ${fit.limits.join("; ")}`,
    );
  }
  return lines;
}

function raceLines({result, pitLosses, official}: RaceStory, cars: readonly CarStatistics[]): string[] {
  const nameOf = (car: number) => cars.find((one) => one.car === car)?.driver ?? "";
  const lines = ["\nrace by lap times, without penalties"];
  for (const {position, car, laps, gapS, lapsDown, finished} of result) {
    const gap = gapS !== null ? `+${gapS.toFixed(3)} s` : lapsDown > 0 ? `+${lapsDown} laps` : "";
    const state = finished === false ? "stopped" : "";
    lines.push(`  ${String(position).padStart(2)}  car ${car} ${nameOf(car)}  ${laps} laps  ${gap} ${state}`.trimEnd());
  }
  for (const {car, position, byTimes} of official)
    lines.push(`  car ${car} is ${position}. in the official result, ${byTimes}. by lap times`);
  for (const {car, firstLap, lastLap, lossMs, reachMs, reference, because} of pitLosses) {
    const which = `  pit lane, car ${car}, laps ${firstLap}–${lastLap}: `;
    lines.push(
      lossMs === null
        ? `${which}loss unknown: ${because}`
        : `${which}${seconds(lossMs)} ± ${seconds(reachMs ?? Number.NaN)} s against laps ${reference.join(", ")}`,
    );
  }
  return lines;
}

function sampleLines({car, laps, checks, unreadable}: CarSamples): string[] {
  const lines = [`\nsamples of car ${car}: ${laps.length} laps`];
  for (const {lap, because} of unreadable) lines.push(`  lap ${lap} is unreadable: ${because}`);
  if (laps.length === 0) return lines;
  lines.push(`  lateral g: ${checkText(checks.lateral)}`, `  longitudinal g: ${checkText(checks.longitudinal)}`);
  for (const {lap, complete, use} of laps) {
    const parts: string[] = [];
    if (use.pedals && use.pedals.knownS > 0)
      parts.push(
        `full throttle ${percent(use.pedals.fullThrottle)}, braking ${percent(use.pedals.braking)}, coasting ${percent(use.pedals.coasting)}`,
      );
    const fuel = use.conditions.get("fuelMass");
    if (fuel) parts.push(`fuel ${fuel.first.toFixed(1)} to ${fuel.last.toFixed(1)} kg`);
    const wear = ["Fl", "Fr", "Rl", "Rr"].flatMap((w) => use.conditions.get(`tyreWear${w}Percent`)?.last ?? []);
    if (wear.length) parts.push(`tyre wear ${wear.map((value) => value.toFixed(0)).join(" ")} %`);
    if (parts.length) lines.push(`  lap ${lap}${complete ? "" : ", not from line to line"}: ${parts.join("; ")}`);
  }
  return lines;
}

function checkText({status, factor, r2, n, against, because}: AxisCheck): string {
  if (status === "unverified") return `unverified: ${because}`;
  const by = `R² ${r2.toFixed(2)} over ${n} samples against ${against}`;
  return status === "verified" ? `verified, ${by}` : `to be divided by ${factor.toFixed(2)}, ${by}`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const seconds = (ms: number) => (Number.isFinite(ms) ? numberText(ms / 1000, 3) : "–");
const interval = ({value, low, high}: PaceEstimate) => `${seconds(value)} (${seconds(low)} to ${seconds(high)})`;
