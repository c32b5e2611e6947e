/** Counts over all clients of the relay. */
export interface Counters {
  messagesRelayed: number;
  bytesRelayed: number;
  framesRelayed: number;
  framesSkipped: number;
  clientsRefused: number;
  clientsClosedSlow: number;
}

export function noCounters(): Counters {
  return {
    messagesRelayed: 0,
    bytesRelayed: 0,
    framesRelayed: 0,
    framesSkipped: 0,
    clientsRefused: 0,
    clientsClosedSlow: 0,
  };
}
