import {html} from "npm:htl";
import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {NO_CAUSE} from "../../core/findings/debrief/debriefParts.js";
import type {WorkItem} from "../../core/findings/debrief/workItems.js";
import {limitationsOnce, rangeText} from "../../core/findings/words.js";
import {lapNameText} from "../../core/laps/open/archivedLap.js";
import {pageLink} from "../ui/archive.js";
import {viewOf} from "./partTable.js";

const COUNTS = ["", "One thing", "Two things", "Three things"];

/** What to work on, with what it may be worth and a link to the evidence; or that nothing stands out. */
export function workList({work, nothing, total, comparison, parts}: Debrief): HTMLElement {
  const isDriver = work.length > 0 && parts.some(({repeats}) => repeats !== null);
  const heading = work.length ? `${COUNTS[work.length]} to work on` : "Nothing to work on stands out";
  const about = isDriver
    ? ""
    : html`<p class="lb-muted">What happened on ${total.about === "lap" ? `lap ${total.subject.laps[0]}` : "these laps"}: too few laps to call it a habit.</p>`;
  const limits = limitationsOnce(work.map(({place, limitations}) => ({name: place.name, limitations})));
  const items = work.map((item) => workItem(item, comparison.lengthM));
  return html`<section class="lb-work">
    <h2>${heading}</h2>
    ${work.length ? html`${about}<ol>${items}</ol>` : ""}
    ${limits.length ? html`<p class="lb-caption">${limits.map((text) => `${capital(text)}.`).join(" ")}</p>` : ""}
    <p class=${work.length ? "lb-muted" : ""}>${capital(nothing)}.</p>
  </section>`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function workItem({place, phases, what, hint, worthS, evidence}: WorkItem, lengthM: number): HTMLElement {
  const [from, to] = viewOf(place, lengthM);
  const laps = [...evidence].reverse().map(lapNameText).join(",");
  const href = pageLink("laps", {
    laps,
    zoom: `${Math.round(from)}-${Math.round(to)}`,
    at: Math.round((place.fromM + place.toM) / 2),
  });
  const text = [phases, ...(what.length ? what : [hint ?? NO_CAUSE])].filter(Boolean).join("; ");
  return html`<li><strong>${place.name}.</strong> Against the reference: ${text}. <span class="lb-muted">May be worth ${rangeText("time", worthS)} a lap.</span>
    <a href=${href} title="both laps at this place">evidence</a></li>`;
}

/** What these laps cannot tell. */
export function questionList({questions}: Debrief): HTMLElement {
  return html`<section class="lb-questions">
    <h2>What these laps cannot tell</h2>
    ${questions.length ? html`<ul>${questions.map((text) => html`<li>${text}</li>`)}</ul>` : html`<p>Every part of the lap is resolved.</p>`}
    <p class="lb-muted">The parts of a lap add up to its difference. What a single change is worth is an estimate: estimates overlap and do not add up.</p>
  </section>`;
}
