import {readStatistics} from "../laps/open/carSamples.js";
import {DERIVED_FOLDER} from "../sql/derived.js";
import {carsIn} from "./consistencyReport.js";
import {recordText} from "./recordText.js";
import type {ReportView} from "./viewNeeds.js";

/** What stints show of all cars, and the samples of one: all laps of that car decide, so they are summed up when the report is made. */
export type StintsRecord = Pick<Awaited<ReturnType<typeof readStatistics>>, "statistics" | "samples">;

export const stintsReport: ReportView = {
  sessions: ({session = ""}) => [session],
  async needs(archive, options) {
    const {session = ""} = options;
    const [car] = carsIn(options);
    const {statistics, samples} = await readStatistics(archive, session, {car});
    const record: StintsRecord = {statistics, samples};
    const records = [{path: stintsRecordPath(session, car), text: recordText(record)}];
    return {sessions: [{session, cars: "all"}], laps: [], counted: [], columns: new Set(), records};
  },
};

/** Where a report keeps the record. */
export function stintsRecordPath(session: string, car: number): string {
  return `${session}/${DERIVED_FOLDER}/stints-car-${car}.json`;
}
