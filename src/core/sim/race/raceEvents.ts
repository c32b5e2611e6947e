/** An event of a race, with the four-letter code and the details that the F1 games give it. */
export interface RaceEvent {
  code: string;
  /** session time, s */
  time: number;
  car?: number;
  details?: Record<string, number>;
}

/** Records an event; `time` is the present session time when absent. */
export type EmitEvent = (code: string, details?: Record<string, number>, car?: number, time?: number) => void;
