import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {type LapGroup, lapGroupText} from "../../core/findings/lapGroup.js";
import {type OpenedExperiment, openExperiment} from "../../core/findings/openExperiment.js";
import {lapNameText} from "../../core/laps/open/archivedLap.js";
import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import {mount} from "../ui/mount.js";
import {pageArchive} from "../ui/pageArchive.js";
import {settled} from "../ui/states.js";
import {experimentTable} from "./experimentTable.js";
import {type GroupLap, groupLaps} from "./groupLaps.js";

export interface SetupsOptions {
  /** a corner's number, or "each" */
  corner?: string;
  onCorner?: (corner: string) => void;
  archive?: LapArchive;
}

/** Two groups of laps compared: lap and sector times at once, then the corners, whose samples are read. */
export function setupsView(
  [a, b]: readonly [LapGroup, LapGroup],
  {corner = "each", onCorner = () => {}, archive = pageArchive}: SetupsOptions = {},
): HTMLElement {
  const times = async () => {
    const [opened, lapsA, lapsB] = await Promise.all([
      openExperiment(archive, a, b),
      lapsOf(archive, a),
      lapsOf(archive, b),
    ]);
    return timesView(opened, [lapsA, lapsB]);
  };
  const corners = html<HTMLElement>`<div></div>`;
  const show = (wanted: string) => {
    const asked = /^\d+$/.test(wanted) ? Number(wanted) : ("each" as const);
    const reading = openExperiment(archive, a, b, {corner: asked}).then((opened) =>
      cornersView(opened, wanted, (next) => {
        onCorner(next);
        show(next);
      }),
    );
    corners.replaceChildren(settled(reading, (view) => view, {loading: "Reading the laps' samples…"}));
  };
  show(corner);
  return html<HTMLElement>`<div class="lb-setups">
    ${settled(times(), (view) => view, {loading: "Reading laps…"})}
    <h2>At the corners</h2>
    ${corners}
  </div>`;
}

function timesView(opened: OpenedExperiment, laps: readonly [GroupLap[], GroupLap[]]): HTMLElement {
  const chart = html<HTMLElement>`<div></div>`;
  mount(chart, {resize: (width) => chart.replaceChildren(groupLaps(laps, opened, {width}))});
  return html<HTMLElement>`<div>
    ${opened.limitations.map((text) => html`<p class="lb-note">${capital(text)}.</p>`)}
    <div class="lb-setups-times">
      ${chart}
      <section><h2>Lap and sectors</h2>${experimentTable(opened.findings, "differences of lap and sector times", opened.limitations)}</section>
    </div>
  </div>`;
}

function cornersView(opened: OpenedExperiment, chosen: string, onChoose: (corner: string) => void): HTMLElement {
  const select = html<HTMLSelectElement>`<select aria-label="corner">
    <option value="each" selected=${chosen === "each"}>the time in each corner</option>
    ${opened.corners?.map(({number, name}) => html`<option value=${number} selected=${chosen === String(number)}>${name}: braking, speeds, line</option>`)}
  </select>`;
  select.addEventListener("input", () => onChoose(select.value));
  // the times of lap and sectors are in the table above
  const ofCorners = opened.findings.filter(({place}) => place.kind === "corner");
  return html<HTMLElement>`<div>
    <div class="lb-bar"><label>compare ${select}</label></div>
    ${experimentTable(ofCorners, "differences at the corners", opened.limitations)}
    <p class="lb-muted">The more measures are tested, the stronger each must be: p is Holm's, over all ${opened.findings.length} measures of lap, sectors and this table.</p>
  </div>`;
}

async function lapsOf(archive: LapArchive, group: LapGroup): Promise<GroupLap[]> {
  const {session, laps}: ArchivedSession = await archive.session(group.session);
  const {firstLap = 0, lastLap = Infinity} = group;
  return laps
    .filter(({car, lap}) => car === group.car && lap >= firstLap && lap <= lastLap)
    .flatMap(({car, lap, lapTimeMs}) => {
      const name = lapNameText({session: session.id, car, lap});
      return lapTimeMs ? [{name, lap, lapTimeMs, startedAt: session.startedAt}] : [];
    });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The command that prints the same. */
export function experimentCommand([a, b]: readonly [LapGroup, LapGroup]): string {
  return `npm run -s lapbook -- experiment ${lapGroupText(a)} ${lapGroupText(b)} --corner each`;
}
