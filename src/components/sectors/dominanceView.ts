import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import type {FastestPart} from "../../core/findings/sectors/fastestByPart.js";
import {dominanceParts, openDominance} from "../../core/findings/sectors/openDominance.js";
import type {LapName} from "../../core/laps/open/archivedLap.js";
import {countingReads, type LapArchive} from "../../core/laps/open/lapArchive.js";
import {validLaps} from "../debrief/referenceOptions.js";
import {gridTrace} from "../laps/gridTrace.js";
import {circuitMap} from "../map/circuitMap.js";
import {lapKey, pageLink, parseLapKeys} from "../ui/archive.js";
import {type CheckOption, checks} from "../ui/checks.js";
import {dataTable} from "../ui/dataTable.js";
import {counted, fixed, lapTime, wholeNumber} from "../ui/format.js";
import {lapProgress} from "../ui/lapProgress.js";
import {pageArchive} from "../ui/pageArchive.js";
import {driverName} from "../ui/sessionNames.js";
import {emptyState} from "../ui/states.js";
import {lapColors} from "./lapColors.js";
import {dominanceColoring, isResolved} from "./partColoring.js";
import {cornerLinks, fastestText} from "./sectorList.js";

export interface DominanceOptions {
  archive?: LapArchive;
  /** the reference lap, which may be of another session */
  reference?: LapName & {driver: string};
  /** laps chosen before, as an address keeps them */
  chosen?: string;
  /** mini-sectors */
  count: number;
  corner: (label: string) => string;
  onChoose?: (chosen: string) => void;
}

export interface DominanceView extends HTMLElement {
  /** divides the lap into another number of mini-sectors */
  divide(count: number): void;
}

const MOST = 8;

/** The best lap of each driver chosen: who is fastest in which mini-sector, on the map and in a table. */
export function dominanceView(
  archived: ArchivedSession,
  car: number,
  {archive = pageArchive, reference, chosen, count, corner, onChoose = () => {}}: DominanceOptions,
): DominanceView {
  const options = entrants(archived, car, reference);
  const known = options.map(({key}) => key);
  const asked = parseLapKeys(chosen)
    .map(lapKey)
    .filter((key) => known.includes(key));
  const names = asked.length > 1 ? asked : known.slice(0, 2);
  const place = html<HTMLElement>`<div></div>`;
  let shown: ((count: number) => void) | undefined;
  const menu = checks("drivers", options, names, {most: MOST});
  menu.addEventListener("input", () => {
    onChoose(menu.value.join(","));
    load(menu.value);
  });

  function load(keys: readonly string[]): void {
    shown = undefined;
    if (keys.length < 2) {
      place.replaceChildren(
        emptyState(
          known.length < 2
            ? "Only one driver of this session has a whole valid lap with samples: choose a lap of another driver or session under “against” to see who is fastest where."
            : "Choose two drivers or more.",
        ),
      );
      return;
    }
    place.replaceChildren(
      lapProgress(async (onRead) => {
        const opened = await openDominance(countingReads(archive, onRead), parseLapKeys(keys.join(",")));
        const body = html<HTMLElement>`<div></div>`;
        shown = (now) => body.replaceChildren(content(opened, now));
        shown(count);
        return body;
      }),
    );
  }

  function content(opened: Awaited<ReturnType<typeof openDominance>>, now: number): HTMLElement {
    const parts = dominanceParts(opened, now);
    const {laps} = opened;
    const colors = lapColors(archived, car, laps);
    const drivers = laps.map((lap, i) => {
      const at = Math.max(0, known.indexOf(lapKey(lap)));
      return {label: options[at].label.split(",")[0], color: colors[i]};
    });
    const {road, line, corners, refused} = opened.opened;
    const first = laps[0];
    const row = archived.laps.find((one) => one.car === first.car && one.lap === first.lap)!;
    const trace = gridTrace({line, track: road, corners}, first.grid, {
      row,
      session: archived.session,
      look: {key: lapKey(first), label: drivers[0].label, color: drivers[0].color, dash: ""},
    });
    const map = circuitMap([trace], {colored: dominanceColoring(parts, drivers, first.grid), height: 440});
    return html`<div>
      <p class="lb-caption">${summary(
        parts,
        drivers.map(({label}) => label),
      )}${refused.length ? ` ${refused.map(({name, because}) => `${lapKey(name)}: ${because}`).join("; ")}.` : ""}</p>
      <div class="lb-map-beside"><div>${map}</div>${table(parts, drivers, opened)}</div>
    </div>`;
  }

  function table(
    parts: readonly FastestPart[],
    drivers: readonly {label: string; color: string}[],
    {opened}: Awaited<ReturnType<typeof openDominance>>,
  ): HTMLElement {
    const labels = drivers.map(({label}) => label);
    return dataTable(
      parts.map((part, i) => ({...part, name: i + 1})),
      {
        label: "who is fastest where",
        columns: [
          {key: "part", label: "no.", number: true, value: ({name}) => name},
          {key: "turns", label: "turns", cell: (part) => cornerLinks(part, opened.corners.list, corner)},
          {
            key: "fastest",
            label: "fastest",
            value: (part) => (isResolved(part) ? labels[part.fastest] : null),
            cell: (part) =>
              html`<span class=${isResolved(part) ? "" : "lb-faded"}>${isResolved(part) ? html`<span class="lb-swatch" style=${`--lap: var(--lb-${drivers[part.fastest].color})`}></span> ` : ""}${fastestText(part, labels)}</span>`,
          },
          {
            key: "where",
            label: "metres",
            number: true,
            cell: ({fromM, toM}) => `${wholeNumber(fromM)}–${wholeNumber(toM)}`,
          },
          ...drivers.map(({label}, i) => ({
            key: `driver ${i}`,
            label: `${label} (s)`,
            number: true,
            value: ({times}: FastestPart) => times[i],
            format: (s: number | null | undefined) => fixed(s, 3),
          })),
        ],
      },
    );
  }

  load(names);
  return Object.assign(
    html<HTMLElement>`<section class="lb-dominance"><div class="lb-bar">${menu}</div>${place}</section>`,
    {
      divide(next: number) {
        count = next;
        shown?.(next);
      },
    },
  ) as DominanceView;
}

