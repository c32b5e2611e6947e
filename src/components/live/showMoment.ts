import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** Pauses a source at a session time as soon as it has data; returns the function that gives up waiting. */
export function showMoment(source: LiveSource, time: number): () => void {
  const stop = source.subscribe(() => {
    const {from, to} = source.range;
    if (!(to >= from)) return;
    stop();
    source.pause();
    source.seek(Math.min(to, Math.max(from, time)));
  });
  return stop;
}
