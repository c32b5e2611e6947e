import type {SessionEvent} from "../../archive/types.js";
import type {WordedEvent} from "../game.js";
import {weatherName} from "./enums.js";

/** "no car", "no lap" */
const NONE = 255;

/** Codes of our own, for what the game tells by a changed value of its session packet instead of an event. */
export const WEATHER_CHANGED = "weather";
export const SAFETY_CAR_CHANGED = "safetyCar";
export const SECTOR_FLAG_CHANGED = "sectorFlag";

const PLAIN: Record<string, string> = {
  SSTA: "session started",
  SEND: "session ended",
  RDFL: "red flag",
  CHQF: "chequered flag",
  LGOT: "lights out, go",
  DRSE: "DRS enabled",
  TMPT: "team mate is in the pits",
  RCWN: "wins the race",
  DTSV: "drive-through served",
  FLBK: "flashback",
};

const DRS_OFF = ["wet track", "safety car", "red flag", "minimum lap not reached"];
const RETIRED =
  "invalid|retired|finished|terminal damage|inactive|not enough laps completed|black flag|red flag|mechanical failure|session skipped|session simulated".split(
    "|",
  );
const SAFETY_CARS = ["safety car", "safety car", "virtual safety car", "formation lap"];
const SAFETY_CAR_DOES = ["deployed", "returning", "has returned", "race resumes"];
const FLAGS: Record<number, string> = {0: "clear", 1: "green flag", 2: "blue flag", 3: "yellow flag", 4: "red flag"};

const PENALTIES =
  "drive-through|stop-go|grid penalty|penalty reminder|time penalty|warning|disqualified|removed from formation lap|parked too long|tyre regulations|this lap invalidated|this and next lap invalidated|this lap invalidated|this and next lap invalidated|this and previous lap invalidated|this and previous lap invalidated|retired|black flag timer".split(
    "|",
  );
const INFRINGEMENTS =
  "blocking by slow driving|blocking by wrong way driving|reversing off the start line|big collision|small collision|collision, position not handed back|collision, positions not handed back|corner cutting gained time|corner cutting overtake|corner cutting overtakes|crossed pit exit lane|ignoring blue flags|ignoring yellow flags|ignoring drive-through|too many drive-throughs|drive-through to be served|drive-through to be served this lap|pit lane speeding|parked for too long|ignoring tyre regulations|too many penalties|multiple warnings|approaching disqualification|tyre regulations|tyre regulations|corner cutting|running wide|ran wide, minor time gain|ran wide, significant time gain|ran wide, extreme time gain|wall riding|flashback used|reset to track|blocking the pit lane|jump start|collision with the safety car|illegal overtake under safety car|too fast under safety car|too fast under virtual safety car|too slow on the formation lap|parked on the formation lap|mechanical failure|terminal damage|too far behind the safety car|black flag timer|unserved stop-go|unserved drive-through|engine component change|gearbox change|parc fermé change|league grid penalty|retry penalty|illegal time gain|mandatory pit stop|attribute assigned".split(
    "|",
  );

/**
 * An event of the game in words, without the car's name; null for what is no news (button presses, start lights, speeds that
 * are nobody's best). A code nobody knows is told as it is.
 */
function eventText({code, details = {}}: SessionEvent): string | null {
  const of = (names: readonly string[], id: number, kind: string) => names[id] ?? `${kind} ${id}`;
  switch (code) {
    case "BUTN":
    case "STLG":
      return null;
    case "FTLP":
      return `fastest lap, ${seconds(details.lapTime)}`;
    case "SPTP": {
      if (!details.isOverallFastestInSession && !details.isDriverFastestInSession) return null;
      const whose = details.isOverallFastestInSession ? "fastest of the session" : "own fastest";
      return `speed trap ${details.speed.toFixed(1)} km/h, ${whose}`;
    }
    case "RTMT":
      return details.reason > 1 ? `out: ${of(RETIRED, details.reason, "reason")}` : "retired";
    case "DRSD":
      return details.reason === undefined ? "DRS disabled" : `DRS disabled: ${of(DRS_OFF, details.reason, "reason")}`;
    case "PENA": {
      const {penaltyType, infringementType, time = 255} = details;
      const length = time > 0 && time < 255 ? ` ${time} s` : "";
      return `${of(PENALTIES, penaltyType, "penalty")}${length}: ${of(INFRINGEMENTS, infringementType, "infringement")}`;
    }
    case "SGSV":
      return `stop-go served${details.stopTime > 0 ? `, ${details.stopTime.toFixed(1)} s` : ""}`;
    case "OVTK":
      return "overtakes";
    case "COLL":
      return "collides";
    case "SCAR":
      return `${of(SAFETY_CARS, details.safetyCarType, "safety car")} ${of(SAFETY_CAR_DOES, details.eventType, "state")}`;
    case WEATHER_CHANGED:
      return `weather: ${weatherName(details.to)}`;
    case SAFETY_CAR_CHANGED:
      return details.to ? `${of(SAFETY_CARS, details.to, "safety car")} out` : "track clear, no safety car";
    case SECTOR_FLAG_CHANGED:
      return `sector ${details.sector}: ${FLAGS[details.to] ?? `flag ${details.to}`}`;
    default:
      return PLAIN[code] ?? code;
  }
}

/** An event of the game, with the cars that it is about and the lap of a penalty. */
export function eventWords(event: SessionEvent): WordedEvent | null {
  const text = eventText(event);
  if (text === null) return null;
  const {code, car, details = {}} = event;
  const other = {OVTK: details.beingOvertakenVehicleIdx, COLL: details.vehicle2Idx, PENA: details.otherVehicleIdx}[
    code
  ];
  const known = (value: number | undefined) => (value === NONE ? undefined : value);
  return {text, car: known(car), otherCar: known(other), lap: code === "PENA" ? known(details.lapNum) : undefined};
}

/** s as `1:23.456`, as a page writes lap times. */
function seconds(s: number): string {
  const ms = Math.round(s * 1000);
  const rest = (ms % 60_000) / 1000;
  return ms < 60_000 ? rest.toFixed(3) : `${Math.floor(ms / 60_000)}:${rest.toFixed(3).padStart(6, "0")}`;
}
