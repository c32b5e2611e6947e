import {ArchivedRows, type LiveArchive} from "../timeline/archivedRows.js";
import type {Timeline} from "../timeline/timeline.js";

/** ms between two readings: finished laps are added to the archive of a running session. */
const READ_EVERY = 20_000;

/** The archive of a running session as the timeline's earlier rows; read only once they are asked for. */
export class RunningArchive {
  #session: string | null = null;
  #rows: ArchivedRows | null = null;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly timeline: Timeline,
    readonly archive: LiveArchive | null,
    readonly cars: readonly number[] | null,
  ) {}

  /** Goes over to another session; null: to none. */
  follow(session: string | null): void {
    this.#session = session;
    this.#rows?.close();
    this.#rows = null;
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  /** Reads the archive, unless it was read a moment ago. */
  read(): void {
    const {timeline, archive, cars} = this;
    const session = this.#session;
    const now = timeline.clock.now();
    if (!archive || !session || now - this.#readAt < READ_EVERY) return;
    this.#readAt = now;
    archive.session(session).then(
      ({laps}) => {
        if (session !== this.#session) return;
        this.#rows?.close();
        const rows = new ArchivedRows(laps, {
          fetchSamples: (lap) => archive.samples(session, lap),
          onLoad: () => timeline.changed(),
          cars,
        });
        this.#rows = rows;
        timeline.earlier = Number.isNaN(rows.from) ? null : rows;
        rows.request(timeline.time);
        timeline.changed();
      },
      () => {}, // not archived (yet)
    );
  }
}
