import {isRace} from "../../core/laps/gaps.js";
import {hasCommonStart} from "../../core/laps/race/raceTimes.js";
import {sessionStatistics} from "../../core/laps/sessionStatistics.js";
import {fetchSession} from "../ui/archive.js";
import type {PlainRow} from "./libraryTables.js";

/** A race as tables; where a session is none, or has no positions, they are empty and `because` says why. */
export interface RaceTables {
  because: string | null;
  /** a row for each car, in the order of the result */
  result: PlainRow[];
  /** a row for each car and lap that it finished */
  places: PlainRow[];
  /** a row for each visit to the pit lane */
  stops: PlainRow[];
}

/** The result, the positions lap by lap and the pit stops of a race. */
export async function raceTables(id: string): Promise<RaceTables> {
  const {session, laps} = await fetchSession(id);
  const {race} = sessionStatistics(laps, session);
  const none = (because: string): RaceTables => ({because, result: [], places: [], stops: []});
  if (!race)
    return none(
      isRace(session.type) || session.type === "unknown"
        ? "The recording does not say whether this session is a race."
        : `This session is no race (${session.type}): nobody drove for positions.`,
    );
  if (race.rows.length < 2) return none("Only one car of this race was recorded.");
  const names = new Map(race.rows.map(({car, driver}) => [car, driver || `car ${car}`]));
  const nameOf = (car: number) => names.get(car) ?? `car ${car}`;
  const result = race.rows.map(
    ({car, position, began, gained, laps, gapS, lapsDown, best, stops, lostMs, penaltyS, status}): PlainRow => ({
      ...{session: id, car, driver: nameOf(car), position, began, gained, laps, gapS, lapsDown},
      ...{bestMs: best?.lapTimeMs ?? null, stops, lostMs, penaltyS, status: status ?? null},
    }),
  );
  const places = race.chart.flatMap(({places}) =>
    places.map(
      ({car, lap, position, toLeaderS, toAheadS, lapsDown}): PlainRow => ({
        ...{session: id, car, driver: nameOf(car), lap, position, toLeaderS: toLeaderS ?? 0, toAheadS, lapsDown},
      }),
    ),
  );
  const stops = race.pitLosses.map(
    ({car, firstLap, lastLap, lossMs, reachMs, because}): PlainRow => ({
      ...{session: id, car, driver: nameOf(car), firstLap, lastLap, lossMs, reachMs, because: because ?? null},
    }),
  );
  if (race.chart.filter((one) => one.places.length > 1).length > 1) return {because: null, result, places, stops};
  const because = hasCommonStart(laps)
    ? "Fewer than two laps of two cars have a known time: there are no gaps."
    : "The first laps of this file count from joining the session, not from the start: the order is the file's own, and there are no gaps.";
  return {because, result, places: [], stops};
}
