/** What the relay counts over all its clients. */
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
