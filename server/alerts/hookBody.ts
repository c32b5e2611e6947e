import {momentAddress, wallMoment} from "../../src/core/alerts/alertMoment.js";
import type {StrategyAlert} from "../../src/core/messages/events.js";
import type {AlertHook} from "./hookConfig.js";

/** An alert with what a reader outside needs to know about its session. */
export interface SentAlert {
  sessionId: string;
  /** name of the car's driver; "" where unknown */
  driver: string;
  alert: StrategyAlert;
}

/**
 * What is posted: to a webhook the alert as JSON, numbers that are not known as null; to Slack and what takes its messages a text. Both have the
 * address of the moment, below that of the pages; Slack needs a whole one.
 */
export function hookBody(name: AlertHook["name"], sent: SentAlert, pages = ""): string {
  const address = momentAddress(wallMoment(sent.sessionId, sent.alert), pages);
  if (name === "webhook") {
    const {topic: _, ...alert} = sent.alert;
    return JSON.stringify({sessionId: sent.sessionId, driver: sent.driver, ...alert, address});
  }
  return JSON.stringify({text: escaped(alertLine(sent)) + (pages && ` <${escaped(address)}|see it>`)});
}

/** An alert in one line: `critical · Brakes hot · Driver 03: brake front left 1102 °C · lap 7, 8:32`. */
export function alertLine({driver, alert}: Pick<SentAlert, "driver" | "alert">): string {
  const {severity, title, text, car, lap, sessionTime} = alert;
  const who = driver || (Number.isNaN(car) || car === null ? "" : `car ${car}`);
  const at = [Number.isNaN(lap) || lap === null ? "" : `lap ${lap}`, clockText(sessionTime)].filter(Boolean).join(", ");
  return [severity, title, who ? `${who}: ${text}` : text, at].join(" · ");
}

/** Session time as minutes and seconds. */
function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Slack reads these three as its own marks: a driver's name must mention nobody. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
