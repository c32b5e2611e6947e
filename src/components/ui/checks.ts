import {html} from "npm:htl";

export interface CheckOption {
  key: string;
  label: string;
  /** a heading above the first option of each group */
  group?: string;
}

/** A folded list of checkboxes; fires "input" with the chosen keys in `value`, in the order of the options. */
export type Checks = HTMLElement & {value: string[]};

/**
 * A list of which several may be chosen, folded behind a summary of the choice.
 *
 * @param most so many at most: colours must stay distinguishable
 */
export function checks(
  label: string,
  options: readonly CheckOption[],
  chosen: readonly string[],
  {most = 8, none = "none"}: {most?: number; none?: string} = {},
): Checks {
  const summary = html<HTMLElement>`<summary></summary>`;
  const boxes = options.map(({key}) => {
    const box = html<HTMLInputElement>`<input type="checkbox" value=${key}>`;
    box.checked = chosen.includes(key);
    return box;
  });
  const rows = options.map(({label, group}, i) => {
    const heads = group && group !== options[i - 1]?.group;
    return html`${heads ? html`<strong>${group}</strong>` : ""}<label>${boxes[i]} ${label}</label>`;
  });
  const root = html<Checks>`<details class="lb-checks">${summary}<div role="group" aria-label=${label}>${rows}</div></details>`;
  const show = () => {
    root.value = boxes.filter(({checked}) => checked).map(({value}) => value);
    const names = options.filter(({key}) => root.value.includes(key)).map((one) => one.label);
    summary.textContent = `${label}: ${names.length > 2 ? `${names.length} chosen` : names.join(", ") || none}`;
    for (const box of boxes) box.disabled = !box.checked && root.value.length >= most;
  };
  show();
  root.addEventListener("input", (event) => {
    if (event.target === root) return;
    event.stopPropagation();
    show();
    root.dispatchEvent(new Event("input", {bubbles: true}));
  });
  return root;
}
