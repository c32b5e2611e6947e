import type {AlertProgram} from "../../alerts/alertProgram.js";
import {predictRace} from "../../analyst/predictRace.js";
import {type LapArchive, watchingReads} from "../../laps/open/lapArchive.js";
import type {DerivedEvents, MadeDerived} from "../../sql/derived.js";
import {archivedAlerts} from "./archivedAlerts.js";
import {encodeEventTable} from "./eventTable.js";

/**
 * Makes a derived file of what the analyst publishes of a running session, from its archive: the alerts that rules give, or the predictions of a race,
 * as they were written before the event and again, graded, after it. A session that is no race has no predictions.
 */
export async function makeDerivedEvents(
  archive: LapArchive,
  id: string,
  {view}: DerivedEvents,
  rules: AlertProgram,
): Promise<MadeDerived> {
  const watched = watchingReads(archive);
  const archived = await watched.session(id);
  const bytes =
    view === "alerts"
      ? encodeEventTable(
          "strategy-alerts",
          await archivedAlerts(archived, (lap, channels) => watched.samples(id, lap, channels), rules),
        )
      : encodeEventTable("predictions", (await predictRace(watched, archived.session, archived.laps)).predictions);
  return {bytes, isWhole: !watched.hasFailed()};
}
