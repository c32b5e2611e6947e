import type {LiveSource} from "../timeline/liveSource.js";

/** Where a play head is and how it moves, for another window of the same session. */
export interface SharedHead {
  /** follows the newest data of a running session */
  newest: boolean;
  paused: boolean;
  /** session time, s, at the clock's time `at`, ms since 1970 */
  time: number;
  at: number;
  /** times real time */
  speed: number;
}

type HeadSource = Pick<
  LiveSource,
  "time" | "following" | "paused" | "speed" | "range" | "pause" | "play" | "seek" | "setSpeed"
>;

/** The head of a source; in a replay nothing is newest. */
export function headOf(
  {following, paused, time, speed}: HeadSource,
  {replay, now}: {replay: boolean; now: number},
): SharedHead {
  return {newest: following && !replay, paused, time, at: now, speed};
}

/** A head as another window sent it; null for anything else. */
export function parseHead(value: unknown): SharedHead | null {
  const {newest, paused, time, at, speed} = (value ?? {}) as Partial<SharedHead>;
  if (typeof newest !== "boolean" || typeof paused !== "boolean") return null;
  const numbers = [time, at, speed];
  if (!numbers.every(Number.isFinite) || !(speed! > 0)) return null;
  return {newest, paused, time: time!, at: at!, speed: speed!};
}

/** Session time of another window's head by now, s. */
export function headPlace({paused, time, at, speed}: SharedHead, now: number): number {
  return paused ? time : time + (Math.max(0, now - at) / 1000) * speed;
}

/** Moves a source's head to where another window's is by now. False where the source does not reach back that far yet. */
export function takeHead(source: HeadSource, head: SharedHead, now: number): boolean {
  const {newest, paused, speed} = head;
  if (source.speed !== speed) source.setSpeed(speed);
  if (newest) {
    source.seek(null);
    if (source.paused) source.play();
    return true;
  }
  if (source.paused !== paused) {
    if (paused) source.pause();
    else source.play();
  }
  const place = headPlace(head, now);
  const {from} = source.range;
  source.seek(place);
  return !(place < from);
}
