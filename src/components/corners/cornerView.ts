import {html} from "npm:htl";
import type {AnalysedLap} from "../../core/findings/analysedLap.js";
import {type CornerPass, cornerPasses} from "../../core/findings/debrief/cornerPasses.js";
import type {Debrief} from "../../core/findings/debrief/debrief.js";
import type {LapUseReason} from "../../core/laps/open/lapCount.js";
import {cornerLabel} from "../../core/track/corner.js";
import {lapsAt} from "../debrief/lapsAt.js";
import {swatch} from "../ui/badges.js";
import {counted, delta, lapTime} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {isShortcut, mount} from "../ui/mount.js";
import {captioned} from "../ui/pictureCaption.js";
import {emptyState} from "../ui/states.js";
import {cornerDots} from "./cornerDots.js";
import {cornerTable} from "./cornerTable.js";
import {cornerTraces} from "./cornerTraces.js";

/** What of a debrief the corners need. */
export type CornerSubject = Pick<Debrief, "comparison" | "shown" | "lap" | "parts"> & {
  isAgainstBest?: boolean;
  /** which of the driver's laps count, and why not the others */
  counts?: readonly LapUseReason[];
  opened: Pick<Debrief["opened"], "source" | "corners">;
};

export interface CornerViewOptions {
  /** the corner shown first, as the address has it: "4", "4a" */
  corner?: string;
  onChoose?: (label: string) => void;
  /** a link to the circuit, where corners are edited */
  circuit?: string;
}

/** Widths of the dots beside the traces, and from which width of the page they are beside, px. */
const DOTS_PX = 300;
const BESIDE_PX = 860;
const GAP_PX = 32;

/** The table of the corners against the reference, of one lap or the medians of all, and below it the chosen corner. ← and → step through the corners. */
export function cornerView(
  subject: CornerSubject,
  {corner, onChoose = () => {}, circuit = ""}: CornerViewOptions = {},
): HTMLElement {
  const {comparison, shown, lap, opened, parts, counts = []} = subject;
  const {own, reference} = shown;
  const passes = cornerPasses(comparison, own, reference, {typical: lap === null, parts});
  if (passes.length === 0) {
    const draw = circuit ? html` <a href=${circuit}>Draw them on the circuit.</a>` : "";
    return emptyState(html`No corners are known for this circuit: ${opened.source}.${draw}`);
  }
  let chosen = passes.find((pass) => cornerLabel(pass.corner) === corner) ?? mostLost(passes);
  let width = 0;
  const detail = html`<section class="lb-corner" aria-live="polite"></section>`;
  const table = cornerTable(passes, (pass) => {
    choose(pass);
    detail.scrollIntoView?.({block: "nearest", behavior: "smooth"});
  });
  // a report has the samples of some laps only
  const traced = comparison.laps.filter(({grid}) => grid.n > 0).length;

  function choose(pass: CornerPass, focus = false): void {
    table.choose(pass, focus);
    if (pass === chosen) return;
    chosen = pass;
    draw();
    onChoose(cornerLabel(pass.corner));
  }
  function step(by: number): void {
    const k = (passes.indexOf(chosen) + by + passes.length) % passes.length;
    choose(passes[k]);
  }
  function draw(): void {
    const isBeside = width >= BESIDE_PX;
    const traces = isBeside ? width - DOTS_PX - GAP_PX : width;
    // a report has no samples of the lap nearest to the median of this corner
    const strong = chosen.lap.grid.n > 0 ? chosen.lap : own;
    detail.replaceChildren(
      html`<div class="lb-bar lb-corner-head">
        <h2>${nameOf(chosen)}</h2>
        <button type="button" class="lb-button" onclick=${() => step(-1)} title="←">Previous</button>
        <button type="button" class="lb-button" onclick=${() => step(1)} title="→">Next</button>
        ${allChannels(lapsAt(subject, `T${cornerLabel(chosen.corner)}`))}
      </div>`,
      html`<p class="lb-caption">${timeText(chosen)} ${legendOf(strong, reference, {laps: traced, isTypical: chosen.isTypical && strong === chosen.lap})}</p>`,
      html`<div class=${`lb-corner-plots${isBeside ? " lb-beside" : ""}`}>
        ${cornerTraces(chosen, {own: strong, reference, laps: comparison.laps}, traces || 640)}${cornerDots(chosen, strong.lap, isBeside ? DOTS_PX : Math.min(traces || 640, 480))}
      </div>`,
    );
    const name = (one: AnalysedLap) => `${one.driver || `car ${one.car}`} lap ${one.lap}`;
    for (const chart of detail.querySelectorAll("svg[aria-label]"))
      captioned(chart, () => ({
        lines: [
          {label: name(strong), color: "series2"},
          {label: `reference, ${name(reference)}`, color: "reference"},
        ],
        source: [nameOf(chosen), comparison.track].filter(Boolean).join(", "),
      }));
  }

  const against = `against ${reference.driver || `car ${reference.car}`} ${timeOf(reference)}`;
  const what =
    lap === null
      ? `Medians of ${counted(comparison.laps.length, "lap")} ${against}; ± is what is usual from lap to lap. To see one lap alone, choose it under “lap”.`
      : `Lap ${own.lap}, ${timeOf(own)}, ${against}.`;
  const root = html<HTMLElement>`<div class="lb-corner-view">
    <p class="lb-caption">${what} Δ is the time that the debrief counts here. Faded differences are ${lap === null ? "no habit, or below what the recordings resolve" : "below what the recordings resolve"}. Choose a corner to see it below; ← and → step through them.</p>
    ${counts.length ? lapCount(counts) : ""}
    ${table}${detail}
  </div>`;
  table.choose(chosen);
  draw();
  mount(root, {
    resize(px) {
      if (px === 0 || px === width) return;
      width = px;
      draw();
    },
    pageKey(event) {
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!by || isShortcut(event)) return false;
      step(by);
      return true;
    },
  });
  table.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || isShortcut(event)) return;
    event.preventDefault();
    choose(table.beside(chosen, by), true);
  });
  return root;
}

