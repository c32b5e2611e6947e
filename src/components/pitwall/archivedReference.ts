import type {LapName} from "../../core/laps/open/archivedLap.js";
import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import {openReference} from "../../core/laps/open/openReference.js";
import type {LiveSession} from "../../core/live/timeline/liveSource.js";
import {when} from "../ui/format.js";
import {driverName, typeName} from "../ui/sessionNames.js";
import type {ReferenceLap} from "./referenceLap.js";

/** A lap of the archive that is read. */
export interface ArchivedReference {
  /** what it was read for */
  key: string;
  opened: ReferenceLap | undefined;
  /** why it cannot be used; undefined while it is read */
  problem: string | undefined;
}

export interface ArchivedReferenceOptions {
  key: string;
  name: LapName;
  channels: readonly string[];
  /** the running session */
  session: LiveSession;
  /** it has been read, or cannot be */
  changed: () => void;
}

/** Reads a lap of the archive as a reference for a running session. */
export function archivedReference(
  archive: LapArchive,
  {key, name, channels, session, changed}: ArchivedReferenceOptions,
): ArchivedReference {
  const state: ArchivedReference = {key, opened: undefined, problem: undefined};
  openReference(archive, name, channels, {game: session.game, lengthM: session.track.lengthM})
    .then(
      ({found, grid, sameDistances}) => {
        const driver = driverName(found.row);
        const {type, startedAt, track} = found.session;
        const what = [typeName(type), when(startedAt)].filter(Boolean).join(", ");
        state.opened = {
          ...{grid, driver, session: found.session.id, lapTimeMs: found.row.lapTimeMs},
          name: `lap ${name.lap}, ${driver} (${what})`,
          note: [
            track.name === session.track.name ? "" : `driven on ${track.name}`,
            sameDistances ? "" : "placed by its line, not by this game’s distances: a few metres uncertain",
          ]
            .filter(Boolean)
            .join("; "),
        };
      },
      (error: Error) => {
        state.problem = error.message;
      },
    )
    .finally(changed);
  return state;
}
