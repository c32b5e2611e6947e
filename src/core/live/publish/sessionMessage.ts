import type {SessionEvent} from "../../archive/types.js";
import type {EventWords} from "../../games/game.js";
import {plainMessage, type SessionMessage} from "../../messages/events.js";

const codeAsText: EventWords = ({code, car}) => ({text: code, car});

/**
 * An event of a game as a message of `session-events`, the same for a running session and for an archived one. Null: not worth
 * reporting.
 *
 * @param words of the game; default: the event's code
 */
export function sessionMessage(event: SessionEvent, words: EventWords = codeAsText): SessionMessage | null {
  const worded = words(event);
  if (!worded) return null;
  const {text, car = Number.NaN, otherCar = Number.NaN, lap = Number.NaN} = worded;
  const {code: kind, sessionTime, details = {}} = event;
  return plainMessage({kind, sessionTime, text, car, otherCar, lap, details});
}
