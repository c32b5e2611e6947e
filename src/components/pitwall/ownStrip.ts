import {group} from "npm:d3";
import {html} from "npm:htl";
import {CHANNELS} from "../../core/channels/catalogue.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {type TraceChannel, traceChannel} from "../laps/traceChannels.js";
import {make} from "../ui/canvas.js";
import {fittedStrip} from "./fittedStrip.js";
import {channelsCell, copyLive} from "./liveCells.js";
import type {LiveStrip, StripOptions} from "./liveStrip.js";

/** Channels that a user adds to the pit wall. */
export interface OwnChannels {
  /** ids of those shown at first */
  chosen: readonly string[];
  /** math channels, which are chosen like recorded ones */
  computed: readonly TraceChannel[];
  /** why a math channel has no value for a car, for the user */
  missing: (car: number, id: string) => string | undefined;
  onChoose: (ids: readonly string[]) => void;
  /** the engineer's panels, as an address keeps them, and their layout's key or name; null: the ones used last */
  panels?: string | null;
  board?: string | null;
  /** called with what the address keeps, at first and after each change, and with the channels of the panels */
  onPanels?: (address: {board: string | null; panels: string | null}, channels: readonly string[]) => void;
}

/** Lanes of channels that the user chooses, recorded and math channels alike, below a menu of all of them. */
export function ownStrip(
  source: LiveSource,
  {
    chosen,
    computed,
    missing,
    onChoose,
    replay = false,
    ...common
  }: OwnChannels & Omit<StripOptions, "lanes" | "label"> & {replay?: boolean},
): LiveStrip {
  const all = [...computed, ...CHANNELS.map(({name}) => traceChannel(name, computed))];
  let ids = chosen.filter((id) => all.some((one) => one.id === id));
  let strip: LiveStrip | null = null;
  const menu = html<HTMLSelectElement>`<select>
    <option value="">choose one…</option>
    ${[...group(all, ({group: heading}) => heading)].map(
      ([heading, channels]) =>
        html`<optgroup label=${heading}>${channels.map((one) => html`<option value=${one.id}>${one.label}${one.unit ? ` (${one.unit})` : ""}</option>`)}</optgroup>`,
    )}
  </select>`;
  const chips = make("span", "lb-bar");
  const place = make("div");
  const copying = make("span");
  const element = html<HTMLElement>`<div class="pw-added"><div class="lb-bar"><label>Add a channel ${menu}</label>${chips}${copying}</div>${place}</div>`;
  menu.addEventListener("change", () => {
    if (menu.value && !ids.includes(menu.value)) choose([...ids, menu.value]);
    menu.value = "";
  });

  function choose(next: readonly string[]): void {
    ids = [...next];
    show();
    onChoose(ids);
  }
  function show(): void {
    strip?.stop();
    const channels = ids.map((id) => traceChannel(id, computed));
    strip = ids.length ? fittedStrip(source, channels, {...common, missing, computed, label: "chosen channels"}) : null;
    chips.replaceChildren(
      ...ids.map((id) => {
        const {label} = traceChannel(id, computed);
        return html`<button type="button" class="lb-button" aria-label=${`remove ${label}`} onclick=${() => choose(ids.filter((one) => one !== id))}>${label} ×</button>`;
      }),
    );
    place.replaceChildren(...(strip ? [strip.element] : []));
    const cell = channelsCell("ownRows", channels, {computed, seconds: common.seconds()});
    copying.replaceChildren(...(cell ? copyLive({source, car: common.car, replay}, cell) : []));
    strip?.update();
  }

  show();
  return {
    element,
    draw: (now) => strip?.draw(now),
    refresh: () => strip?.refresh(),
    update: () => strip?.update(),
    stop: () => strip?.stop(),
  };
}
