import {html} from "npm:htl";
import type {LapRow} from "../../core/archive/types.js";
import {isComparable} from "../../core/laps/referenceLap.js";
import {groupBy} from "../../core/signal/groupBy.js";
import {sqlText} from "../../core/sql/connection.js";
import {bestFirst} from "../../core/sql/sessionReference.js";
import type {ViewName} from "../../core/sql/views.js";

/** A worked query. */
export interface SqlExample {
  view: ViewName;
  title: string;
  text: string;
}

/** Subject of the examples that read laps: a car of a session, and its laps. */
export interface ExampleSubject {
  session: string;
  car: number;
  laps: readonly LapRow[];
}

/** Worked queries, some a view. Those that read laps ask about one car: a query over all laps of a library would read them all. */
export function sqlExamples({session, car, laps}: ExampleSubject): SqlExample[] {
  const of = (view = "") => `${view}session = ${sqlText(session)} and ${view}car = ${car}`;
  const own = bestFirst(laps.filter((row) => row.car === car && isComparable(row)));
  const [best, second] = [own[0]?.lap ?? 1, own[1]?.lap ?? own[0]?.lap ?? 1];
  return [
    {
      view: "laps",
      title: "Fastest lap per driver and track",
      text: `select track, driver, min(lapTimeMs) / 1000 as bestS, count(*) as laps
from laps
where valid and lapTimeMs is not null
group by all
order by track, bestS`,
    },
    {
      view: "laps",
      title: "Tyre age against pace",
      text: `select tyreAgeLaps, median(lapTimeMs) / 1000 as medianS, tyreCompound, count(*) as laps
from laps
where valid and complete and not pit and tyreAgeLaps is not null
  and session = ${sqlText(session)}
group by all
order by tyreCompound, tyreAgeLaps`,
    },
    {
      view: "sectors",
      title: "Best sectors, and their sum beside the best lap",
      text: `with best as (
  select track, driver, sector, min(timeMs) as ms
  from sectors
  where valid and complete
  group by all
)
select track, driver, sum(ms) / 1000 as sumOfSectorsS,
  (select min(lapTimeMs) from laps l
   where l.track = best.track and l.driver = best.driver and l.valid and l.complete) / 1000 as bestLapS
from best
group by all
having count(*) = 3
order by track, sumOfSectorsS`,
    },
    {
      view: "corners",
      title: "Time lost per corner",
      text: `with pieces as (
  select name, lap, sum(timeMs) as ms -- the straight over the start line has two rows a lap
  from corners
  where ${of()} and valid
  group by all
)
select name, median(ms) - min(ms) as lostMs, min(ms) as bestMs, count(*) as laps
from pieces
group by all
order by lostMs desc`,
    },
    {
      view: "corners",
      title: "Trail braking and minimum speed by corner",
      text: `select name, median(trailM) as trailM, median(toM - brakePointM) as brakesBeforeExitM,
  median(minimumKmh) as minimumKmh, stddev(minimumKmh) as spreadKmh
from corners
where ${of()} and kind = 'corner'
group by number, name
order by number`,
    },
    {
      view: "findings",
      title: "Where single laps lost the most, beyond the noise",
      text: `select name, value as lossS, low as fromS, high as toS, lap, text
from findings
where ${of()} and about = 'lap' and kind = 'time'
  and place <> 'lap' and status = 'found'
order by lossS desc
limit 20`,
    },
    {
      view: "findings",
      title: "What a driver repeats, and what the laps can't show",
      text: `select status, name, measure, value, unit, low, high, moreLaps, text
from findings
where ${of()} and about = 'driver'
order by status, abs(value) desc`,
    },
    {
      view: "traces",
      title: "Two laps, metre by metre",
      text: `select a.distanceM, a.timeS - b.timeS as deltaS, a.speedKmh, b.speedKmh as againstKmh
from traces a
join traces b using (point)
where ${of("a.")} and a.lap = ${second}
  and ${of("b.")} and b.lap = ${best}
order by a.distanceM`,
    },
    {
      view: "samples",
      title: "Use of the gears",
      text: `select gear, count(*) / sum(count(*)) over () as share, avg(speedKmh) as meanKmh, max(rpm) as maxRpm
from samples
where ${of()} and gear is not null
group by gear
order by gear`,
    },
    {
      view: "samples",
      title: "Fastest laps, with the top speed of their samples",
      text: `select l.lapTimeMs / 1000 as lapS, l.lap, max(s.speedKmh) as topKmh, avg(s.throttle) as throttle
from laps l
join samples s on s.session = l.session and s.car = l.car and s.lapNumber = l.lap
where ${of("l.")} and l.valid and l.complete
group by all
order by lapS`,
    },
  ];
}

/** A menu of worked queries, by table; the one chosen is handed over. */
export function examplePicker(examples: readonly SqlExample[], onPick: (example: SqlExample) => void): HTMLElement {
  const chosen = (event: Event) => {
    const menu = event.target as HTMLSelectElement;
    const example = examples[Number(menu.value)];
    if (example) onPick(example);
    // the same one may be chosen again
    menu.value = "";
  };
  const groups = groupBy([...examples.entries()], ([, {view}]) => view);
  return html`<div class="lb-bar"><label class="lb-example">Worked queries <select onchange=${chosen}>
    <option value="">choose one…</option>
    ${[...groups].map(
      ([view, list]) =>
        html`<optgroup label=${view}>${list.map(([i, {title}]) => html`<option value=${i}>${title}</option>`)}</optgroup>`,
    )}
  </select></label></div>`;
}