/** The best laps that can be compared: the driver's own first, then the reference, then those of other drivers, fastest first. */
function entrants(
  {session, laps}: ArchivedSession,
  car: number,
  reference: DominanceOptions["reference"],
): CheckOption[] {
  const best = new Map<number, CheckOption>();
  for (const row of validLaps(laps)) {
    const key = lapKey({session: session.id, car: row.car, lap: row.lap});
    if (!best.has(row.car))
      best.set(row.car, {key, label: `${driverName(row)}, lap ${row.lap} ${lapTime(row.lapTimeMs)}`});
  }
  const own = best.get(car);
  const others = [...best].filter(([of]) => of !== car && !(reference?.session === session.id && reference.car === of));
  const isOwn = reference?.session === session.id && reference.car === car;
  const row = reference && laps.find((one) => one.car === reference.car && one.lap === reference.lap);
  const inSession = reference?.session === session.id && row;
  const other: CheckOption[] =
    reference && !isOwn
      ? [
          {
            key: lapKey(reference),
            label: inSession
              ? `${driverName(inSession)}, lap ${inSession.lap} ${lapTime(inSession.lapTimeMs)}`
              : `${driverName(reference)}, lap ${reference.lap} of ${reference.session}`,
          },
        ]
      : [];
  return [...(own ? [own] : []), ...other, ...others.map(([, option]) => option)];
}

function summary(parts: readonly FastestPart[], names: readonly string[]): string {
  const wins = names.map((name, i) => ({
    name,
    n: parts.filter((part) => isResolved(part) && part.fastest === i).length,
  }));
  const ties = parts.length - wins.reduce((sum, {n}) => sum + n, 0);
  const texts = wins.map(({name, n}) => `${name} fastest in ${counted(n, "mini-sector")}`);
  return `${texts.join(", ")}; ${ties} not resolved. One lap of each: it shows these laps, not what the drivers usually do.`;
}

/** To a corner on the page of corners. */
export function cornerHref(choice: Record<string, string | undefined>): (label: string) => string {
  return (label) => pageLink("corners", {...choice, corner: label});
}
