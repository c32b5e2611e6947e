import {isDatedByFile} from "./fileDate.js";
import type {ArchivedSession, LibraryEntry} from "./types.js";

const MOST_CARS = 30;
const MOST_TIMES = 200;

/** A session as the library lists it, without what the user wrote or marked. */
export function libraryEntry({session, laps}: ArchivedSession, sizeBytes: number): LibraryEntry {
  const {id, source, track, type, startedAt, durationS, best, outline, playerCar, drivers} = session;
  const driver = drivers.find(({car}) => car === playerCar) ?? drivers.find(({car}) => car === best?.car);
  return {
    ...{id, source, track, type, startedAt, durationS, best, outline, playerCar},
    drivers: drivers.length,
    cars: [...new Set(drivers.map(({team}) => team).filter(Boolean))].slice(0, MOST_CARS),
    laps: laps.filter((lap) => lap.lapTimeMs !== null).length,
    bestDriver: drivers.find(({car}) => car === best?.car)?.name ?? null,
    bestSampled: laps.some(({car, lap, file}) => car === best?.car && lap === best.lap && file !== null),
    ...(isDatedByFile(session) && {datedByFile: true}),
    sampledLaps: laps.filter(({file}) => file !== null).length,
    lapTimesMs: laps
      .flatMap(({car, lapTimeMs}) => (car === driver?.car && lapTimeMs !== null ? [lapTimeMs] : []))
      .slice(0, MOST_TIMES),
    ...(driver && {driver: {name: driver.name, team: driver.team}}),
    sizeBytes,
  };
}
