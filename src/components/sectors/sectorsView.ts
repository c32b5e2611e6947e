import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {type LapPart, miniSectorParts, type OpenedSectors} from "../../core/findings/sectors/openSectors.js";
import {MINI_SECTORS} from "../../core/laps/miniSectors.js";
import {lapReasons} from "../../core/laps/open/lapCount.js";
import {cornerLabel} from "../../core/track/corner.js";
import {viewOf} from "../debrief/partTable.js";
import {gridTrace} from "../laps/gridTrace.js";
import {circuitMap} from "../map/circuitMap.js";
import {lapKey} from "../ui/archive.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {counted, lapTime} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {mount} from "../ui/mount.js";
import {segments} from "../ui/segments.js";
import {driverName} from "../ui/sessionNames.js";
import {bestFigures, joinsText} from "./bestFigures.js";
import {lostColoring} from "./partColoring.js";
import {lostIn, type Shown} from "./partLoss.js";
import {lossDomain, potentialBars} from "./potentialBars.js";
import {cornersIn, sectorList} from "./sectorList.js";

export interface SectorsOptions {
  /** a lap shown beside mean and best */
  lap?: number;
  /** mini-sectors */
  count?: number;
  cursor?: Cursor;
  /** to a corner */
  corner: (label: string) => string;
  onDivide?: (count: number) => void;
}

/** Numbers of mini-sectors to choose from. */
const COUNTS = [10, 15, MINI_SECTORS, 40, 60] as const;
const SECTORS_PX = 260;
const BESIDE_PX = 860;

/** The number of mini-sectors that an address asks for. */
export function miniSectorCount(asked: string | undefined): number {
  const count = Number(asked);
  return Number.isInteger(count) && count >= 3 && count <= 100 ? count : MINI_SECTORS;
}

