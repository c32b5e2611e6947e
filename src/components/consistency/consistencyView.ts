import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {openConsistency} from "../../core/findings/consistency/openConsistency.js";
import {openDebrief} from "../../core/findings/debrief/openDebrief.js";
import {LapError} from "../../core/laps/open/archivedLap.js";
import {countedRows} from "../../core/laps/open/countedLaps.js";
import {countingReads, type LapArchive} from "../../core/laps/open/lapArchive.js";
import {judgedReasons, lapReasons} from "../../core/laps/open/lapCount.js";
import {sessionStatistics} from "../../core/laps/sessionStatistics.js";
import {COMPARISON_ADVICE} from "../debrief/debriefProgress.js";
import {counted} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {lapProgress} from "../ui/lapProgress.js";
import {mount} from "../ui/mount.js";
import {pageArchive} from "../ui/pageArchive.js";
import {emptyState} from "../ui/states.js";
import {driverLooks} from "./driverLooks.js";
import {lapTimeChart, paceTable, raisingChart, stintTrendText} from "./lapTimes.js";
import {lineSpreadView} from "./lineSpreadView.js";
import {spreadTable} from "./spreadTable.js";

export interface ConsistencyOptions {
  archive?: LapArchive;
  /** to a corner */
  corner: (label: string) => string;
}

const BESIDE_PX = 860;
const RAISING_PX = 380;

/** What a driver repeats: lap times, corners, the line; the first car's, with others beside. */
export function consistencyView(
  archived: ArchivedSession,
  cars: readonly number[],
  {archive = pageArchive, corner}: ConsistencyOptions,
): HTMLElement {
  const looks = driverLooks(archived, cars);
  const statistics = sessionStatistics(archived.laps, archived.session).cars;
  const drivers = looks.flatMap((look) => {
    const found = statistics.find(({car}) => car === look.car);
    return found ? [{statistics: found, look}] : [];
  });
  const [own] = drivers;
  if (!own) return emptyState("This driver has no laps.");
  const charts = html<HTMLElement>`<div class="lb-potentials"></div>`;
  const hasPace = drivers.some(({statistics: {pace}}) => pace);
  const raises = drivers.some(({statistics: {pace}}) => pace && pace.n > 1);
  let width = 0;
  mount(charts, {
    resize(px) {
      if (px === 0 || px === width || !hasPace) return;
      width = px;
      const beside = width >= BESIDE_PX;
      charts.classList.toggle("lb-beside-right", beside);
      charts.replaceChildren(
        html`<figure><h3>By lap</h3>${lapTimeChart(drivers, beside ? width - RAISING_PX - 24 : width)}</figure>`,
        html`<figure><h3>Raising average</h3>${raises ? raisingChart(drivers, beside ? RAISING_PX : Math.min(width, 480)) : html`<p class="lb-muted">Needs two laps that show the pace.</p>`}</figure>`,
      );
    },
  });
  const corners = lapProgress((onRead) => cornersOf(onRead), {advice: COMPARISON_ADVICE});
  return html<HTMLElement>`<div class="lb-statistics">
    <h2>Lap times</h2>
    ${lapCount(judgedReasons(own.statistics.laps))}
    <p class="lb-caption">Dots: laps that show the pace; crosses: laps left out, drawn at the edge where they are far off; dashed: the median. Raising average: mean of the best laps, behind the best one; a flat line is a driver who repeats his best. ${stintTrendText(own.statistics)}</p>
    ${hasPace ? charts : emptyState("No lap of this driver shows the pace: each was left out for the reason in the table.")}
    ${paceTable(drivers)}
    <h2>Corner by corner</h2>
    ${corners}
  </div>`;

  async function cornersOf(onRead: (laps: number) => void): Promise<HTMLElement> {
    const counting = countingReads(archive, onRead);
    const found = await openConsistency(counting, archived, cars);
    if (!found)
      return emptyState(
        `A spread needs two laps that show the pace and were recorded from line to line; ${looks[0].name} has ${counted(countedRows(archived, cars[0]).length, "such lap")}.`,
      );
    const [first] = found.drivers;
    const table = spreadTable(
      found.drivers.map(({corners: list}) => list),
      {looks, corner, laps: first.laps.map(({name}) => name.lap)},
    );
    const habits = html`<span role="status">Comparing with a reference…</span>`;
    void addHabits();
    const {corners: known, source} = found.opened;
    const stint =
      first.stint && first.corners.some(({trend}) => trend)
        ? ` Trend: laps ${first.stint.firstLap}–${first.stint.lastLap}.`
        : "";
    return html<HTMLElement>`<div>
      ${
        known.list.length
          ? html`<p class="lb-caption">Standard deviations over ${counted(first.laps.length, "lap")}, small their 95 % interval; faded where the recording alone may cause them (a frame of the game, whole km/h). Laps far off the others, more than 3.5 robust deviations, are counted as outliers beside and left out. Dots: the time of each lap around the median, up is slower.${stint} ${habits}</p>${table}`
          : emptyState(`No corners are known for this circuit: ${source}.`)
      }
      ${lapCount(
        lapReasons(
          archived,
          cars[0],
          first.laps.map(({name}) => name.lap),
          {refused: first.refused.map(({name}) => name.lap)},
        ),
      )}
      <p class="lb-muted">${notes(found.drivers)}</p>
      <h2>Line</h2>
      ${lineSpreadView(found, looks)}
    </div>`;

    /** What repeats against the debrief's reference; it is read after the spreads are shown. */
    async function addHabits(): Promise<void> {
      try {
        const debrief = await openDebrief(archive, {session: archived.session.id, car: cars[0], lap: "all"});
        const reference = debrief.comparison.references[0];
        const isOwn = reference.car === cars[0] && reference.session === archived.session.id;
        const name = isOwn ? `your lap ${reference.lap}` : reference.driver || `car ${reference.car}`;
        table.setHabits(debrief.parts, name);
        habits.textContent = `Habits: against ${debrief.chosen.why}.`;
      } catch (error) {
        if (!(error instanceof LapError)) throw error;
        habits.textContent = `Habits are not known: ${error.message}.`;
      }
    }
  }

  function notes(spreads: NonNullable<Awaited<ReturnType<typeof openConsistency>>>["drivers"]): string {
    return spreads
      .flatMap(({refused, unread, laps}, i) => [
        ...refused.map(({name, because}) => `${looks[i].name} lap ${name.lap} is left out: ${because}.`),
        ...(unread ? [`Of ${looks[i].name} the ${laps.length} fastest laps are read, ${unread} are not.`] : []),
        ...(laps.length < 2 ? [`${looks[i].name} has fewer than two laps that count: no spread.`] : []),
      ])
      .join(" ");
  }
}
