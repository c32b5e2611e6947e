import {button} from "../ui/canvas.js";

/** In the browser's storage: "on" where alerts are spoken. */
const KEY = "lapbook speak alerts";

/** A switch that has alerts spoken by this browser; it stays as it is for all pages. Hidden where the browser cannot speak. */
export interface SpeechSwitch {
  element: HTMLButtonElement;
  readonly isOn: boolean;
  say(text: string): void;
}

export function speechSwitch(speech = globalThis.speechSynthesis as SpeechSynthesis | undefined): SpeechSwitch {
  let isOn = stored() === "on";
  const element = button("speak", "have warnings of the chosen car spoken by the browser", () => {
    isOn = !isOn;
    show();
    keep(isOn ? "on" : "off");
    if (isOn) say("alerts are spoken");
    else speech?.cancel();
  });
  const show = () => element.setAttribute("aria-pressed", String(isOn));
  const say = (text: string) => speech?.speak(new SpeechSynthesisUtterance(text));
  show();
  element.hidden = !speech;
  return {
    element,
    get isOn() {
      return isOn;
    },
    say,
  };
}

// a browser may refuse its storage
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {}
}
