import {make} from "../../ui/canvas.js";

/** A part of the pit wall under a title. @param tools beside the title */
export function section(
  title: string,
  content: HTMLElement,
  name: string,
  tools: readonly HTMLElement[] = [],
): HTMLElement {
  const head = make("div", "pw-section-head", make("h2", "", title), ...tools);
  const element = make("section", `pw-section ${name}`, head, content);
  element.setAttribute("aria-label", title);
  return element;
}
