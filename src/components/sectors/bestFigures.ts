import {html} from "npm:htl";
import {type LapPart, miniSectorParts, type OpenedSectors} from "../../core/findings/sectors/openSectors.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {figure} from "../ui/figure.js";
import {delta, distance, fixed, lapTime} from "../ui/format.js";

/** The bests of a driver's laps, from the strictest to the loosest, each with what it is and its limit. */
export function bestFigures(opened: OpenedSectors, count: number): HTMLElement {
  const {bests, laps, sectors, sectorsFrom} = opened;
  const {lap, rolling, corners} = bests;
  if (!lap) return html`<p class="lb-muted">No lap is whole on this line: there is no best.</p>`;
  const best = laps[lap.index];
  const link = (number: number) =>
    html`<a href=${pageLink("laps", {laps: lapKey({...best, lap: number})})}>lap ${number}</a>`;
  const ms = (seconds: number) => lapTime(1000 * seconds);
  const gained = (seconds: number) => `${delta(1000 * (seconds - lap.timeS))} s`;
  const rollingNote = (): Node | string => {
    if (laps.length < 2 || !rolling) return "needs two laps in succession";
    const gain = lap.timeS - rolling.timeS;
    if (gain <= 0) return "none was faster than the best lap";
    const from = html`from ${distance(rolling.fromM)} of ${link(laps[rolling.lap].lap)}`;
    return gain > rolling.errorS
      ? html`<span>${from}; ${gained(rolling.timeS)} (±${fixed(rolling.errorS, 3)})</span>`
      : html`<span>${from}; not resolved: ${gained(rolling.timeS)} (±${fixed(rolling.errorS, 3)})</span>`;
  };
  const theoreticalNote = (): string => {
    if (!corners) return "unknown";
    const of = new Set(corners.parts.map((part) => part.lap)).size;
    if (of < 2) return laps.length < 2 ? "needs two laps" : "the best lap: no join of other laps is faster";
    const gain = lap.timeS - corners.timeS;
    const resolved = gain > corners.errorS ? "" : "not resolved: ";
    return `parts of ${of} laps, joined on straights where speeds agree within 1 %; ${resolved}${gained(corners.timeS)} (±${fixed(corners.errorS, 3)})`;
  };
  const sum = (parts: readonly LapPart[]) => parts.reduce((total, part) => total + (part.best?.timeS ?? Number.NaN), 0);
  const sumFigure = (name: string, parts: readonly LapPart[] | null, how: string) => {
    const total = parts ? sum(parts) : Number.NaN;
    const note = Number.isFinite(total)
      ? `a sum, no lap: ${gained(total)}; ${how}`
      : "no sector times in this recording";
    return figure(name, Number.isFinite(total) ? ms(total) : "—", "", note);
  };
  return html`<dl class="lb-figures">
    ${figure("best lap", ms(lap.timeS), "", html`${link(best.lap)} of ${laps.length} valid`)}
    ${figure("best rolling lap", rolling && laps.length > 1 ? ms(rolling.timeS) : "—", "", rollingNote())}
    ${figure("theoretical best", corners ? ms(corners.timeS) : "—", "", theoreticalNote())}
    ${sumFigure("△ best sectors", sectors, sectorsFrom === "official" ? "official times" : "cut at the sectors' places")}
    ${sumFigure(`△ best ${count} mini-sectors`, miniSectorParts(opened, count), "a car need not be able to drive it")}
  </dl>`;
}

/** Which laps the theoretical best is made of; "" where it is one lap. */
export function joinsText({bests: {corners}, laps}: OpenedSectors): string {
  if (!corners || corners.parts.length < 2) return "";
  const parts = corners.parts.map(({lap, toM}, i) =>
    i === corners.parts.length - 1 ? `lap ${laps[lap].lap} to the line` : `lap ${laps[lap].lap} to ${distance(toM)}`,
  );
  return `Theoretical best: ${parts.join(", ")}.`;
}
