import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {countingReads, type LapArchive} from "../../core/laps/open/lapArchive.js";
import {lapReasons} from "../../core/laps/open/lapCount.js";
import {type OpenedGrip, openGrip} from "../../core/laps/open/openGrip.js";
import {CHANNEL_GROUPS} from "../laps/channelGroups.js";
import {traceChannel} from "../laps/traceChannels.js";
import {counted, withUnit} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {lapProgress} from "../ui/lapProgress.js";
import {legend} from "../ui/legend.js";
import {mount} from "../ui/mount.js";
import {pageArchive} from "../ui/pageArchive.js";
import {emptyState} from "../ui/states.js";
import {ggDiagram} from "./ggDiagram.js";
import {type GripSeries, gripSeries} from "./gripSeries.js";
import {axisTable, limitTable, pedalTable} from "./gripTables.js";
import {gripUseView} from "./gripUseView.js";
import {isMeasured} from "./isMeasured.js";
import {timeHistogram} from "./timeHistogram.js";

export interface GripViewOptions {
  archive?: LapArchive;
  /** drivers and laps shown beside, as an address keeps them */
  beside?: string;
  /** of the histogram with a choice */
  channel?: string;
  onChannel?: (channel: string) => void;
}

/** Histograms that are always shown. */
const SHOWN = ["speedKmh", "throttle", "brake", "gear", "rpm"] as const;
const FIRST_CHOICE = "steering";
const MOST_GG_PX = 520;
const LEAST_COLUMN_PX = 320;
const GAP_PX = 24;

