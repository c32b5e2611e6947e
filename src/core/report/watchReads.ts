import type {Samples} from "../archive/samples.js";
import {type LapName, lapNameText} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";

/** What was read of an archive. */
export interface WatchedReads {
  archive: LapArchive;
  /** laps whose samples were read, in the order of reading */
  laps(): LapName[];
  /** columns of samples that were read or asked for */
  columns: ReadonlySet<string>;
}

/** The same archive, which notes what is read: a report takes along exactly that, however the reader is written. */
export function watchReads(archive: LapArchive): WatchedReads {
  const laps = new Map<string, LapName>();
  const columns = new Set<string>();
  return {
    laps: () => [...laps.values()],
    columns,
    archive: {
      session: (id) => archive.session(id),
      tracks: (session) => archive.tracks(session),
      async samples(session, row) {
        const name = {session, car: row.car, lap: row.lap};
        laps.set(lapNameText(name), name);
        return watched(await archive.samples(session, row), columns);
      },
    },
  };
}

function watched(samples: Samples, columns: Set<string>): Samples {
  const note = (name: string) => samples.has(name) && columns.add(name);
  return {
    ...{rows: samples.rows, names: samples.names},
    has(name) {
      note(name);
      return samples.has(name);
    },
    values(name) {
      note(name);
      return samples.values(name);
    },
  };
}
