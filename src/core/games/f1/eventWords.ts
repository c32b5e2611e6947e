import type {SessionEvent} from "../../archive/types.js";
import {lapTimeText} from "../../laps/lapTimeText.js";
import type {WordedEvent} from "../game.js";
import {infringementName, penaltyName, resultReasonName, weatherName} from "./enums.js";

/** "no car", "no lap" */
const NONE = 255;

/** Lapbook's own codes, for changed values of the session packet. */
export const WEATHER_CHANGED = "weather";
export const SAFETY_CAR_CHANGED = "safetyCar";
export const SECTOR_FLAG_CHANGED = "sectorFlag";
/** `laps`: the distance of the race */
export const RACE_LAPS = "raceLaps";
/** `in0`, `in5` …: probability of rain in so many minutes, % */
export const FORECAST_CHANGED = "forecast";

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
const SAFETY_CARS = ["safety car", "safety car", "virtual safety car", "formation lap"];
const SAFETY_CAR_DOES = ["deployed", "returning", "has returned", "race resumes"];
const FLAGS: Record<number, string> = {0: "clear", 1: "green flag", 2: "blue flag", 3: "yellow flag", 4: "red flag"};

/**
 * An event of the game in words, without the car's name; null for events that are not shown (button presses, start lights, speeds that
 * are no best). An unknown code is shown as it is.
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
      return details.reason > 1 ? `out: ${resultReasonName(details.reason)}` : "retired";
    case "DRSD":
      return details.reason === undefined ? "DRS disabled" : `DRS disabled: ${of(DRS_OFF, details.reason, "reason")}`;
    case "PENA": {
      const {penaltyType, infringementType, time = 255} = details;
      const length = time > 0 && time < 255 ? ` ${time} s` : "";
      return `${penaltyName(penaltyType)}${length}: ${infringementName(infringementType)}`;
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
    case RACE_LAPS:
      return `race over ${details.laps} laps`;
    case FORECAST_CHANGED:
      return forecastText(details);
    default:
      return PLAIN[code] ?? code;
  }
}

/** An event of the game, with its cars and the lap of a penalty. */
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

function forecastText(details: Record<string, number>): string {
  const parts = Object.entries(details).map(([key, percent]) => `${percent} % in ${key.slice(2)} min`);
  return `rain forecast: ${parts.join(", ")}`;
}

const seconds = (s: number): string => lapTimeText(1000 * s);
