import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {requestOf} from "../../core/findings/debrief/debriefParams.js";
import {parseLapGroup} from "../../core/findings/lapGroup.js";
import {openSectors} from "../../core/findings/sectors/openSectors.js";
import {readStatistics} from "../../core/laps/open/carSamples.js";
import {consistencyView} from "../consistency/consistencyView.js";
import {cornerView} from "../corners/cornerView.js";
import {debriefProgress} from "../debrief/debriefProgress.js";
import {lapPlots} from "../explore/plots/lapPlots.js";
import {gripView} from "../grip/gripView.js";
import {loadLaps} from "../laps/lapChoice.js";
import {circuitMap} from "../map/circuitMap.js";
import {sessionSeries, sessionsOf} from "../progress/progressChoice.js";
import {progressView} from "../progress/progressView.js";
import {raceGlance} from "../race/raceGlance.js";
import {raceView} from "../race/raceView.js";
import {cornerHref, dominanceView} from "../sectors/dominanceView.js";
import {miniSectorCount, sectorsView} from "../sectors/sectorsView.js";
import {firstColors} from "../session/driverColors.js";
import {carsOf} from "../session/driversChoice.js";
import {setupsView} from "../setups/setupsView.js";
import {stintsView} from "../stints/stintsView.js";
import {fetchLibrary, fetchSession, pageLink, parseLapKeys} from "../ui/archive.js";
import {createCursor} from "../ui/cursor.js";
import {pageArchive} from "../ui/pageArchive.js";
import {emptyState} from "../ui/states.js";
import type {ShownPage} from "./shownPages.js";

/** Parameters of a page's address. */
export type ViewParams = Readonly<Record<string, string>>;

/** Those of a page about a session. */
type OfSession = ViewParams & {readonly session: string};

type Draw = (params: ViewParams) => HTMLElement | Promise<HTMLElement>;

/** What the pages of the product show, by the names of the pages, from the parameters of their addresses. */
export const PAGE_VIEWS: Readonly<Record<ShownPage, Draw>> = {
  session: ofSession((archived) => raceGlance(archived, firstColors(archived))),
  consistency: ofSession((archived, params) =>
    consistencyView(archived, carsOf(params), {corner: (corner) => pageLink("corners", {...params, corner})}),
  ),
  grip: ofSession((archived, params) =>
    gripView(archived, carsOf(params), {beside: params.with, channel: params.channel}),
  ),
  race: ofSession((archived, params) =>
    raceView(archived, {
      car: params.car === undefined ? null : Number(params.car),
      params: {with: params.with, to: params.to, as: params.as},
      onChange: () => {},
    }),
  ),
  async stints(params) {
    const car = Number(params.car);
    return stintsView(await readStatistics(pageArchive, params.session, {car}), {car, params, onChange: () => {}});
  },
  corners: (params) =>
    debriefProgress(request(params), {
      view: ({debrief}) =>
        cornerView(debrief, {corner: params.corner, circuit: pageLink("circuit", {session: params.session})}),
    }),
  debrief: (params) => debriefProgress(request(params), {}),
  sectors: ofSession(async (archived, params) => {
    const opened = await openSectors(pageArchive, request(params));
    const {session, car, lap, driver} = opened.reference;
    const {lap: own} = request(params);
    const [count, corner] = [miniSectorCount(params.mini), cornerHref(params)];
    const reference = {session, car, lap, driver};
    const dominance = dominanceView(archived, Number(params.car), {reference, chosen: params.with, count, corner});
    return html`<div>${sectorsView(opened, archived, {lap: own === "all" ? undefined : own, count, corner})}${dominance}</div>`;
  }),
  setups({a = "", b = "", corner}) {
    const groups = [parseLapGroup(a), parseLapGroup(b)] as const;
    const [first, second] = groups;
    if (!first || !second) throw new RangeError('two groups of laps are needed: {a: "SESSION:CAR:1-8", b: …}');
    return setupsView([first, second], {corner});
  },
  async progress({track, driver = ""}) {
    const series = sessionSeries((await fetchLibrary()).sessions).find(({key}) => key === track);
    if (!series) throw new RangeError(`no such circuit: ${track}`);
    const archived = await Promise.all(series.sessions.map(({id}) => fetchSession(id).catch(() => null)));
    return progressView(
      sessionsOf(
        archived.filter((one) => one !== null),
        driver,
      ),
    );
  },
  async laps(params) {
    const {onLine, problems} = await loadLaps(parseLapKeys(params.laps).map((key, slot) => ({...key, slot})));
    if (!onLine) throw new RangeError(problems[0] ?? "these laps have no plots");
    return lapPlots({onLine, cursor: createCursor(), params}) ?? emptyState("These laps have no plots.");
  },
  async circuit({lap, channel}) {
    const {laps, problems} = await loadLaps(parseLapKeys(lap).map((key) => ({...key, slot: 0})));
    if (!laps.length) throw new RangeError(problems[0] ?? "no such lap");
    const small = ["pedals", "gear", "steering", "grip"].map((one) =>
      circuitMap(laps, {channel: one, height: 240, labels: false, follow: false}),
    );
    return html`<div>${circuitMap(laps, {channel, copy: false})}<div class="lb-small-maps">${small}</div></div>`;
  },
};

function ofSession(draw: (archived: ArchivedSession, params: OfSession) => HTMLElement | Promise<HTMLElement>): Draw {
  return async (params) => draw(await fetchSession(params.session), {...params, session: params.session});
}

const request = (params: ViewParams) => requestOf({...params, session: params.session});
