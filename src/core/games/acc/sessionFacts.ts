import {plainDriver} from "../../archive/plainDriver.js";
import {SIMULATED_CAR} from "../ac/simulated.js";
import {GAME_NAMES} from "../ac/staticFacts.js";
import type {SessionFacts} from "../game.js";
import {accCar} from "./cars.js";
import {accSessionType} from "./messages.js";
import type {EntryCar, Realtime, TrackData} from "./readMessage.js";

/** A car of the entry list and its present driver. */
export interface AccDriverEntry {
  car: number;
  /** null while it has not arrived */
  entry: EntryCar | null;
  driverIndex: number;
}

/** The facts of a session that are known so far. */
export function accSessionFacts(
  realtime: Realtime | null,
  track: TrackData | null,
  cars: Iterable<AccDriverEntry>,
): Partial<SessionFacts> {
  return {
    game: GAME_NAMES.acc,
    gameVersion: "",
    ...(realtime && {
      simulated: realtime.cameraSet === SIMULATED_CAR,
      type: accSessionType(realtime.sessionType),
      weather: weatherOf(realtime),
      airTempC: realtime.ambientTempC,
      trackTempC: realtime.trackTempC,
    }),
    ...(track && {track: {id: -1, name: track.name, lengthM: Math.max(0, track.meters), sectorStartsM: null}}),
    drivers: [...cars].flatMap(({car, entry, driverIndex}) => {
      if (!entry) return [];
      const {firstName = "", lastName = ""} = entry.drivers[driverIndex] ?? entry.drivers[0] ?? {};
      const name = `${firstName} ${lastName}`.trim() || `car ${entry.raceNumber}`;
      return [plainDriver(car, name, entry.teamName || accCar(entry.model)?.name, entry.raceNumber)];
    }),
  };
}

function weatherOf({rain, clouds}: Realtime): string | null {
  if (Number.isNaN(rain)) return null;
  if (rain > 0.5) return "heavy rain";
  if (rain > 0) return "light rain";
  return clouds > 0.6 ? "overcast" : clouds > 0.2 ? "light cloud" : "clear";
}
