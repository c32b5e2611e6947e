import {alertsUntil, type ListedAlert} from "../../core/alerts/alertsUntil.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {button, make} from "../ui/canvas.js";
import {clockTime} from "../ui/format.js";
import type {TextPanel} from "./panel.js";

const SHOWN = 8;
/** Speech is for what needs somebody now: s since the rule was met. */
const SPOKEN_S = 5;

/** What needs somebody, sorted by need: each with its evidence's moment, which the whole page goes to. May be spoken by the browser. */
export function alertPanel(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const list = make("ol", "pw-alerts");
  list.setAttribute("aria-live", "polite");
  const none = make("p", "lb-muted", "No alert: nothing is out of its limits.");
  const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  let isSpeaking = false;
  const spoken = new Set<string>();
  const speak = button("speak", "have warnings of the chosen car spoken by the browser", () => {
    isSpeaking = !isSpeaking;
    speak.setAttribute("aria-pressed", String(isSpeaking));
    if (!isSpeaking) speech?.cancel();
  });
  speak.setAttribute("aria-pressed", "false");
  speak.hidden = !speech;
  const element = make("div", "pw-alert-panel", list, none, make("div", "lb-bar", speak));
  let drawn = "";

  function update(): void {
    const alerts = source.events("strategy-alerts");
    const listed = alertsUntil(alerts, source.time).slice(0, SHOWN);
    none.hidden = listed.length > 0;
    if (isSpeaking) for (const one of listed) say(one);
    const key = listed.map(({alert, times, isFresh}) => `${alert.rule} ${alert.car} ${times} ${isFresh}`).join();
    if (key === drawn) return;
    drawn = key;
    list.replaceChildren(...listed.map(line));
  }

  function line({alert, times, isFresh}: ListedAlert): HTMLElement {
    const moment = button("moment", `go to ${clockTime(alert.fromTime)}, where it began`, () => {
      source.pause();
      source.seek(alert.fromTime);
    });
    moment.classList.add("pw-moment");
    const name = Number.isNaN(alert.car) ? [] : [make("b", "", nameOf(alert.car)), " "];
    return make(
      "li",
      `pw-alert pw-${alert.severity} ${isFresh ? "" : "lb-muted"}`,
      make("span", "lb-visually-hidden", `${alert.severity}: `),
      ...name,
      alert.text,
      ...(times > 1 ? [make("span", "lb-muted", ` ${times} times`)] : []),
      make("time", "lb-muted", ` ${clockTime(alert.sessionTime)} `),
      moment,
    );
  }

  function say({alert, ageS}: ListedAlert): void {
    const isOwn = Number.isNaN(alert.car) || alert.car === car();
    const key = `${alert.rule} ${alert.car} ${alert.sessionTime}`;
    if (!isOwn || alert.severity === "info" || ageS > SPOKEN_S || spoken.has(key)) return;
    spoken.add(key);
    speech?.speak(new SpeechSynthesisUtterance(`${alert.title}: ${alert.text}`));
  }

  function nameOf(n: number): string {
    return source.session?.drivers.find((driver) => driver.car === n)?.name || `car ${n}`;
  }
  return {element, update};
}
