import {html} from "npm:htl";
import {chanceText, experimentNumbers, experimentTitle, isHint} from "../../core/findings/experimentWords.js";
import type {Finding} from "../../core/findings/finding.js";
import {lapNameText} from "../../core/laps/open/archivedLap.js";
import {groupBy} from "../../core/signal/groupBy.js";
import {pageLink} from "../ui/archive.js";
import {lapTime} from "../ui/format.js";
import {differenceBar} from "./differenceBar.js";

/** More laps than this nobody drives for an answer. */
const MOST_LAPS = 100;

/**
 * The answer to each measure of an experiment: both means, their difference with its interval, and what the laps can say.
 *
 * @param noted limitations that are written elsewhere
 */
export function experimentTable(
  findings: readonly Finding[],
  label: string,
  noted: readonly string[] = [],
): HTMLElement {
  const shown = findings.filter(({groups}) => groups !== null);
  const missing = findings.filter(({groups}) => groups === null);
  // what limits every row is written once
  const common = shown[0]?.limitations.filter((text) => shown.every((one) => one.limitations.includes(text))) ?? [];
  const told = new Set([...common, ...noted]);
  const rows = shown.map((finding) => {
    const {value, interval, n, status} = finding;
    const {means} = finding.groups!;
    const limitations = finding.limitations.filter((text) => !told.has(text));
    const {unit, text: number, signed} = experimentNumbers(finding);
    const mean = (one: number) => (unit === "s" && means.some((s) => s >= 60) ? lapTime(1000 * one) : number(one));
    return html`<tr class=${status === "found" || isHint(finding) ? "" : "lb-faded"}>
      <th scope="row">${experimentTitle(finding)} <span class="lb-muted">${unit}</span></th>
      <td class="lb-number c-mean">${mean(means[0])}</td>
      <td class="lb-number c-mean">${mean(means[1])}</td>
      <td class="lb-number"><strong>${signed(value!)}</strong></td>
      <td class="lb-number c-interval">${signed(interval![0])} to ${signed(interval![1])}</td>
      <td class="c-bar">${differenceBar(finding)}</td>
      <td class="lb-number c-n">${n.referenceLaps}, ${n.laps}</td>
      <td class="c-answer">${answerText(finding)}${evidenceLink(finding)}${limitations.map((text) => html`<br><span class="lb-muted">${text}</span>`)}</td>
    </tr>`;
  });
  if (rows.length === 0)
    return html`<div>${missing.length ? html`<p class="lb-muted">${missingText(missing)}</p>` : ""}</div>`;
  const open = shown.filter((finding) => isOpen(finding) && !isHint(finding)).length;
  return html`<div>${open ? html`<p class="lb-muted">${openText(open, shown.length)}</p>` : ""}${common.filter((text) => !noted.includes(text)).map((text) => html`<p class="lb-muted">All rows: ${text}.</p>`)}<div class="lb-scroll" tabindex="0"><table class="lb-table lb-experiment" aria-label=${label}>
    <thead><tr><th scope="col">measure</th><th scope="col" class="lb-number c-mean">A</th><th scope="col" class="lb-number c-mean">B</th><th scope="col" class="lb-number">B − A</th>
      <th scope="col" class="lb-number c-interval" title="95 % interval of the difference of the means, by Welch">95 % interval</th>
      <th scope="col" class="c-bar" title="grey: differences that would not matter">against what matters</th><th scope="col" class="lb-number c-n" title="laps of A and B that have the measure">laps</th><th scope="col">what these laps say</th></tr></thead>
    <tbody>${rows}</tbody></table></div>
    ${missing.length ? html`<p class="lb-muted">${missingText(missing)}</p>` : ""}</div>`;
}

/** What has no answer, each reason once: "Without an answer: sector 2, sector 3 (0 laps with this measure in one group, 3 are needed)." */
function missingText(missing: readonly Finding[]): string {
  const reasons = [...groupBy(missing, ({reason}) => reason)].map(
    ([reason, own]) => `${own.map(experimentTitle).join(", ")} (${reason})`,
  );
  return `Without an answer: ${reasons.join("; ")}.`;
}

/** The answer in words. */
export function answerText(finding: Finding): string {
  const {status, reason, more} = finding;
  if (status === "found") return `a difference, ${chanceText(finding)}`;
  if (!isOpen(finding) || isHint(finding)) return reason!;
  const {matters} = experimentNumbers(finding);
  return more && more.laps <= MOST_LAPS
    ? `open: ${more.laps} more ${more.laps === 1 ? "lap" : "laps"} of each for ${matters}`
    : `open: too much scatter for ${matters}`;
}

/** A link to the most typical lap of each group in the corner where they differ. */
function evidenceLink({status, place, evidence, subject, reference}: Finding): HTMLElement | string {
  if (status !== "found" || place.kind !== "corner") return "";
  const typical = [reference, subject].flatMap(
    (group) =>
      evidence.find((one) => one.session === group.session && one.car === group.car && group.laps.includes(one.lap)) ??
      [],
  );
  const href = pageLink("laps", {
    laps: typical.map(lapNameText).join(","),
    zoom: `${Math.round(place.fromM)}-${Math.round(place.toM)}`,
  });
  return html<HTMLElement>` <a href=${href} title="a typical lap of A and of B at this corner">evidence</a>`;
}

/** Whether the laps neither show a difference nor exclude one that matters. */
function isOpen({groups}: Finding): boolean {
  return groups?.answer === "underpowered";
}

/** What the answers of open rows mean, once for all of them. */
function openText(open: number, rows: number): string {
  const how = open === rows ? "None of these measures is decided" : `${open} of ${rows} measures are open`;
  return `${how}: these laps can't tell whether A and B differ by what matters. Beside each: how many more laps of each would tell.`;
}
