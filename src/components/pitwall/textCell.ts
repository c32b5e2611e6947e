import type {TimingClass} from "../../core/laps/timingClass.js";

/** Writes a text only when it is another than before: a write that changes nothing would still cost a layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets the class that says what kind of time stands here, without touching an equal one. */
export function setClass(element: Element, name: string): void {
  if (element.className !== name) element.className = name;
}

/** The class of a mark as the style sheets know it; "" for none. */
export function timingClassName(mark: TimingClass): string {
  return mark ? `lb-${mark}` : "";
}
