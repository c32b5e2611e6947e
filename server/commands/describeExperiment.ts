import type {OpenedExperiment} from "../../src/core/findings/openExperiment.js";

/** An experiment as text: the answer of each measure with its interval and what it rests on. */
export function describeExperiment(
  [a, b]: readonly string[],
  {findings, laps, leftOut, notCounted, limitations}: OpenedExperiment,
): string {
  const lines = [`A ${a}: ${laps[0].length} laps`, `B ${b}: ${laps[1].length} laps`, ""];
  const answered = findings.filter(({groups}) => groups !== null);
  // what limits every answer is written once
  const common = (answered[0]?.limitations ?? limitations).filter((text) =>
    answered.every((one) => one.limitations.includes(text)),
  );
  for (const finding of findings) {
    const own = finding.groups ? finding.limitations.filter((text) => !common.includes(text)) : [];
    lines.push(finding.text, ...own.map((text) => `  ${text}`));
  }
  const blunders = leftOut.flat();
  if (blunders.length) lines.push("", `much slower, left out: ${blunders.join(", ")}`);
  for (const {lap, because} of notCounted) lines.push(`${lap} does not count: ${because}`);
  for (const limitation of common) lines.push(`note: ${limitation}`);
  return lines.join("\n");
}
