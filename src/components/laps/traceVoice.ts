import {make} from "../ui/canvas.js";

/** a moving cursor is read aloud when it has rested for so long, ms */
const SPEAK_AFTER_MS = 300;

/** An unseen element that a screen reader reads aloud some time after the last call of `speak`. */
export function traceVoice(text: () => string): {element: HTMLElement; speak(): void; stop(): void} {
  const element = make("div", "lb-visually-hidden");
  element.setAttribute("aria-live", "polite");
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(waiting);
  return {
    element,
    speak() {
      stop();
      waiting = setTimeout(() => {
        element.textContent = text();
      }, SPEAK_AFTER_MS);
    },
    stop,
  };
}
