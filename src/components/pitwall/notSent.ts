import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/**
 * Whether a car's source never sends some channels: it has sent others, and of these no value so far. Games send
 * different channels; an empty chart must not look like a pedal at rest.
 */
export function neverSent(source: LiveSource, channels: readonly string[]): (car: number) => boolean {
  let seen = false;
  let of = -1;
  return (car) => {
    if (car !== of) {
      of = car;
      seen = false;
    }
    seen ||= channels.some((channel) => Number.isFinite(source.latest(car, channel)));
    return !seen && Number.isFinite(source.latest(car, "lapNumber"));
  };
}

export const NOT_SENT = "not sent by this game";
