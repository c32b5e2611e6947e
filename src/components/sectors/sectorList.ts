import {html} from "npm:htl";
import type {FastestPart} from "../../core/findings/sectors/fastestByPart.js";
import type {LapPart, OpenedSectors} from "../../core/findings/sectors/openSectors.js";
import {type Corner, cornerLabel} from "../../core/track/corner.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {type Column, type DataTable, dataTable} from "../ui/dataTable.js";
import {delta, fixed, wholeNumber} from "../ui/format.js";
import {isLossResolved, lostIn, type Shown} from "./partLoss.js";

export interface SectorListOptions {
  label: string;
  /** links to a corner */
  corner: (label: string) => string;
  /** a lap whose times have a column of their own, by its index */
  lap?: number;
  onChoose: (part: LapPart) => void;
  /** whether a part is the one zoomed to */
  isChosen: (part: LapPart) => boolean;
}

/** Sectors or mini-sectors with their times, what they lost against the reference, and what repeating the best would gain. */
export function sectorList(
  parts: readonly LapPart[],
  {laps, opened}: OpenedSectors,
  {label, corner, lap, onChoose, isChosen}: SectorListOptions,
): DataTable<LapPart> {
  const isPlaced = parts.some(({fromM}) => Number.isFinite(fromM));
  const isMini = !parts[0].name.startsWith("sector");
  const lost = (key: string, text: string, title: string, shown: Shown): Column<LapPart> => ({
    key,
    label: text,
    title: `${title}: + lost, − gained; faded where it is not resolved`,
    number: true,
    value: (part) => lostIn(part, shown),
    cell: (part) => lossCell(part, shown),
  });
  const columns: Column<LapPart>[] = [
    {
      key: "part",
      label: isMini ? "no." : "sector",
      number: isMini,
      value: ({fromM, name}) => fromM || Number(/\d+/.exec(name)),
      cell: (part) =>
        html`<button type="button" class="lb-plain" title="zoom the map to it">${part.name.replace("sector ", "")}</button>`,
    },
    ...(isPlaced && opened.corners.list.length
      ? [
          {
            key: "corners",
            label: "turns",
            className: "c-turns",
            cell: (part: LapPart) => cornerLinks(part, opened.corners.list, corner),
          },
        ]
      : []),
    ...(laps.length < 2
      ? []
      : [
          lost(
            "meanLost",
            "mean Δ (s)",
            "the mean of the laps against the reference lap, with its 95 % interval",
            "mean",
          ),
        ]),
    lost("bestLost", "best Δ (s)", "the driver's best here against the reference lap", "best"),
    ...(lap === undefined
      ? []
      : [lost("lapLost", `lap ${laps[lap].lap} Δ (s)`, "this lap against the reference lap", lap)]),
    {
      key: "reference",
      label: "ref. (s)",
      title: "time of the reference lap",
      number: true,
      value: ({referenceS}) => referenceS,
      format: (s) => fixed(s, 3),
    },
    {
      key: "best",
      label: "best (s)",
      number: true,
      value: ({best}) => best?.timeS,
      cell: ({best}) =>
        best
          ? html`<span>${fixed(best.timeS, 3)} <a class="lb-muted" href=${pageLink("laps", {laps: lapKey(laps[best.lap])})}>lap ${laps[best.lap].lap}</a></span>`
          : "—",
    },
    ...(laps.length < 2
      ? []
      : [
          {
            key: "gain",
            label: "mean − best",
            title: "what the driver's best here is faster than his mean",
            number: true,
            value: ({meanS, best}: LapPart) => (best ? meanS - best.timeS : null),
            format: (s: number | null | undefined) => fixed(s, 3),
          },
          {
            key: "n",
            label: "laps",
            title: "laps with a time here; of five and more, those that took much longer are not part of the mean",
            number: true,
            value: ({n}: LapPart) => n,
            cell: ({n, leftOut}: LapPart) => (leftOut ? `${n - leftOut} of ${n}` : String(n)),
          },
        ]),
    ...(isPlaced
      ? [
          {
            key: "where",
            label: "metres",
            number: true,
            cell: ({fromM, toM}: LapPart) => `${wholeNumber(fromM)}–${wholeNumber(toM)}`,
          },
        ]
      : []),
  ];
  const table = dataTable(parts, {
    columns,
    label,
    decorate(tr, part) {
      tr.setAttribute("aria-selected", String(isChosen(part)));
      tr.addEventListener("click", (event) => {
        if (!(event.target as HTMLElement).closest("a")) onChoose(part);
      });
    },
  });
  table.classList.add("lb-sectors");
  return table;
}

/** "+0.123 ±0.04"; faded where it is not resolved. */
function lossCell(part: LapPart, shown: Shown): HTMLElement | string {
  const lost = lostIn(part, shown);
  if (!Number.isFinite(lost)) return "—";
  const side = isLossResolved(part, shown) ? (lost > 0 ? "lb-lost" : "lb-gained") : "lb-faded";
  const reach = shown === "mean" && Number.isFinite(part.reachS) ? ` ±${fixed(part.reachS, 3)}` : "";
  return html`<span class=${side}>${delta(1000 * lost)}<small class="lb-muted">${reach}</small></span>`;
}

/** The corners whose apex lies in a part, as links. */
export function cornerLinks(
  part: {fromM: number; toM: number},
  corners: readonly Corner[],
  href: (label: string) => string,
): HTMLElement | string {
  const within = cornersIn(part, corners);
  if (within.length === 0) return "";
  return html`<span>${within.map((corner, i) => html`${i ? ", " : ""}<a href=${href(cornerLabel(corner))} title=${corner.name ?? null}>${cornerLabel(corner)}</a>`)}</span>`;
}

export function cornersIn({fromM, toM}: {fromM: number; toM: number}, corners: readonly Corner[]): Corner[] {
  return corners.filter(({apexM}) => apexM >= fromM && apexM < toM);
}

/** Who was fastest in a part and by how much, in words. */
export function fastestText({fastest, marginS, floorS}: FastestPart, names: readonly string[]): string {
  if (fastest < 0) return "unknown";
  if (Number.isNaN(marginS)) return names[fastest];
  return marginS > floorS
    ? `${names[fastest]} by ${fixed(marginS, 3)} s`
    : `not resolved (${fixed(marginS, 3)} s, floor ${fixed(floorS, 3)} s)`;
}
