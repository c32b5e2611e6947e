import {html} from "npm:htl";
import type {AxisCheck} from "../../core/laps/accelerations/axisCheck.js";
import type {PedalTimes} from "../../core/laps/conditions/pedalTimes.js";
import type {DriverGrip} from "../../core/laps/open/openGrip.js";
import {meanInterval} from "../../core/signal/meanInterval.js";
import {fixed, wholeNumber} from "../ui/format.js";
import {limitsOf} from "./ggDiagram.js";
import type {GripSeries} from "./gripSeries.js";

const MARKS = {verified: "✓", scaled: "≈", unverified: "✗"} as const;

/** Whether the acceleration channels are what they say, per axis of each driver, and what shows it. */
export function axisTable(drivers: readonly DriverGrip[], names: readonly string[]): HTMLElement {
  const hasNotes = drivers.some(({checks}) => Object.values(checks).some((check) => checkNotes(check) !== ""));
  const row = (name: string, axis: string, check: AxisCheck) => html`<tr>
    ${drivers.length > 1 ? html`<th scope="row">${name}</th>` : ""}
    <td>${axis}</td>
    <td class=${check.status === "unverified" ? "lb-lost" : check.status === "verified" ? "lb-gained" : ""}>${MARKS[check.status]} ${check.status}</td>
    <td>${check.against ?? "—"}</td>
    <td class="lb-number">${fixed(check.factor, 2)}</td>
    <td class="lb-number">${fixed(check.r2, 2)}</td>
    <td class="lb-number">${check.n ? wholeNumber(check.n) : "—"}</td>
    ${hasNotes ? html`<td class="lb-wide lb-muted">${checkNotes(check)}</td>` : ""}</tr>`;
  return html<HTMLElement>`<div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="axis check"><thead><tr>
    ${drivers.length > 1 ? html`<th scope="col">driver</th>` : ""}
    <th scope="col">axis</th><th scope="col">check</th><th scope="col">against</th>
    <th scope="col" class="lb-number" title="channel ÷ motion">factor</th>
    <th scope="col" class="lb-number" title="squared correlation; 0.75 is needed">R²</th>
    <th scope="col" class="lb-number">samples</th>${hasNotes ? html`<th scope="col">note</th>` : ""}
  </tr></thead><tbody>${drivers.flatMap(({checks}, i) => [row(names[i], "lateral", checks.lateral), row(names[i], "longitudinal", checks.longitudinal)])}</tbody></table></div>`;
}

function checkNotes({because, status, coarseG}: AxisCheck): string {
  const notes = [
    because,
    status === "scaled" && "another unit or sign: values are divided by the factor",
    coarseG !== undefined && `recorded in steps of ${fixed(coarseG, 1)} g: envelope and use are that coarse`,
  ];
  return notes.filter(Boolean).join("; ");
}

/** The limits of the g-g envelope, by series. */
export function limitTable(all: readonly GripSeries[]): HTMLElement {
  const g = (value: number) => html`<td class="lb-number">${fixed(value, 2)}</td>`;
  return html<HTMLElement>`<div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="limits of the envelope, g"><thead><tr>
    <th scope="col">g, 98 % within</th><th scope="col" class="lb-number">left</th><th scope="col" class="lb-number">right</th>
    <th scope="col" class="lb-number">braking</th><th scope="col" class="lb-number">power</th><th scope="col" class="lb-number">laps</th>
  </tr></thead><tbody>${all.map((one) => {
    const {left, right, braking, power} = limitsOf(one.envelope);
    return html`<tr>${nameCell(one)}${g(left)}${g(right)}${g(braking)}${g(power)}<td class="lb-number">${one.laps.length}</td></tr>`;
  })}</tbody></table></div>`;
}

const PEDALS: readonly {key: keyof PedalTimes; label: string; title: string}[] = [
  {key: "fullThrottle", label: "full throttle (%)", title: "throttle at 98 % and more"},
  {key: "braking", label: "braking (%)", title: "brake above 5 %"},
  {key: "coasting", label: "coasting (%)", title: "neither pedal above 5 %"},
  {key: "both", label: "both (%)", title: "brake and throttle at once"},
];

/** What the pedals did, as shares of the time, by series: the mean over its laps with the 95 % interval. */
export function pedalTable(all: readonly GripSeries[]): HTMLElement {
  if (!all.some(({laps}) => laps.some(({pedals}) => pedals)))
    return html`<p class="lb-muted">Throttle or brake was not recorded: the pedals' times are not known.</p>`;
  return html<HTMLElement>`<div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="pedals"><thead><tr>
    <th scope="col">share of the time</th>${PEDALS.map(({label, title}) => html`<th scope="col" class="lb-number" title=${title}>${label}</th>`)}
    <th scope="col" class="lb-number">laps</th><th scope="col" class="lb-number" title="time in which one of the pedals is not known">unknown (s)</th>
  </tr></thead><tbody>${all.map((one) => {
    const laps = one.laps.flatMap(({pedals}) => pedals ?? []);
    const cells = PEDALS.map(({key}) => {
      const {mean, reach} = meanInterval(laps.map((pedals) => 100 * pedals[key]));
      const range = Number.isFinite(reach) ? html` <small class="lb-muted">±${fixed(reach, 1)}</small>` : "";
      return html`<td class="lb-number">${fixed(mean, 1)}${range}</td>`;
    });
    const unknown = laps.reduce((sum, {unknownS}) => sum + unknownS, 0);
    return html`<tr>${nameCell(one)}${cells}<td class="lb-number">${laps.length}</td><td class="lb-number">${fixed(unknown, 1)}</td></tr>`;
  })}</tbody></table></div>`;
}

function nameCell({label, color}: GripSeries): HTMLElement {
  return html`<th scope="row"><span class="lb-swatch" style=${`--lap: ${color}`}></span> ${label}</th>`;
}
