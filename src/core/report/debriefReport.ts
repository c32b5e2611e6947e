import {type DebriefParams, requestOf} from "../findings/debrief/debriefParams.js";
import {openDebrief} from "../findings/debrief/openDebrief.js";
import {lapNameText} from "../laps/open/archivedLap.js";
import {DERIVED_FOLDER} from "../sql/derived.js";
import {debriefRecord, lapsOfRecord} from "./debriefRecord.js";
import {recordText} from "./recordText.js";
import {carsOfLaps, type ReportView, sessionsIn} from "./viewNeeds.js";
import {watchReads} from "./watchReads.js";

/** The debrief of a driver, and the corners of the same laps. */
export const debriefReport: ReportView = {
  isComparison: true,
  sessions: ({session = "", reference}) => [session, ...sessionsIn(reference)],
  async needs(archive, options) {
    const watched = watchReads(archive);
    const params = debriefParamsOf(options);
    const debrief = await openDebrief(watched.archive, requestOf(params));
    const record = debriefRecord(debrief);
    const laps = lapsOfRecord(record);
    const {comparison, refused} = debrief.opened;
    const left = new Set([...laps, ...refused.map(({name}) => name)].map(lapNameText));
    const all = [...comparison.references, ...comparison.laps];
    const counted = all
      .filter((lap) => !left.has(lapNameText(lap)))
      .map(({session, car, lap}) => ({session, car, lap}));
    return {
      ...{laps, counted, columns: watched.columns, sessions: carsOfLaps([...laps, ...all])},
      records: [{path: debriefRecordPath(params), text: recordText(record)}],
      compared: {own: debrief.shown.own, reference: debrief.isAgainstBest ? null : debrief.shown.reference},
    };
  },
};

/** Where a report keeps the record of a debrief. */
export function debriefRecordPath({session, car = "", lap = "", reference = ""}: DebriefParams): string {
  const name = [car, lap, reference].map((text) => text.replaceAll(/[^\w.-]/g, "_")).join("--");
  return `${session}/${DERIVED_FOLDER}/debrief--${name}.json`;
}

/** The choice of a debrief among a view's options. */
export function debriefParamsOf({session = "", car, lap, reference}: Readonly<Record<string, string>>): DebriefParams {
  return {session, ...(car && {car}), ...(lap && {lap}), ...(reference && {reference})};
}
