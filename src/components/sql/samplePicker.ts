import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {
  KINDS,
  type Kind,
  planSamples,
  ROW_LIMIT,
  type SamplePlan,
  type SessionLaps,
} from "../../core/laps/samplePlan.js";
import {bytes, counted, wholeNumber} from "../ui/format.js";
import {sessionLabel} from "../ui/sessionNames.js";

/** Approximate size of a row, bytes: some ninety channels. */
const ROW_BYTES = 250;

/** Chooses the sessions and laps whose samples are loaded. Its value is a plan; the size is shown before loading. */
export function samplePicker(
  entries: readonly LibraryEntry[],
  sessions: readonly SessionLaps[],
  {session, limit = ROW_LIMIT}: {session?: string; limit?: number} = {},
): HTMLElement & {value: SamplePlan} {
  const first = sessions.some(({id}) => id === session) ? session : sessions[0]?.id;
  const chosen = new Set(first ? [first] : []);
  let kind: Kind = "all";
  const size = html`<p class="lb-muted" role="status"></p>`;
  const rowsOf = new Map(sessions.map((s) => [s.id, planSamples([s], {limit: Number.POSITIVE_INFINITY}).rows]));

  const boxes = entries
    .filter(({id}) => rowsOf.has(id))
    .map((entry) => {
      const {id} = entry;
      const toggle = (event: Event) => {
        if ((event.target as HTMLInputElement).checked) chosen.add(id);
        else chosen.delete(id);
        update();
      };
      return html`<label><input type="checkbox" checked=${chosen.has(id)} onchange=${toggle}> ${sessionLabel(entry)} <span class="lb-muted">${wholeNumber(rowsOf.get(id))} rows</span></label>`;
    });
  const choose = (event: Event) => {
    kind = (event.target as HTMLSelectElement).value as Kind;
    update();
  };
  const kinds = html`<label>laps <select onchange=${choose}>${Object.entries(KINDS).map(([key, label]) => html`<option value=${key}>${label}</option>`)}</select></label>`;
  const root = html<HTMLElement & {value: SamplePlan}>`<div>
    <fieldset class="lb-choices"><legend>Samples of</legend>${boxes}</fieldset>
    <div class="lb-bar">${kinds}</div>${size}
  </div>`;

  function update(): void {
    const plan = planSamples(
      sessions.filter(({id}) => chosen.has(id)),
      {kind, limit},
    );
    root.value = plan;
    const laps = counted(plan.chosen.length, "lap");
    const left = plan.leftOut
      ? ` ${wholeNumber(plan.leftOut)} more exceed the limit of ${wholeNumber(limit)} rows and are left out: choose fewer sessions, or only best laps.`
      : "";
    size.textContent = plan.chosen.length
      ? `${laps}, ${wholeNumber(plan.rows)} rows, about ${bytes(plan.rows * ROW_BYTES)}.${left}`
      : "No lap with samples is chosen: samples is empty.";
    root.dispatchEvent(new Event("input", {bubbles: true}));
  }
  update();
  return root;
}
