import type {LapRow, LibraryEntry} from "../../core/archive/types.js";
import type {SamplePlan, SessionLaps} from "../../core/laps/samplePlan.js";
import {fetchLapBytes, fetchSampleBytes, fetchSession} from "../ui/archive.js";
import {type Connection, insertLaps, prepare, SampleStore} from "./duck.js";
import {warmUp} from "./duckWarmUp.js";

/** Requests in parallel. */
const AT_ONCE = 6;

/** DuckDB with the library's laps in `laps`, its sessions in `sessions`, and chosen samples in `samples`. */
export class LapDatabase {
  /** readable sessions, in the order of the library */
  sessions: SessionLaps[] = [];
  /** sessions that could not be read, with the reason */
  unread: {id: string; reason: string}[] = [];
  #shown: SampleStore | null = null;

  private constructor(readonly connection: Connection) {}

  static async open(connection: Connection, entries: readonly LibraryEntry[]): Promise<LapDatabase> {
    const database = new LapDatabase(connection);
    const found = new Map<string, SessionLaps>();
    const inOrder = serial();
    await prepare(connection, entries);
    await warmUp(connection);
    await each(entries, async (entry) => {
      const {id, playerCar} = entry;
      try {
        const [{laps}, bytes] = await Promise.all([fetchSession(id), fetchLapBytes(id)]);
        await inOrder(() => insertLaps(connection, entry, bytes));
        found.set(id, {id, playerCar, laps});
      } catch (error) {
        database.unread.push({id, reason: (error as Error).message});
      }
    });
    database.sessions = entries.flatMap(({id}) => found.get(id) ?? []);
    return database;
  }

  /** Replaces the contents of `samples` by a plan's laps. After an abort the former contents remain. */
  async load({chosen}: SamplePlan, {onProgress = () => {}, signal}: LoadOptions = {}): Promise<Loaded> {
    const store = new SampleStore(this.connection);
    const loaded: Loaded = {laps: [], rows: 0, bytes: 0, failed: []};
    const inOrder = serial();
    await each(chosen, async ({session, lap}) => {
      if (signal?.aborted) return;
      try {
        const bytes = await fetchSampleBytes(session, lap);
        const {length} = bytes; // read before the bytes are transferred to the database's worker
        await inOrder(() => store.add(session, bytes));
        loaded.laps.push({session, lap});
        loaded.rows += lap.samples;
        loaded.bytes += length;
      } catch (error) {
        loaded.failed.push((error as Error).message);
      }
      onProgress(loaded.laps.length + loaded.failed.length, chosen.length);
    });
    if (signal?.aborted) {
      await store.drop();
      return loaded;
    }
    await store.publish();
    await this.#shown?.drop();
    this.#shown = store;
    return loaded;
  }
}

export interface LoadOptions {
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

export interface Loaded {
  laps: {session: string; lap: LapRow}[];
  rows: number;
  bytes: number;
  /** a line for each lap that could not be loaded */
  failed: string[];
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({length: AT_ONCE}, worker));
}

/** Runs tasks one after the other, in the order of the calls. */
function serial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
