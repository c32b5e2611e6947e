import type {AnalysedLap, Comparison} from "../../src/core/findings/analysedLap.js";
import {isWithin} from "../../src/core/findings/debrief/debriefParts.js";
import type {Finding} from "../../src/core/findings/finding.js";
import {nothingStandsOut} from "../../src/core/findings/summary.js";
import {limitationsOnce} from "../../src/core/findings/words.js";
import {listedNumbers} from "../../src/core/laps/open/archivedLap.js";

/** Findings as text: of the driver or of each lap, what was found, ranked by time lost; then what these laps do not resolve. */
export function describeFindings(comparison: Comparison, findings: readonly Finding[]): string {
  const {laps, references, why, track, corners, limitations} = comparison;
  const isDriver = findings[0]?.about === "driver";
  const head = [
    lapsText(laps),
    `against ${lapsText(references)}: ${why}`,
    `${track}, ${corners.length} corners; lap − reference, in brackets the 95 % interval`,
    ...(findings.some(({estimate}) => estimate) ? ["estimates of single changes overlap and do not add up"] : []),
    ...limitations.map((text) => `note: ${text}`),
  ];
  const groups = isDriver
    ? [[...findings]]
    : laps.map(({lap}) => findings.filter(({subject}) => subject.laps[0] === lap));
  return [head.join("\n"), ...groups.map((group) => block(group, limitations))].join("\n\n");
}

function lapsText(laps: readonly AnalysedLap[]): string {
  const [{driver, session, car}] = laps;
  const numbers = listedNumbers(laps.map(({lap}) => lap));
  return `${driver || "car"} (${session}:${car}), ${laps.length === 1 ? "lap" : "laps"} ${numbers}`;
}

/** @param known limitations that were told for all */
function block(findings: readonly Finding[], known: readonly string[]): string {
  const found = findings.filter(({status}) => status === "found");
  const parts = found.filter(({kind, place}) => kind === "time" && place.kind !== "lap");
  parts.sort((a, b) => b.value! - a.value!);
  const within = (time: Finding) =>
    found.filter(({kind, place}) => kind === "difference" && place.kind !== "lap" && place.fromM === time.place.fromM);
  const phasesOf = (time: Finding) => found.filter((one) => one.kind === "phase" && isWithin(one, time.place));
  const told = new Set([...parts, ...parts.flatMap(within), ...parts.flatMap(phasesOf)]);
  const whole = findings.find(({kind, place}) => kind === "time" && place.kind === "lap");
  const lines = whole ? [whole.text] : [];
  for (const part of parts) {
    const phases = phasesOf(part).map((one) => `      ${one.place.phase}: ${claimText(one)}`);
    lines.push(`  ${shortText(part)}`, ...phases, ...within(part).map((one) => `      ${claimText(one)}`));
  }
  const others = found.filter((one) => one !== whole && !told.has(one));
  lines.push(...notes(parts, known), ...others.map((one) => `  ${shortText(one)}`), ...notes(others, known));
  lines.push(`  ${nothingStandsOut(findings)}`);
  const open = findings.filter(
    ({status, kind, more, resolves, place}) =>
      status === "not resolved" && kind !== "phase" && more && resolves !== null && place.kind !== "lap",
  );
  for (const {text} of open) lines.push(`  ${text}`);
  for (const one of findings) if (one.status === "unavailable") lines.push(`  ${shortText(one)}`);
  return lines.join("\n");
}

/** Without the lap, which the block's first line names. */
function shortText({about, subject, text}: Finding): string {
  const lap = `lap ${subject.laps[0]}`;
  return about === "lap" && text.startsWith(lap) ? text.slice(lap.length + 2) : text;
}

/** Without the place, which the line above names. */
function claimText({text}: Finding): string {
  return text.slice(text.indexOf(": ") + 2);
}

function notes(findings: readonly Finding[], known: readonly string[]): string[] {
  const limited = findings.map(({place, measure, limitations}) => ({
    name: place.kind === "lap" ? measure : place.name,
    limitations: limitations.filter((text) => !known.includes(text)),
  }));
  return limitationsOnce(limited).map((text) => `  note: ${text}`);
}
