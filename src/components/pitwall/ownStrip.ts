import {group} from "npm:d3";
import {html} from "npm:htl";
import {CHANNELS} from "../../core/channels/catalogue.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {type TraceChannel, traceChannel} from "../laps/traceChannels.js";
import {make} from "../ui/canvas.js";
import {type LiveStrip, liveStrip, type StripOptions} from "./liveStrip.js";
import {fitLane, ownLane} from "./ownLanes.js";

/** Channels that a user adds to the pit wall. */
export interface OwnChannels {
  /** ids of those shown at first */
  chosen: readonly string[];
  /** math channels, which are chosen like recorded ones */
  computed: readonly TraceChannel[];
  /** why a math channel has no value for a car, for the user */
  missing: (car: number, id: string) => string | undefined;
  onChoose: (ids: readonly string[]) => void;
  /** the engineer's panels, as an address keeps them; null: none yet */
  panels?: string | null;
  onPanels?: (text: string, channels: readonly string[]) => void;
}

/** Lanes of channels that the user chooses, recorded and math channels alike, below a menu of all of them. */
export function ownStrip(
  source: LiveSource,
  {chosen, computed, missing, onChoose, ...common}: OwnChannels & Omit<StripOptions, "lanes" | "label">,
): LiveStrip {
  const all = [...computed, ...CHANNELS.map(({name}) => traceChannel(name, computed))];
  let ids = chosen.filter((id) => all.some((one) => one.id === id));
  let lanes = lanesOf();
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
  const element = html<HTMLElement>`<div class="pw-added"><div class="lb-bar"><label>Add a channel ${menu}</label>${chips}</div>${place}</div>`;
  menu.addEventListener("change", () => {
    if (menu.value && !ids.includes(menu.value)) choose([...ids, menu.value]);
    menu.value = "";
  });

  function lanesOf() {
    return ids.map((id, i) => {
      const isComputed = computed.some((one) => one.id === id);
      return ownLane(traceChannel(id, computed), i, isComputed ? (car) => missing(car, id) : undefined);
    });
  }
  function choose(next: readonly string[]): void {
    ids = [...next];
    show();
    onChoose(ids);
  }
  function show(): void {
    strip?.stop();
    lanes = lanesOf();
    strip = ids.length ? liveStrip(source, {...common, lanes, label: "chosen channels"}) : null;
    chips.replaceChildren(
      ...ids.map((id) => {
        const {label} = traceChannel(id, computed);
        return html`<button type="button" class="lb-button" aria-label=${`remove ${label}`} onclick=${() => choose(ids.filter((one) => one !== id))}>${label} ×</button>`;
      }),
    );
    place.replaceChildren(...(strip ? [strip.element] : []));
    update();
  }

  function update(): void {
    const fitted = lanes.map(
      (lane, i) =>
        traceChannel(ids[i], computed).kind !== "state" && fitLane(lane, source, common.car(), common.seconds()),
    );
    if (fitted.includes(true)) strip?.refresh();
    strip?.update();
  }
  show();
  return {
    element,
    draw: (now) => strip?.draw(now),
    refresh: () => strip?.refresh(),
    update,
    stop: () => strip?.stop(),
  };
}
