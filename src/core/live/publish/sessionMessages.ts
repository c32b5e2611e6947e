import type {SessionEvent} from "../../archive/types.js";
import {eventText, otherCar} from "../../games/f1/eventText.js";
import type {SessionMessage} from "../timeline/liveSource.js";

/** Kinds of our own beside the game's codes. */
export const BEGUN = "begun";
export const ENDED = "ended";
export const PIT_IN = "pitIn";
export const PIT_OUT = "pitOut";
export const MARK = "mark";

/** An event of the game as a message of `session-events`: the same of a running session and of an archived one. Null: no news. */
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

/** A reader's mark; its text is the note, empty when there is none. */
export function markMessage({sessionTime, note}: {sessionTime: number; note: string}): SessionMessage {
  return plainMessage({kind: MARK, sessionTime, text: note});
}

/** A message of `session-events`; what is left out is not known. */
export function plainMessage(
  message: Pick<SessionMessage, "kind" | "sessionTime" | "text"> & Partial<SessionMessage>,
): SessionMessage {
  return {topic: "session-events", car: Number.NaN, otherCar: Number.NaN, lap: Number.NaN, ...message};
}
