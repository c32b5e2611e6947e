import {rowsOfSamples} from "../archive/rowsOfSamples.js";
import type {LapRow, SessionFile} from "../archive/types.js";
import {rowIndex} from "../channels/telemetryRow.js";
import {isRace} from "../laps/gaps.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {finishedLaps} from "../laps/race/raceTimes.js";
import {type Prediction, plainMessage} from "../messages/events.js";
import {groupBy} from "../signal/groupBy.js";
import {announcedBy} from "../strategy/predictions/announced.js";
import type {RaceFact} from "../strategy/predictions/raceFacts.js";
import {RacePredictor, type RacePredictorOptions} from "../strategy/predictions/racePredictor.js";
import {lapEvents} from "./lapEvents.js";
import {lapFact, OBSERVED, observeRace, RACE_OBSERVER} from "./raceObserver.js";

export interface PredictedRace {
  predictions: Prediction[];
  /** race distance, laps; null: no race */
  laps: number | null;
  /** the session announces no distance: it is the laps of the car that finished most */
  isGuessed: boolean;
}

/**
 * The predictions that the analyst makes of a race, from its archive: each from what was known at its time. One car's samples are read after
 * another's, only the channels that are needed; cars without samples are not seen.
 */
export async function predictRace(
  archive: LapArchive,
  session: SessionFile,
  laps: readonly LapRow[],
  options: RacePredictorOptions = {},
): Promise<PredictedRace> {
  const announced = announcedIn(session);
  const known = announced.find((fact) => fact.type === "announced" && fact.what === "raceLaps");
  const distance = Math.max(...finishedLaps(laps).values());
  if (!known && !(isRace(session.type) && distance > 1)) return {predictions: [], laps: null, isGuessed: false};
  if (!known) announced.unshift({type: "announced", time: 0, what: "raceLaps", value: distance});
  const facts = [...announced];
  for (const own of groupBy(
    laps.filter(({file}) => file !== null),
    ({car}) => car,
  ).values())
    facts.push(...(await factsOf(archive, session.id, own)));
  const predictions: Prediction[] = [];
  const predictor = new RacePredictor((prediction) => void predictions.push(prediction), options);
  // sorted, because the predictor waits no longer than a second for another car
  for (const fact of facts.sort((a, b) => a.time - b.time)) predictor.take(fact);
  predictor.end();
  return {
    predictions,
    laps: known?.type === "announced" ? known.value : distance,
    isGuessed: !known,
  };
}

/** What race control announced, without what a flashback took back: samples that it took back are not in the archive either. */
function announcedIn({events}: Pick<SessionFile, "events">): RaceFact[] {
  let facts: RaceFact[] = [];
  for (const {code: kind, sessionTime, details = {}} of events) {
    const {flashbackSessionTime: to} = details;
    if (to !== undefined) facts = facts.filter(({time}) => time <= to);
    const fact = announcedBy(plainMessage({kind, sessionTime, text: "", details}));
    if (fact) facts.push(fact);
  }
  return facts;
}

/** What the samples of one car show. */
async function factsOf(archive: LapArchive, session: string, laps: readonly LapRow[]): Promise<RaceFact[]> {
  const facts: RaceFact[] = [];
  const observe = (fact: RaceFact) => void facts.push(fact);
  const [lapState, state] = [Float64Array.from(lapEvents.initial), Float64Array.from(RACE_OBSERVER)];
  const car = rowIndex("car");
  for (const lap of laps.toSorted((a, b) => a.lap - b.lap)) {
    const samples = await archive.samples(session, lap, OBSERVED);
    const names = samples.names.filter((name) => OBSERVED.includes(name));
    for (const row of rowsOfSamples({...samples, names})) {
      row[car] = lap.car;
      observeRace(state, row, observe);
      lapEvents.reduce(lapState, row, (event) => {
        if (event.topic === "lap-events") observe(lapFact(event));
      });
    }
  }
  return facts;
}
