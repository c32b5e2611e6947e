import {html} from "npm:htl";
import type {ExperimentMeasure, ExperimentResult} from "../../core/findings/experiment.js";
import {counted, fixed, lapTime} from "../ui/format.js";
import {differenceBar} from "./differenceBar.js";

/** More laps than this nobody drives for an answer. */
const MOST_LAPS = 100;

/** The answer to each measure: both means, their difference with its interval, and what the laps can say. */
export function experimentTable(results: readonly ExperimentResult[], label: string): HTMLElement {
  const shown = results.filter(({status}) => status !== "unavailable");
  const missing = results.filter(({status}) => status === "unavailable");
  // what limits every row is written once
  const common = shown[0]?.limitations.filter((text) => shown.every((one) => one.limitations.includes(text))) ?? [];
  const rows = shown.map((result) => {
    const {measure, means, welch, n, status} = result;
    const limitations = result.limitations.filter((text) => !common.includes(text));
    const number = (value: number) => fixed(value, digitsOf(measure));
    const signed = (value: number) => `${value > 0 ? "+" : ""}${number(value)}`;
    const mean = (value: number) => (isLong(result) ? lapTime(1000 * value) : number(value));
    return html`<tr class=${status === "difference" ? "" : "lb-faded"}>
      <th scope="row">${measure.name} <span class="lb-muted">${measure.unit}</span></th>
      <td class="lb-number c-mean">${mean(means[0])}</td>
      <td class="lb-number c-mean">${mean(means[1])}</td>
      <td class="lb-number"><strong>${signed(welch!.difference)}</strong></td>
      <td class="lb-number c-interval">${signed(welch!.low)} to ${signed(welch!.high)}</td>
      <td class="c-bar">${differenceBar(result)}</td>
      <td class="lb-number c-n">${n[0]}, ${n[1]}</td>
      <td class="c-answer">${answerText(result)}${limitations.map((text) => html`<br><span class="lb-muted">${text}</span>`)}</td>
    </tr>`;
  });
  const open = shown.filter(isOpen).length;
  return html`<div>${open ? html`<p class="lb-muted">${openText(open, shown.length)}</p>` : ""}${common.map((text) => html`<p class="lb-muted">All rows: ${text}.</p>`)}<div class="lb-scroll" tabindex="0"><table class="lb-table lb-experiment" aria-label=${label}>
    <thead><tr><th scope="col">measure</th><th scope="col" class="lb-number c-mean">A</th><th scope="col" class="lb-number c-mean">B</th><th scope="col" class="lb-number">B − A</th>
      <th scope="col" class="lb-number c-interval" title="95 % interval of the difference of the means, by Welch">95 % interval</th>
      <th scope="col" class="c-bar" title="grey: differences that would not matter">against what matters</th><th scope="col" class="lb-number c-n" title="laps of A and B that have the measure">laps</th><th scope="col">what these laps say</th></tr></thead>
    <tbody>${rows}</tbody></table></div>
    ${missing.length ? html`<p class="lb-muted">Without an answer: ${missing.map(({measure, limitations}) => `${measure.name} (${limitations.join("; ")})`).join(", ")}.</p>` : ""}</div>`;
}

/** The answer in words. */
export function answerText({status, measure, lapsNeeded, adjustedP}: ExperimentResult): string {
  const size = `${measure.matters} ${measure.unit}`;
  if (status === "difference") return `a difference, p ${adjustedP < 0.001 ? "< 0.001" : fixed(adjustedP, 3)}`;
  if (status === "equal enough") return `no difference of ${size} or more`;
  return lapsNeeded <= MOST_LAPS
    ? `open: ${counted(lapsNeeded, "lap")} a group for ${size}`
    : `open: too much scatter for ${size}`;
}

/** Whether the laps neither show a difference nor exclude one that matters. */
function isOpen({status}: ExperimentResult): boolean {
  return status !== "difference" && status !== "equal enough" && status !== "unavailable";
}

/** What the answers of open rows mean, once for all of them. */
function openText(open: number, rows: number): string {
  const how = open === rows ? "None of these measures is decided" : `${open} of ${rows} measures are open`;
  return `${how}: these laps can't tell whether A and B differ by what matters. Beside each: how many laps a group would tell.`;
}

/** A time that is written in minutes and seconds. */
function isLong({measure: {unit}, means}: ExperimentResult): boolean {
  return unit === "s" && means.some((value) => value >= 60);
}

function digitsOf({unit, matters}: ExperimentMeasure): number {
  if (unit === "s") return 3;
  return matters < 0.1 ? 3 : matters < 1 ? 2 : 1;
}
