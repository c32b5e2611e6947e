import {html} from "npm:htl";

export interface PickerOption<T> {
  value: T;
  label: string;
  /** the option's value in the page's HTML; its index where it is left out */
  key?: string;
}

/** A labelled menu whose element has the chosen `value`, as Framework's `view` needs it; null without options. */
export function picker<T>(
  label: string,
  options: readonly PickerOption<T>[],
  index = 0,
): HTMLElement & {value: T | null} {
  const chosen = Math.max(0, Math.min(index, options.length - 1));
  const select = html<HTMLSelectElement>`<select>${options.map(
    ({label, key}, i) => html`<option value=${key ?? i} selected=${i === chosen}>${label}</option>`,
  )}</select>`;
  const root = html<HTMLElement & {value: T | null}>`<div class="lb-bar"><label>${label} ${select}</label></div>`;
  const valueAt = (i: number) => options[i]?.value ?? null;
  root.value = valueAt(chosen);
  select.addEventListener("input", () => {
    root.value = valueAt(select.selectedIndex);
  });
  return root;
}