/** Nothing where no page shows them. */
function allChannels(href: string): HTMLElement | "" {
  return href && html`<a href=${href}>all channels</a>`;
}

/** The corner that lost most, of those that the recordings resolve; else the first. */
function mostLost(passes: readonly CornerPass[]): CornerPass {
  const loss = ({time}: CornerPass) => (time.isResolved ? time.difference! : Number.NEGATIVE_INFINITY);
  return passes.reduce((most, pass) => (loss(pass) > loss(most) ? pass : most));
}

function nameOf({corner}: CornerPass): string {
  return `Turn ${cornerLabel(corner)}${corner.name ? ` ${corner.name}` : ""}`;
}

function timeText({corner, time, isTypical}: CornerPass): string {
  const kind = `${corner.type}, ${corner.direction}`;
  if (time.difference === null) return `${kind}.`;
  const limit = time.isResolved ? "" : `, not resolved by ${isTypical ? "these laps" : "the recordings"}`;
  return `${kind}; ${delta(1000 * time.difference)} s to the reference${limit}.`;
}

function legendOf(
  own: AnalysedLap,
  {lap, driver, car}: AnalysedLap,
  {laps, isTypical}: {laps: number; isTypical: boolean},
): HTMLElement {
  const others = laps > 1 ? ` · faint: ${counted(laps - 1, "other lap")} of the driver` : "";
  return html`<span class="lb-corner-legend">${swatch("series2")} lap ${own.lap}${isTypical ? ", nearest to the median here" : ""} · ${swatch("reference")} reference, ${driver || `car ${car}`} lap ${lap}${others}</span>`;
}

function timeOf({grid: {lapTimeS}}: AnalysedLap): string {
  return lapTime(lapTimeS === null ? null : 1000 * lapTimeS);
}
