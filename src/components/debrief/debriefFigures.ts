import {html} from "npm:htl";
import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {LEAST_LAPS} from "../../core/findings/pairings.js";
import {isConfirmed} from "../../core/laps/isConfirmed.js";
import {figure} from "../ui/figure.js";
import {delta, fixed, lapTime} from "../ui/format.js";

/** The headline figures of a debrief, each with its limit. */
export function debriefFigures(debrief: Debrief): HTMLElement {
  const {total, repeatingS, floorS, best, shown, comparison} = debrief;
  const behind = total.value === null ? null : 1000 * total.value;
  const isOpen = total.about === "driver" && total.status !== "found";
  const side = behind === null || behind === 0 || isOpen ? "" : behind > 0 ? "lb-lost" : "lb-gained";
  const range =
    total.about === "driver" && total.interval
      ? `${isOpen ? "not resolved by these laps" : "typically"}; ${total.interval.map((s) => delta(1000 * s)).join(" to ")}`
      : "";
  return html`<dl class="lb-figures">
    ${figure(behind !== null && behind < 0 ? "ahead of the reference" : "behind the reference", html`<span class=${side}>${delta(behind)}</span>`, "s", range)}
    ${figure(
      "of it where it repeats",
      repeatingS === null ? "—" : delta(1000 * repeatingS),
      repeatingS === null ? "" : "s",
      repeatingS === null ? `needs ${LEAST_LAPS} laps, has ${comparison.laps.length}` : "",
    )}
    ${figure("noise floor", floorS === null ? "—" : `±${fixed(floorS, 3)}`, "s", "of one part of the lap")}
    ${figure("your theoretical best", best ? lapTime(1000 * best.best.timeS) : "—", "", bestText(debrief))}
    ${figure("check at the line", ...checkText(shown.delta))}
  </dl>`;
}

function bestText({best, comparison}: Debrief): string {
  if (!best) return "no whole lap";
  const laps = new Set(best.best.parts.map(({lap}) => lap)).size;
  const own = comparison.laps.length;
  return laps > 1
    ? `parts of ${laps} laps, joined where the speeds agree`
    : `no faster than the best of ${own === 1 ? "one lap" : "these laps"}`;
}

/** The delta at the line by the samples alone beside the official difference: it would show a wrong time axis. */
function checkText(check: Debrief["shown"]["delta"]): [Node | string, string, string] {
  const {measuredDifferenceMs, officialDifferenceMs, measuredErrorMs} = check;
  const confirmed = isConfirmed(check);
  if (confirmed === null)
    return ["—", "", "the samples do not show both crossings of the line, or a lap is put together"];
  const sign = confirmed ? "✓" : "✗";
  return [
    html`<span class=${confirmed ? "lb-gained" : "lb-lost"}>${sign} ${delta(measuredDifferenceMs)}</span>`,
    "s",
    `by the samples; official ${delta(officialDifferenceMs)} (±${fixed((measuredErrorMs ?? 0) / 1000, 3)})`,
  ];
}
