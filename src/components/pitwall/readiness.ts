import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** ms after which history that is still loading is shown */
const LONGEST_LOADING_MS = 6000;

/**
 * Whether a session may be shown and judged: once its newest moment has been here. A page that data reach faster than it reads them shows what it
 * has after six seconds, and goes on to say that it loads. `clock` in ms.
 */
export function createReadiness(
  source: Pick<LiveSource, "session" | "state" | "cars">,
  clock: () => number,
): () => boolean {
  let caughtUp: string | null | undefined;
  let loading: {id: string | null; since: number} | null = null;
  return () => {
    const id = source.session?.id ?? null;
    if (source.state !== "loading") loading = null;
    else if (loading?.id !== id) loading = {id, since: clock()};
    if (!loading || clock() - loading.since > LONGEST_LOADING_MS) caughtUp = id;
    return source.cars.length > 0 && id === caughtUp;
  };
}
