import {html} from "npm:htl";
import type {SessionFile} from "../../core/archive/types.js";
import {compareStints, type StintComparison} from "../../core/findings/compareStints.js";
import {experimentTable} from "../setups/experimentTable.js";
import {delta, fixed} from "../ui/format.js";
import type {AgedStint} from "./agingChart.js";

/** A stint that can be compared, and its name in the menus. */
export interface ComparedStint extends AgedStint {
  key: string;
  label: string;
}

export interface StintComparisonOptions {
  session: Pick<SessionFile, "id" | "track">;
  /** keys of the two stints */
  chosen: readonly [string, string];
  onChange: (chosen: [string, string]) => void;
}

/** Two stints side by side: lap times as driven and without fuel, and how they grow with age; with what these laps can say. */
export function stintComparison(
  stints: readonly ComparedStint[],
  {session, chosen, onChange}: StintComparisonOptions,
): HTMLElement {
  const usable = stints.filter(({laps}) => laps.length > 0);
  if (usable.length < 2)
    return html`<p class="lb-muted">A comparison needs two stints with laps that show the pace; this session has ${usable.length === 1 ? "one" : "none"}.</p>`;
  const place = html<HTMLElement>`<div></div>`;
  const menu = (name: string, key: string) =>
    html<HTMLSelectElement>`<select name=${name}>${usable.map((one) => html`<option value=${one.key} selected=${one.key === key}>${one.label}</option>`)}</select>`;
  const menus = [menu("A", chosen[0]), menu("B", chosen[1])];
  const draw = () => {
    const [a, b] = menus.map(({value}) => usable.find(({key}) => key === value)!);
    place.replaceChildren(
      a === b
        ? html`<p class="lb-muted">Choose two different stints.</p>`
        : comparisonOf(compareStints(session, a.laps, b.laps)),
    );
  };
  for (const select of menus)
    select.addEventListener("input", () => {
      onChange([menus[0].value, menus[1].value]);
      draw();
    });
  draw();
  return html<HTMLElement>`<div><div class="lb-bar"><label>A ${menus[0]}</label><label>B ${menus[1]}</label></div>${place}</div>`;
}

function comparisonOf({times, trend, corrected}: StintComparison): HTMLElement {
  const left = times.leftOut.flat().length;
  const notes = [
    ...times.limitations,
    corrected ? "" : "the fuel of a stint is unknown: its burning off is in the times and in their growth",
    left ? `${left} much slower laps are left out` : "",
  ].filter(Boolean);
  return html`<div>${experimentTable(times.findings, "comparison of two stints", times.limitations)}${trendText({trend, corrected})}
    ${notes.length ? html`<ul class="lb-notes lb-muted">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}</div>`;
}

function trendText({trend, corrected}: Pick<StintComparison, "trend" | "corrected">): HTMLElement {
  const what = corrected ? "Degradation" : "Trend";
  if (!trend)
    return html`<p class="lb-muted">${what} by lap is not compared: each stint needs four laps that show the pace.</p>`;
  const {values, difference, low, high, resolved, p} = trend;
  const ms = (s: number) => delta(1000 * s);
  const verdict = resolved ? `a difference, p ${p < 0.001 ? "< 0.001" : fixed(p, 3)}` : "not resolved by these laps";
  return html`<p class=${resolved ? null : "lb-muted"}>${what}: A ${ms(values[0])}, B ${ms(values[1])} s a lap; B − A <strong>${ms(difference)}</strong> (95 % interval ${ms(low)} to ${ms(high)}): ${verdict}.</p>`;
}
