import type {TimingClass} from "../../core/laps/timingClass.js";

/** Writes a text only when it has changed: an equal one would still cost a layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets the class only when it has changed. */
export function setClass(element: Element, name: string): void {
  if (element.className !== name) element.className = name;
}

/** The CSS class of a timing class; "" for none. */
export function timingClassName(timing: TimingClass): string {
  return timing ? `lb-${timing}` : "";
}