/** Accelerations, grip and how the time was spent, of the first car with others beside. */
export function gripView(
  archived: ArchivedSession,
  cars: readonly number[],
  {archive = pageArchive, beside, channel = FIRST_CHOICE, onChannel = () => {}}: GripViewOptions = {},
): HTMLElement {
  return lapProgress(
    async (onRead) => {
      const opened = await openGrip(countingReads(archive, onRead), archived, cars);
      return opened.drivers[0]?.laps.length ? content(opened) : noLaps(opened);
    },
    {advice: ["Sessions of lap times only have no samples: there is nothing to draw."]},
  );

  function content(opened: OpenedGrip): HTMLElement {
    const all = gripSeries(opened, archived, beside);
    const names = opened.drivers.map(({car}) => all.find(({key}) => key === String(car))?.label ?? `car ${car}`);
    const verified = all.filter(({envelope}) => envelope);
    const key = legend(all.map(({label, color}) => ({label, color})));
    const notes = opened.drivers.flatMap(({isPace, unread, unreadable, laps}, i) => [
      ...(isPace || laps.length === 0 ? [] : [`No lap of ${names[i]} shows the pace: all with samples are counted.`]),
      ...(unread ? [`Of ${names[i]} the ${laps.length} fastest laps are read, ${unread} are not.`] : []),
      ...unreadable.map(({lap, because}) => `${names[i]} lap ${lap}: ${because}.`),
    ]);
    const isRecorded = opened.drivers.some(({checks}) => Object.values(checks).some(({n}) => n > 0));
    const axes = html`<h3>Axis check</h3>${axisTable(opened.drivers, names)}`;
    const gg = verified.length
      ? html`<div class="lb-gg">${ggPlace(verified)}<div>${limitTable(verified)}<p class="lb-caption">Envelope: the radius within which 98 % of the samples of a direction lie; a gap where there are fewer than 20. Cells: the longer ${verified[0].label} was there, the darker.</p>${axes}</div></div>`
      : html`<div>${emptyState("No g-g diagram is drawn from axes that are not verified: see below.")}${axes}</div>`;
    return html<HTMLElement>`<div class="lb-statistics">
      <p class="lb-debrief-why">${opened.drivers.map(({laps, isPace}, i) => `${names[i]}: ${counted(laps.length, "lap")}${isPace ? ` that ${laps.length === 1 ? "shows" : "show"} the pace` : " with samples"}`).join("; ")}.</p>
      ${opened.drivers.map(({car, laps, unreadable, isPace}, i) =>
        lapCount(
          lapReasons(
            archived,
            car,
            laps.map(({row}) => row.lap),
            {paced: isPace, refused: unreadable.map(({lap}) => lap)},
          ),
          opened.drivers.length > 1 ? {name: names[i]} : {},
        ),
      )}
      ${all.length > 1 ? key : ""}
      ${
        isRecorded
          ? html`<h2>Accelerations</h2>${gg}<h2>Grip along the lap</h2>${gripUseView(opened, all)}`
          : html`<h2>Accelerations and grip</h2>${emptyState("Accelerations were not recorded: there is no g-g diagram, and the use of the grip is not known.")}`
      }
      <h2>Pedals</h2>
      ${pedalTable(all)}
      <h2>Time at</h2>
      <p class="lb-caption">Shares of the time in which the value is known, not of samples.</p>
      ${all.length > 1 ? key.cloneNode(true) : ""}
      ${histograms(all)}
      ${notes.length ? html`<p class="lb-muted">${notes.join(" ")}</p>` : ""}
    </div>`;
  }

  function ggPlace(verified: readonly GripSeries[]): HTMLElement {
    const place = html<HTMLElement>`<figure></figure>`;
    let width = 0;
    mount(place, {
      resize(px) {
        const now = Math.min(px, MOST_GG_PX);
        if (now === 0 || now === width) return;
        width = now;
        place.replaceChildren(ggDiagram(verified, width));
      },
    });
    return place;
  }

  function histograms(all: readonly GripSeries[]): HTMLElement {
    const names = new Set(all.flatMap(({laps}) => laps.flatMap(({samples}) => samples.names.filter(isMeasured))));
    // the fixed ones are there already
    for (const name of SHOWN) names.delete(name);
    const options = [...names].map((name) => traceChannel(name)).sort((a, b) => a.label.localeCompare(b.label, "en"));
    let chosen = names.has(channel) ? channel : options[0]?.id;
    const groups = [...new Set([...CHANNEL_GROUPS, ...options.map(({group}) => group)])];
    const menu = html<HTMLElement>`<div class="lb-bar"><label>channel <select>${groups.map((group) => {
      const own = options.filter((one) => one.group === group);
      return own.length
        ? html`<optgroup label=${group}>${own.map(({id, label, unit}) => html`<option value=${id} selected=${id === chosen}>${withUnit(label, unit)}</option>`)}</optgroup>`
        : "";
    })}</select></label></div>`;
    const grid = html<HTMLElement>`<div class="lb-histograms"></div>`;
    const free = html<HTMLElement>`<div></div>`;
    let width = 0;
    menu.addEventListener("input", (event) => {
      chosen = (event.target as HTMLSelectElement).value;
      drawFree();
      onChannel(chosen);
    });
    const column = () => {
      const columns = Math.max(1, Math.min(3, Math.floor((width + GAP_PX) / (LEAST_COLUMN_PX + GAP_PX))));
      return Math.floor((width - (columns - 1) * GAP_PX) / columns);
    };
    const drawFree = () => {
      if (chosen === undefined) return;
      free.style.width = `${column()}px`;
      free.replaceChildren(menu, timeHistogram(all, chosen, {width: column()}));
    };
    mount(grid, {
      resize(px) {
        if (px === 0 || px === width) return;
        width = px;
        grid.replaceChildren(...SHOWN.map((name) => timeHistogram(all, name, {width: column()})), free);
        drawFree();
      },
    });
    return grid;
  }

  function noLaps({drivers}: OpenedGrip): HTMLElement {
    const reasons = drivers[0]?.unreadable.map(({lap, because}) => `lap ${lap}: ${because}`) ?? [];
    return emptyState(`No lap of this driver has samples. ${reasons.join("; ")}`.trim());
  }
}
