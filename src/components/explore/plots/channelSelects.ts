import {group} from "npm:d3";
import {html} from "npm:htl";
import type {ChannelEntry} from "../../laps/channelList.js";

/** A labelled menu. */
export interface PlotMenu {
  element: HTMLElement;
  select: HTMLSelectElement;
}

/** A menu of keys with their labels. */
export function choiceSelect(
  label: string,
  options: readonly {key: string; label: string}[],
  onChoose: (key: string) => void,
): PlotMenu {
  return menuOf(label, options.map(optionOf), onChoose);
}

/**
 * A menu of channels under the headings of their groups.
 *
 * @param sets four wheels are one choice, else four
 */
export function groupedSelect(
  label: string,
  entries: readonly ChannelEntry[],
  onChoose: (id: string) => void,
  {sets = false} = {},
): PlotMenu {
  const groups = [...group(entries, (entry) => entry.group)].map(([heading, list]) => {
    const options = sets
      ? list.map(({id, label: name, channels}) => ({
          key: id,
          label: channels.length > 1 ? `${name}, four wheels` : name,
        }))
      : list.flatMap(({channels}) => channels.map(({id, label: name}) => ({key: id, label: name})));
    return html<HTMLElement>`<optgroup label=${heading}>${options.map(optionOf)}</optgroup>`;
  });
  return menuOf(label, groups, onChoose);
}

function optionOf({key, label}: {key: string; label: string}): HTMLElement {
  return html`<option value=${key}>${label}</option>`;
}

function menuOf(label: string, content: readonly Node[], onChoose: (value: string) => void): PlotMenu {
  const select = html<HTMLSelectElement>`<select>${content}</select>`;
  // the plots are no input of the page
  for (const type of ["input", "change"]) select.addEventListener(type, (event) => event.stopPropagation());
  select.addEventListener("change", () => onChoose(select.value));
  return {element: html`<label>${label} ${select}</label>`, select};
}
