import {openConsistency} from "../findings/consistency/openConsistency.js";
import {openDebrief} from "../findings/debrief/openDebrief.js";
import {findSession, LapError} from "../laps/open/archivedLap.js";
import {carsOfLaps, type ReportView} from "./viewNeeds.js";
import {watchReads} from "./watchReads.js";

/** What drivers repeat: all laps that show their pace come along, and those of the reference of their habits. */
export const consistencyReport: ReportView = {
  sessions: ({session = ""}) => [session],
  async needs(archive, options) {
    const {session = ""} = options;
    const cars = carsIn(options);
    const watched = watchReads(archive);
    await openConsistency(watched.archive, await findSession(archive, session), cars);
    await openDebrief(watched.archive, {session, car: cars[0], lap: "all"}).catch((error) => {
      if (!(error instanceof LapError)) throw error;
    });
    const laps = watched.laps();
    const listed = [...laps, ...cars.map((car) => ({session, car, lap: 0}))];
    return {laps, counted: [], columns: watched.columns, sessions: carsOfLaps(listed), records: []};
  },
};

/** The driver, and those beside him: `car`, and `with` by commas. */
export function carsIn({car = "", with: beside = ""}: Readonly<Record<string, string>>): number[] {
  const cars = [car, ...beside.split(",")].filter((text) => /^\d+$/.test(text)).map(Number);
  if (cars.length === 0) throw new LapError("a driver is needed: SESSION:CAR");
  return [...new Set(cars)];
}
