import type {ExperimentResult} from "../../src/core/findings/experiment.js";
import type {OpenedExperiment} from "../../src/core/findings/openExperiment.js";
import {numberText} from "./numberText.js";

/** An experiment as text: the answer of each measure with its interval and what it rests on. */
export function describeExperiment(
  [a, b]: readonly string[],
  {results, laps, leftOut, notCounted, limitations}: OpenedExperiment,
): string {
  const lines = [`A ${a}: ${laps[0].length} laps`, `B ${b}: ${laps[1].length} laps`, ""];
  for (const result of results) lines.push(answer(result));
  const blunders = leftOut.flat();
  if (blunders.length) lines.push("", `much slower, left out: ${blunders.join(", ")}`);
  for (const {lap, because} of notCounted) lines.push(`${lap} does not count: ${because}`);
  for (const limitation of limitations) lines.push(`note: ${limitation}`);
  return lines.join("\n");
}

function answer({measure, status, n, means, welch, adjustedP, lapsNeeded, limitations}: ExperimentResult): string {
  const {name, unit, matters} = measure;
  const digits = matters < 0.1 ? 3 : matters < 1 ? 2 : 1;
  const number = (value: number) => numberText(value, digits);
  const head = `${name}: `;
  if (status === "unavailable" || !welch) return `${head}unavailable, ${limitations.join("; ")}`;
  const sign = welch.difference > 0 ? "+" : "";
  const found = `B − A ${sign}${number(welch.difference)} ${unit} (${number(welch.low)} to ${number(welch.high)}), ${n[0]} and ${n[1]} laps, A ${number(means[0])} ${unit}`;
  const words = {
    difference: `a difference, p ${adjustedP < 0.001 ? "< 0.001" : adjustedP.toFixed(3)}`,
    "equal enough": `no difference of ${matters} ${unit} or more`,
    underpowered: Number.isFinite(lapsNeeded)
      ? `these laps cannot say: ${lapsNeeded} a group would show ${matters} ${unit}`
      : `these laps cannot say, and no practical number would show ${matters} ${unit}`,
  }[status];
  return [`${head}${words}; ${found}`, ...limitations.map((text) => `  ${text}`)].join("\n");
}
