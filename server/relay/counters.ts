const NONE = {
  messagesRelayed: 0,
  bytesRelayed: 0,
  framesRelayed: 0,
  framesSkipped: 0,
  clientsRefused: 0,
  clientsClosedSlow: 0,
};

/** Counts over all clients of the relay. */
export type Counters = typeof NONE;

export function noCounters(): Counters {
  return {...NONE};
}
