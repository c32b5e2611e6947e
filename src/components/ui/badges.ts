import {html} from "npm:htl";
import type {SessionFile, Source} from "../../core/archive/types.js";
import {compoundLook} from "./palette.js";

/** A framed word; `bad` is red, for what is wrong. */
export function badge(
  text: string,
  {kind = "", title = ""}: {kind?: "" | "bad" | "simulated"; title?: string} = {},
): HTMLElement {
  return html`<span class=${`lb-badge${kind && ` lb-${kind}`}`} title=${title || null}>${text}</span>`;
}

/** The badge "simulated" for the simulator's data; nothing for a game's. */
export function simulatedBadge(source: Pick<Source, "simulated">): HTMLElement | "" {
  if (!source.simulated) return "";
  return badge("simulated", {kind: "simulated", title: "made by Lapbook's own simulator, not by a game"});
}

/** The badge "AI" of a car that the game drove; nothing for a person's. */
export function aiBadge({drivers}: Pick<SessionFile, "drivers">, car: number): HTMLElement | "" {
  return drivers.some((driver) => driver.car === car && driver.ai) ? badge("AI", {title: "driven by the game"}) : "";
}

/** A tyre: the compound's letter in a ring of its colour, with its name for screen readers. */
export function tyre(name: string | null | undefined, {ageLaps}: {ageLaps?: number | null} = {}): HTMLElement | string {
  if (!name) return "—";
  const {letter, color} = compoundLook(name);
  const title = ageLaps == null ? name : `${name}, ${ageLaps} laps old`;
  return html`<span class="lb-tyre" role="img" aria-label=${title} title=${title} style=${`--lb-tyre: ${color}`}>${letter}</span>`;
}

/** A short line in the colour of a lap. */
export function swatch(color: string, dash = ""): HTMLElement {
  return html`<span class=${`lb-swatch${dash && " lb-dashed"}`} style=${`--lap: var(--lb-${color})`}></span>`;
}
