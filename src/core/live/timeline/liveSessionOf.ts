import type {SessionFile} from "../../archive/types.js";
import type {LiveSession} from "./liveSource.js";

/** The facts of an archived session that a live page shows. */
export function liveSessionOf(session: SessionFile): LiveSession {
  const {id, source, track, type, playerCar, drivers, weather, trackTempC, airTempC} = session;
  return {
    id,
    game: source.game,
    track,
    type,
    simulated: source.simulated,
    playerCar,
    drivers: drivers.map(({car, name, team, raceNumber, ai}) => ({car, name, team, raceNumber, ai})),
    weather,
    trackTempC,
    airTempC,
  };
}
