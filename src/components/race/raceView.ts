import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {raceGaps} from "../../core/laps/race/raceGaps.js";
import {hasCommonStart} from "../../core/laps/race/raceTimes.js";
import {type RaceStory, type SessionStatistics, sessionStatistics} from "../../core/laps/sessionStatistics.js";
import {driverColors} from "../session/driverColors.js";
import {eventList} from "../session/eventList.js";
import {mount} from "../ui/mount.js";
import {emptyState} from "../ui/states.js";
import {gapChart} from "./gapChart.js";
import {lapChartTable} from "./lapChartTable.js";
import {neutralText} from "./neutralMarks.js";
import {pitStopTable} from "./pitStopTable.js";
import {positionChart} from "./positionChart.js";
import {practiceView} from "./practiceView.js";
import {defaultCars, raceCars} from "./raceCars.js";
import {raceFigures} from "./raceFigures.js";
import {raceTable} from "./raceTable.js";

/** What a page keeps in its address: the cars shown beside the driver's, by commas, and the car that gaps are measured to. */
export interface RaceParams {
  with?: string;
  to?: string;
  /** "race": a session of unknown type is shown as one */
  as?: string;
}

export interface RaceViewOptions {
  car: number | null;
  params: RaceParams;
  onChange: (params: RaceParams) => void;
}

/** Speed traps and DRS are no part of a race's story. */
const MINOR = /^(SPTP|DRS[ED]|FTLP|TMPT|DTSV|sectorFlag)$/;

/** A race: result, gaps and positions by lap, pit stops, lap chart, events; of another session the order by best laps, and why there is no more. */
export function raceView({session: file, laps}: ArchivedSession, options: RaceViewOptions): HTMLElement {
  const asRace = file.type === "unknown" && options.params.as === "race";
  const session = asRace ? {...file, type: "race"} : file;
  const archived = {session, laps};
  const statistics = sessionStatistics(laps, session);
  const {race} = statistics;
  if (!laps.some(({lapTimeMs}) => lapTimeMs))
    return emptyState("No lap of this session was finished: there is nothing to put in an order.");
  if (!race || race.rows.length < 2) return practiceView(archived, statistics, race ? "one car" : "no race");
  return storyView(archived, statistics, race, options);
}

function storyView(
  archived: ArchivedSession,
  {cars: statistics}: SessionStatistics,
  race: RaceStory,
  {car: own, params, onChange}: RaceViewOptions,
): HTMLElement {
  const {session, laps} = archived;
  const {rows, chart, neutral, pitLosses} = race;
  const known = new Set(rows.map(({car}) => car));
  const listed = (params.with ?? "")
    .split(",")
    .filter(Boolean)
    .map(Number)
    .filter((car) => known.has(car));
  let chosen = params.with === undefined ? defaultCars(rows, own) : listed;
  const asked = Number(params.to || Number.NaN);
  let to = known.has(asked) ? asked : null;
  const [result, gaps, positions, stops, order] = Array.from({length: 5}, () => html<HTMLElement>`<div></div>`);
  let width = 0;

  const keep = () =>
    onChange({
      with: chosen.join(",") || "none",
      ...(to !== null && {to: String(to)}),
      ...(params.as !== undefined && {as: params.as}),
    });
  const toggle = (car: number) => {
    if (car === own) return;
    chosen = chosen.includes(car) ? chosen.filter((one) => one !== car) : [...chosen, car].slice(-7);
    keep();
    draw();
    drawCharts();
  };
  const looks = () => {
    const shown = own === null ? chosen : [own, ...chosen];
    return raceCars(rows, own, chosen, driverColors(archived, shown, own));
  };
  const placed = chart.filter(({places}) => places.length > 1);

  function draw(): void {
    const focused = result.contains(document.activeElement) ? document.activeElement?.getAttribute("aria-label") : null;
    const cars = looks();
    result.replaceChildren(raceTable(session, rows, {cars, onCar: toggle}));
    stops.replaceChildren(pitStopTable(pitLosses, statistics, cars));
    if (placed.length)
      order.replaceChildren(lapChartTable(chart, {session: session.id, laps, cars, neutral, visits: pitLosses}));
    if (focused)
      [...result.querySelectorAll("input")].find((input) => input.ariaLabel === focused)?.focus({preventScroll: true});
  }

  function drawCharts(): void {
    if (width === 0 || placed.length < 2) return;
    const common = {width, cars: looks(), neutral, onCar: toggle};
    gaps.replaceChildren(gapChart(raceGaps(chart, to), common));
    positions.replaceChildren(positionChart(rows, chart, {...common, pitLosses}));
  }

  const menu = html<HTMLSelectElement>`<select aria-label="gaps to">
    <option value="">the leader</option>
    ${rows.map(({car, driver}) => html`<option value=${car} selected=${car === to}>${driver || `car ${car}`}</option>`)}
  </select>`;
  menu.addEventListener("input", () => {
    to = menu.value === "" ? null : Number(menu.value);
    keep();
    drawCharts();
  });
  const none = html`<p class="lb-muted">${
    hasCommonStart(laps)
      ? "Fewer than two laps of two cars have a known time."
      : "The first laps of this file count from joining the session, not from the start, so lap times cannot be added up: the order is the file's own, and there are no gaps."
  }</p>`;
  const charts = placed.length < 2 ? none : null;
  const shaded = neutralText(neutral);
  const events = session.events.filter(({code}) => !MINOR.test(code));
  const root = html<HTMLElement>`<div class="lb-race">
    ${own === null ? "" : raceFigures(race, own)}
    <div class="lb-race-top">
    <section>
      <h2>Result</h2>
      <p class="lb-muted">${introOf(rows, session.playerCar)}</p>
      ${result}
    </section>
    <div class=${charts ? null : "lb-pair"}><section>
      <h2>Gaps by lap</h2>
      ${charts ? none : html`<div class="lb-bar"><label>to ${menu}</label><span class="lb-muted">measured at the line, by lap times; ahead is above. ${shaded}</span></div>`}
      ${gaps}
    </section>
    ${charts ? "" : html`<section><h2>Positions by lap</h2><p class="lb-muted">In the order in which the cars crossed the line: before penalties. ${shaded}</p>${positions}</section>`}
    </div></div>
    ${placed.length ? html`<h2>Lap chart</h2><p class="lb-muted">Who was where at the end of each lap. A name opens the traces of that lap; P: in the pit lane.</p>${order}` : ""}
    <div class="lb-pair">
      <section><h2>Pit stops</h2>${stops}</section>
      <section><h2>Events</h2>${eventList(events, session.drivers, session.source.format)}</section>
    </div>
  </div>`;
  draw();
  mount(gaps, {
    resize(next) {
      if (next === width) return;
      width = next;
      drawCharts();
    },
  });
  return root;
}

function introOf(rows: RaceStory["rows"], player: number | null): string {
  const official = rows.some(({byTimes, position}) => byTimes !== null && byTimes !== position);
  const parts = [
    "Check drivers to show them in the charts, or click a line.",
    player === null ? "The recording does not say which car is yours." : "",
    official ? "The order is the official one; “by times” is the place by lap times alone." : "",
  ];
  return parts.filter(Boolean).join(" ");
}
