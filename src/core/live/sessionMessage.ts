import type {SessionEvent} from "../archive/types.js";
import {eventText, otherCar} from "../games/f1/eventText.js";
import {plainMessage, type SessionMessage} from "../messages/events.js";

/** A game event as a message of `session-events`, for running and archived sessions; null for events that are not shown. */
export function sessionMessage(event: SessionEvent): SessionMessage | null {
  const text = eventText(event);
  if (text === null) return null;
  const {code, sessionTime, car, details = {}} = event;
  const lap = code === "PENA" && details.lapNum < 255 ? details.lapNum : Number.NaN;
  return plainMessage({
    kind: code,
    sessionTime,
    text,
    car: car === undefined || car === 255 ? Number.NaN : car,
    otherCar: otherCar(event) ?? Number.NaN,
    lap,
  });
}
