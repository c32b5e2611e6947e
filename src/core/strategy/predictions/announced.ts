import type {SessionMessage} from "../../messages/events.js";
import type {AnnouncedFact} from "./raceFacts.js";

/** Codes of the F1 games for a red flag and for the lights going out, which end it. */
const RED_FLAG = "RDFL";
const LIGHTS_OUT = "LGOT";

/** The games' weather: 0 clear, 1 light cloud, 2 overcast, 3 light rain, 4 heavy rain, 5 storm. */
const RAIN = 3;

/** What a message of the session announces for its race; undefined for messages of other things. */
export function announcedBy({kind, sessionTime: time, details}: SessionMessage): AnnouncedFact | undefined {
  if (kind === "raceLaps" && details.laps > 0) return {type: "announced", time, what: "raceLaps", value: details.laps};
  if (kind === "safetyCar" && details.to >= 0) return {type: "announced", time, what: "safetyCar", value: details.to};
  if (kind === "weather" && details.to >= RAIN !== details.from >= RAIN)
    return {type: "announced", time, what: "rain", value: Number(details.to >= RAIN)};
  if (kind === RED_FLAG) return {type: "announced", time, what: "redFlag", value: 1};
  return kind === LIGHTS_OUT ? {type: "announced", time, what: "redFlag", value: 0} : undefined;
}
