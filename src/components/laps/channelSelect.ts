import {html} from "npm:htl";
import {MAP_CHANNELS} from "../map/mapColor.js";

export interface ChannelSelect extends HTMLElement {
  value: string;
}

/** A menu of the channels that colour a map; an unknown name selects the first. Fires "input". */
export function channelSelect(chosen?: string): ChannelSelect {
  const select = html<HTMLSelectElement>`<select>${MAP_CHANNELS.map((c) => html`<option value=${c.name}>${c.label}`)}</select>`;
  const root = Object.assign(html<HTMLElement>`<div class="lb-bar"><label>colour by ${select}</label></div>`, {
    value: MAP_CHANNELS.some((c) => c.name === chosen) ? chosen! : MAP_CHANNELS[0].name,
  });
  select.value = root.value;
  select.addEventListener("input", () => {
    root.value = select.value;
  });
  return root;
}
