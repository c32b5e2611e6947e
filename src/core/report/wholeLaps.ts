import {findSession, type LapName, lapNameText} from "../laps/open/archivedLap.js";
import type {LapsName} from "../laps/open/chooseLaps.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {EVERY_COLUMN} from "./trimSamples.js";
import {carsOfLaps, type ViewNeeds} from "./viewNeeds.js";

/**
 * What all pages need to show laps: every channel of them. Without laps all laps with samples of the sessions or drivers named.
 *
 * @param also further laps
 */
export async function wholeLapsNeeds(
  archive: LapArchive,
  {subjects, laps}: {subjects: readonly LapsName[]; laps: readonly LapName[]},
  also: readonly LapName[] = [],
): Promise<ViewNeeds> {
  const chosen = new Map([...laps, ...also].map((name) => [lapNameText(name), name]));
  for (const {session, car, lap} of laps.length ? [] : subjects)
    for (const row of (await findSession(archive, session)).laps) {
      const name = {session, car: row.car, lap: row.lap};
      const isAsked = (car ?? row.car) === row.car && (lap ?? row.lap) === row.lap;
      if (isAsked && row.file !== null) chosen.set(lapNameText(name), name);
    }
  const all = subjects.filter(({car}) => car === undefined).map(({session}) => ({session, cars: "all"}) as const);
  const sessions = [...carsOfLaps([...chosen.values()]), ...(laps.length ? [] : all)];
  return {sessions, laps: [...chosen.values()], counted: [], columns: new Set([EVERY_COLUMN]), records: []};
}
