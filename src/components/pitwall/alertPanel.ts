import {type AlertMoment, lapMoment, wallMoment} from "../../core/alerts/alertMoment.js";
import {alertsUntil, type ListedAlert} from "../../core/alerts/alertsUntil.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {StrategyAlert} from "../../core/messages/events.js";
import {speechSwitch} from "../alerts/speechSwitch.js";
import {pageLink} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {clockTime} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setText} from "./textCell.js";

const SHOWN = 8;
/** Speech is for what needs somebody now: s since the rule was met. */
const SPOKEN_S = 5;

/** What needs somebody, sorted by need: each with its evidence's moment, which the whole page goes to. May be spoken by the browser. */
export function alertPanel(
  source: LiveSource,
  {car, replay = false}: {car: () => number; replay?: boolean},
): TextPanel {
  const list = make("ol", "pw-alerts");
  list.setAttribute("aria-live", "polite");
  const none = make("p", "lb-muted");
  const speech = speechSwitch();
  const spoken = new Set<string>();
  const rules = link("rules", "which rules there are, and what they say about a recorded session", pageLink("alerts"));
  const element = make("div", "pw-alert-panel", list, none, make("div", "lb-bar", speech.element, ...rules));
  let drawn = "";

  function update(): void {
    const alerts = source.events("strategy-alerts");
    const listed = alertsUntil(alerts, source.time).slice(0, SHOWN);
    none.hidden = listed.length > 0;
    const note = source.eventsNote?.("strategy-alerts");
    setText(none, note ? `Alerts: ${note}` : "No alert: nothing is out of its limits.");
    if (speech.isOn) for (const one of listed) say(one);
    const key = listed.map(({alert, times, isFresh}) => `${alert.rule} ${alert.car} ${times} ${isFresh}`).join();
    if (key === drawn) return;
    drawn = key;
    list.replaceChildren(...listed.map(line));
  }

  function line({alert, times, isFresh}: ListedAlert): HTMLElement {
    const name = Number.isNaN(alert.car) ? [] : [make("b", "", nameOf(alert.car)), " "];
    return make(
      "li",
      `pw-alert pw-${alert.severity} ${isFresh ? "" : "lb-muted"}`,
      make("span", "lb-visually-hidden", `${alert.severity}: `),
      ...name,
      alert.text,
      ...(times > 1 ? [make("span", "lb-muted", ` ${times} times`)] : []),
      make("time", "lb-muted", ` ${clockTime(alert.sessionTime)} `),
      ...momentsOf(alert).flatMap((one) => [one, " "]),
    );
  }

  /** Addresses that can be shared; this page goes to its own moment without a new one. */
  function momentsOf(alert: StrategyAlert): HTMLElement[] {
    const id = source.session?.id ?? "";
    const lap = replay ? lapMoment(id, alert) : null;
    const moment = link(
      "moment",
      `go to ${clockTime(alert.fromTime)}, where it began`,
      addressOf(wallMoment(id, alert)),
    );
    for (const one of moment)
      one.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        source.pause();
        source.seek(alert.fromTime);
      });
    return [...moment, ...(lap ? link("traces", `lap ${alert.lap} where the rule was met`, addressOf(lap)) : [])];
  }

  function say({alert, ageS}: ListedAlert): void {
    const isOwn = Number.isNaN(alert.car) || alert.car === car();
    const key = `${alert.rule} ${alert.car} ${alert.sessionTime}`;
    if (!isOwn || alert.severity === "info" || ageS > SPOKEN_S || spoken.has(key)) return;
    spoken.add(key);
    speech.say(`${alert.title}: ${alert.text}`);
  }

  function nameOf(n: number): string {
    return source.session?.drivers.find((driver) => driver.car === n)?.name || `car ${n}`;
  }
  return {element, update};
}

function addressOf({page, params}: AlertMoment): string {
  return pageLink(page, params);
}

/** None where there is no such page, as in a report. */
function link(text: string, title: string, href: string): HTMLAnchorElement[] {
  if (!href) return [];
  const element = make("a", "pw-moment", text);
  Object.assign(element, {href, title});
  return [element];
}
