import {html} from "npm:htl";
import {button, make} from "../ui/canvas.js";
import type {RangeControl} from "./rangeControl.js";

/** Buttons from corner to corner, and a menu of all of them that names the one shown; null where no corner is known. */
export function cornerTools(control: RangeControl): {element: HTMLElement; show(): void} | null {
  const corners = control.corners();
  if (!corners.length) return null;
  const menu = html<HTMLSelectElement>`<select class="lb-tool" aria-label="corner shown">
    <option value="">corner…</option>${corners.map(({label, name}) => html`<option value=${label}>${name}</option>`)}
  </select>`;
  menu.addEventListener("change", () => menu.value && control.jumpTo(menu.value));
  const before = button("‹", "corner before ([)", () => control.jump(-1));
  const after = button("›", "next corner (])", () => control.jump(1));
  const element = make("div", "lb-tools", before, menu, after);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "corner");
  return {
    element,
    show() {
      const shown = control.corner();
      const label = corners.find(({number}) => number === shown?.number)?.label ?? "";
      if (menu.value !== label) menu.value = label;
    },
  };
}