/** Sectors and mini-sectors of a driver's laps against a reference lap: figures, bars, the coloured map, tables. */
export function sectorsView(
  opened: OpenedSectors,
  archived: ArchivedSession,
  {lap, count = MINI_SECTORS, cursor = createCursor(), corner, onDivide = () => {}}: SectorsOptions,
): HTMLElement {
  const {session, laps: rows} = archived;
  const {laps, reference, sectors, sectorsFrom, why} = opened;
  const {corners, line, road, refused} = opened.opened;
  const {car} = laps[0];
  const counts = lapReasons(
    archived,
    car,
    laps.map((one) => one.lap),
    {
      paced: false,
      refused: refused.flatMap(({name}) => (name.session === session.id && name.car === car ? [name.lap] : [])),
    },
  );
  const at = laps.findIndex((one) => one.lap === lap);
  const shownLap = at < 0 ? undefined : at;
  const {lengthM} = reference.grid;
  let shown: Shown = shownLap ?? (laps.length > 1 ? "mean" : "best");
  let parts = miniSectorParts(opened, count);
  let width = 0;

  const figures = html<HTMLElement>`<div></div>`;
  const charts = html<HTMLElement>`<div class="lb-potentials"></div>`;
  const mapPlace = html<HTMLElement>`<div></div>`;
  const listPlace = html<HTMLElement>`<div></div>`;
  const under = (part: LapPart) => {
    const within = cornersIn(part, corners.list).map(cornerLabel);
    return within.length > 1 ? `${within[0]}–${within[within.length - 1]}` : (within[0] ?? "");
  };
  const names = new Map(parts.map((part) => [part, under(part)]));
  const choose = ({fromM, toM}: LapPart) => {
    if (!Number.isFinite(fromM)) return;
    const view = viewOf({fromM, toM}, lengthM);
    const isChosen = cursor.view?.[0] === view[0] && cursor.view[1] === view[1];
    cursor.setView(isChosen ? null : view);
  };
  const isChosen = ({fromM, toM}: LapPart) => {
    const view = viewOf({fromM, toM}, lengthM);
    return cursor.view?.[0] === view[0] && cursor.view[1] === view[1];
  };
  const listOf = (list: readonly LapPart[], label: string) =>
    sectorList(list, opened, {label, corner, lap: shownLap, onChoose: choose, isChosen});
  const sectorTable = sectors && listOf(sectors, "sectors");
  let miniTable = listOf(parts, "mini-sectors");

  function drawCharts(): void {
    if (!width) return;
    const beside = width >= BESIDE_PX && sectors !== null;
    const miniWidth = beside ? width - SECTORS_PX - 24 : width;
    const mini = potentialBars(parts, {
      width: miniWidth,
      lap: shownLap,
      domain: lossDomain(parts, shownLap),
      label: "time lost by mini-sector",
      under: (part) => names.get(part) ?? under(part),
      onChoose: choose,
    });
    const whole = sectors
      ? potentialBars(sectors, {
          width: beside ? SECTORS_PX : Math.min(width, 420),
          lap: shownLap,
          domain: lossDomain(sectors, shownLap),
          label: "time lost by sector",
          onChoose: choose,
        })
      : "";
    charts.classList.toggle("lb-beside", beside);
    charts.replaceChildren(
      ...(whole ? [html`<div><h3>Sectors</h3>${whole}</div>`] : []),
      html`<div><h3>Mini-sectors</h3>${mini}</div>`,
    );
  }
  function drawMap(): void {
    const of = typeof shown === "number" ? laps[shown] : laps[opened.bests.lap?.index ?? 0];
    const row = rows.find((one) => one.car === of.car && one.lap === of.lap)!;
    const look = {key: lapKey(of), label: `${driverName(row)} lap ${of.lap}`, color: "series2" as const, dash: ""};
    const trace = gridTrace({line, track: road, corners}, of.grid, {row, session, look});
    const colored = lostColoring(
      parts,
      parts.map((part) => lostIn(part, shown)),
      of.grid,
    );
    mapPlace.replaceChildren(circuitMap([trace], {cursor, colored, height: 480}));
  }
  function divide(next: number): void {
    count = next;
    parts = miniSectorParts(opened, count);
    names.clear();
    miniTable = listOf(parts, "mini-sectors");
    draw();
    onDivide(next);
  }
  function draw(): void {
    figures.replaceChildren(bestFigures(opened, count));
    listPlace.replaceChildren(miniTable);
    drawCharts();
    drawMap();
  }
  const menu = html<HTMLElement>`<label>mini-sectors <select name="mini">${[...new Set([...COUNTS, count])].sort((a, b) => a - b).map((n) => html`<option value=${n} selected=${n === count}>${n}</option>`)}</select></label>`;
  menu.addEventListener("input", (event) => {
    event.stopPropagation();
    divide(Number((event.target as HTMLSelectElement).value));
  });
  const kinds = [
    ...(laps.length > 1 ? [{key: "mean", label: "mean of my laps"}] : []),
    {key: "best", label: "my best of each"},
    ...(shownLap === undefined ? [] : [{key: "lap", label: `lap ${laps[shownLap].lap}`}]),
  ];
  const coloured = segments("the map shows", kinds, typeof shown === "number" ? "lap" : shown, (key) => {
    shown = key === "lap" ? shownLap! : (key as "mean" | "best");
    drawMap();
  });

  const who = reference.driver || `car ${reference.car}`;
  const against = why.startsWith("your theoretical")
    ? why
    : `${who} lap ${reference.lap}, ${lapTime(1000 * (reference.grid.lapTimeS ?? Number.NaN))}; ${why}`;
  const joins = joinsText(opened);
  function notesText(): string {
    const {source, comparison} = opened.opened;
    return [
      "Faded values are within what these laps and recordings resolve.",
      road ? `Metres along ${source}.` : `Places: ${source}.`,
      ...comparison.limitations.map((text) => `${text[0].toUpperCase()}${text.slice(1)}.`),
      ...refused.map(({name, because}) => `Lap ${name.lap} is left out: ${because}.`),
    ].join(" ");
  }
  function barsText(): string {
    const several = laps.length > 1;
    const isOwn = reference.session === laps[0].session && reference.car === laps[0].car;
    return [
      "Time lost (+) and gained (−) against the reference:",
      several
        ? `the bar is the mean of ${counted(laps.length, "lap")}, the thin line its 95 % interval, the thick line the best${shownLap === undefined ? "" : `, the ring lap ${laps[shownLap].lap}`}.`
        : "the only valid lap.",
      several && isOwn && "Against your own best lap the mean is behind nearly everywhere: that lap was the lucky one.",
      several && !isOwn && `The best of ${laps.length} is chosen from many, the reference is one lap.`,
      sectors
        ? `Sectors: ${sectorsFrom === "official" ? "official times" : "cut where the game's sectors begin"}.`
        : "This recording has neither sector times nor places of sectors.",
      "Choose a part to zoom the map to it; Escape shows the whole lap.",
    ]
      .filter(Boolean)
      .join(" ");
  }
  const root = html<HTMLElement>`<div class="lb-sectors-view">
    <p class="lb-debrief-why">${counted(laps.length, "valid lap")}. Reference: ${against}.</p>
    ${lapCount(counts)}
    ${figures}
    ${joins ? html`<p class="lb-caption">${joins}</p>` : ""}
    <h2>Where the potential lies</h2>
    <p class="lb-caption">${barsText()}</p>
    ${charts}
    <div class="lb-bar">${menu}<span class="lb-muted">coloured by</span>${coloured}</div>
    <div class="lb-map-beside"><div>${mapPlace}</div>${listPlace}</div>
    ${sectorTable ? html`<h3>Sectors</h3>${sectorTable}` : ""}
    <p class="lb-muted">${notesText()}</p>
  </div>`;
  draw();
  mount(root, {
    resize(px) {
      if (px === 0 || px === width) return;
      width = px;
      drawCharts();
    },
    pageKey(event) {
      if (event.key !== "Escape" || cursor.view === null) return false;
      cursor.setView(null);
      return true;
    },
    stops: [
      cursor.subscribe((what) => {
        if (what !== "view") return;
        miniTable.redraw();
        sectorTable?.redraw();
      }),
    ],
  });
  return root;
}
