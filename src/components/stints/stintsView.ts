import {html} from "npm:htl";
import {isRace} from "../../core/laps/gaps.js";
import {listedNumbers} from "../../core/laps/open/archivedLap.js";
import type {readStatistics} from "../../core/laps/open/carSamples.js";
import {judgedReasons} from "../../core/laps/open/lapCount.js";
import type {CarStatistics} from "../../core/laps/sessionStatistics.js";
import {agedLaps} from "../../core/laps/stints/agedLaps.js";
import {fuelEffectOf} from "../../core/laps/stints/formulaOneFuel.js";
import {runTable} from "../../core/laps/stints/runTable.js";
import {carOrder} from "../session/driverTable.js";
import {stintChart} from "../session/stintChart.js";
import {lapCount} from "../ui/lapCount.js";
import {mount} from "../ui/mount.js";
import {driverName} from "../ui/sessionNames.js";
import {agingChart} from "./agingChart.js";
import {conditionCharts} from "./conditionCharts.js";
import {runsTable} from "./runsTable.js";
import {type ComparedStint, stintComparison} from "./stintComparison.js";
import {carStints, stintLimits, stintTable} from "./stintTable.js";

/** What a page keeps in its address: the two stints that are compared, `CAR.STINT`. */
export interface StintsParams {
  a?: string;
  b?: string;
}

export interface StintsViewOptions {
  car: number;
  params: StintsParams;
  onChange: (params: StintsParams) => void;
}

/** Stints and tyres of a session, about one driver and beside the others. */
export function stintsView(
  {session, laps, statistics, samples}: Awaited<ReturnType<typeof readStatistics>>,
  {car, params, onChange}: StintsViewOptions,
): HTMLElement {
  const own = statistics.cars.find((one) => one.car === car);
  if (!own) return html`<p class="lb-muted">This driver has no lap in the session.</p>`;
  const isPractice = !isRace(session.type);
  const fuel = new Map(
    samples?.car === car
      ? samples.laps.map(({lap, use}) => [lap, use.conditions.get("fuelMass")?.first ?? Number.NaN])
      : [],
  );
  const all = statistics.cars.flatMap((one) =>
    comparedStints(one, session.source.game, one.car === car ? fuel : new Map()),
  );
  const mine = all.filter(({stint}) => stint.car === car);
  const others = statistics.cars.filter((one) => one !== own);
  const charts = [html<HTMLElement>`<div></div>`, html<HTMLElement>`<div></div>`, html<HTMLElement>`<div></div>`];
  const ownStints = carStints([own]);
  const limits = stintLimits(ownStints);
  const options = {own: car, hasRuns: isPractice};
  const unreadable = samples?.unreadable ?? [];
  const root = html<HTMLElement>`<div class="lb-stints">
    <h2>Stints of ${driverName(own)}</h2>
    <p class="lb-muted">n: laps that show the pace. ± and ranges are 95 % intervals; faded slopes are not told from 0.</p>
    ${stintTable(ownStints, options)}
    ${limits.length ? html`<p class="lb-caption">${sentences(limits)}</p>` : ""}
    ${lapCount(judgedReasons(own.laps))}
    <h2>Lap times by tyre age</h2>
    ${charts[0]}
    <h2>Two stints compared</h2>
    ${stintComparison(all, {session, chosen: chosenStints(params, mine, all), onChange: ([a, b]) => onChange({a, b})})}
    ${isPractice ? html`<h2>Long run against short run</h2><p class="lb-muted">Flying laps are those within 3 % of the run's best: five or more in succession are a long run, one to three a short one. n and mean are of that succession. Fuel and purpose differ between the two.</p>${runsTable(runTable(own.stints))}` : ""}
    <h2>Tyres and fuel by lap</h2>
    ${charts[1]}
    ${unreadable.length ? html`<p class="lb-muted">Laps ${listedNumbers(unreadable.map(({lap}) => lap))} could not be read: ${unreadable[0].because}.</p>` : ""}
    ${others.length ? html`<h2>All drivers</h2><p class="lb-muted">Without their samples: fuel is known by its use a lap at most.</p>${charts[2]}${stintTable(carStints(statistics.cars), options)}` : ""}
  </div>`;
  const drawn = (width: number) => {
    charts[0].replaceChildren(agingChart(mine, {width}));
    charts[1].replaceChildren(conditionCharts(samples?.laps ?? [], own.stints, {width}));
    if (others.length && session.stints.length)
      charts[2].replaceChildren(stintChart(session, laps, {width, cars: carOrder(session, laps)}));
  };
  let width = 0;
  mount(root, {
    resize(next) {
      if (next === width || next === 0) return;
      width = next;
      drawn(width);
    },
  });
  return root;
}

function comparedStints(own: CarStatistics, game: string, fuel: ReadonlyMap<number, number>): ComparedStint[] {
  const times = own.laps.flatMap(({row, leftOut}) => (leftOut ? [] : row.lapTimeMs!));
  const fuelEffect = fuelEffectOf(game, times);
  return own.stints.map((stint) => {
    const laps = agedLaps(own.laps, stint, {fuelKg: (lap) => fuel.get(lap) ?? Number.NaN, fuelEffect});
    const name = `${driverName(own)}, stint ${stint.number}`;
    const label = `${name}: ${stint.compound ?? "tyre unknown"}, laps ${stint.firstLap}–${stint.lastLap} (${laps.length})`;
    return {stint, laps, key: `${own.car}.${stint.number}`, label};
  });
}

/** The two longest stints of the driver, in order; of one stint, beside the longest one of another driver. */
function chosenStints(
  {a, b}: StintsParams,
  mine: readonly ComparedStint[],
  all: readonly ComparedStint[],
): [string, string] {
  const known = (key: string | undefined) =>
    all.some((one) => one.key === key && one.laps.length > 0) ? key : undefined;
  const longest = (list: readonly ComparedStint[]) => list.toSorted((x, y) => y.laps.length - x.laps.length);
  const [first, second] = [...longest(mine).slice(0, 2), ...longest(all.filter((one) => !mine.includes(one)))].slice(
    0,
    2,
  );
  const pair = [first, second].filter(Boolean).sort((x, y) => x.stint.firstLap - y.stint.firstLap);
  return [known(a) ?? pair[0]?.key ?? "", known(b) ?? pair[1]?.key ?? ""];
}

function sentences(texts: readonly string[]): string {
  return texts.map((text) => `${text[0].toUpperCase()}${text.slice(1)}.`).join(" ");
}
