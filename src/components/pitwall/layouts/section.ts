import {make} from "../../ui/canvas.js";

/** A part of the pit wall under a title. */
export function section(title: string, content: HTMLElement, name: string): HTMLElement {
  const element = make("section", `pw-section ${name}`, make("h2", "", title), content);
  element.setAttribute("aria-label", title);
  return element;
}
