import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {bytes, when, wholeNumber} from "../ui/format.js";
import {KINDS, type Kind, planSamples, ROW_LIMIT, type SamplePlan, type SessionLaps} from "./samplePlan.js";

/** Stored bytes of a row, about: some ninety channels at native width. */
const ROW_BYTES = 250;

/** Chooses the sessions and laps whose samples are loaded. Its value is a plan; it says its size before loading. */
export function samplePicker(
  entries: readonly LibraryEntry[],
  sessions: readonly SessionLaps[],
  {session, limit = ROW_LIMIT}: {session?: string; limit?: number} = {},
): HTMLElement & {value: SamplePlan} {
  const first = sessions.some(({id}) => id === session) ? session : sessions[0]?.id;
  const chosen = new Set(first ? [first] : []);
  let kind: Kind = "all";
  const said = html`<p class="lb-muted" role="status"></p>`;
  const rowsOf = new Map(sessions.map((s) => [s.id, planSamples([s], {limit: Number.POSITIVE_INFINITY}).rows]));

  const boxes = entries
    .filter(({id}) => rowsOf.has(id))
    .map(({id, track, type, startedAt, source}) => {
      const toggle = (event: Event) => {
        if ((event.target as HTMLInputElement).checked) chosen.add(id);
        else chosen.delete(id);
        update();
      };
      return html`<label><input type="checkbox" checked=${chosen.has(id)} onchange=${toggle}> ${track.name}, ${type}, ${when(startedAt)}${
        source.simulated ? ", simulated" : ""
      } <span class="lb-muted">${wholeNumber(rowsOf.get(id))} rows</span></label>`;
    });
  const choose = (event: Event) => {
    kind = (event.target as HTMLSelectElement).value as Kind;
    update();
  };
  const kinds = html`<label>of which <select onchange=${choose}>${Object.entries(KINDS).map(([key, label]) => html`<option value=${key}>${label}</option>`)}</select></label>`;
  const root = html<HTMLElement & {value: SamplePlan}>`<div>
    <fieldset class="lb-choices"><legend>Samples of</legend>${boxes}</fieldset>
    <div class="lb-bar">${kinds}</div>${said}
  </div>`;

  function update(): void {
    const plan = planSamples(
      sessions.filter(({id}) => chosen.has(id)),
      {kind, limit},
    );
    root.value = plan;
    const laps = `${wholeNumber(plan.chosen.length)} ${plan.chosen.length === 1 ? "lap" : "laps"}`;
    const left = plan.leftOut
      ? ` ${wholeNumber(plan.leftOut)} more would go beyond ${wholeNumber(limit)} rows and stay out: choose fewer sessions, or only best laps.`
      : "";
    said.textContent = plan.chosen.length
      ? `${laps}, ${wholeNumber(plan.rows)} rows, about ${bytes(plan.rows * ROW_BYTES)}.${left}`
      : "No lap with samples chosen: samples is empty.";
    root.dispatchEvent(new Event("input", {bubbles: true}));
  }
  update();
  return root;
}
