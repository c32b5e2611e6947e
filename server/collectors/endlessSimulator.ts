import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {SimulatorOptions} from "./simulatorCollector.js";

/** A Grand Prix at Silverstone, which a full tank just covers: 4.3 kg of 110 are left (the simulator burns 2.03 kg per lap). */
const LAPS = 52;
/** A race with start, pit stops and finish within half an hour. */
const RACE_LAPS = 16;

/** A simulated car, or race, that drives until it is closed: after its distance another session with the next seed begins. */
export function endlessSimulator({seed = 1, ...options}: SimulatorOptions = {}): Collector {
  const {laps = options.race ? RACE_LAPS : LAPS} = options;
  const name = options.name ?? `simulator:${seed}`;
  let current: Collector | undefined;
  let before: CollectorStats = emptyStats();
  let closed = false;
  const stats = (): CollectorStats => {
    const {received, bytes} = current?.stats() ?? emptyStats();
    return {...before, received: before.received + received, bytes: before.bytes + bytes};
  };
  return {
    name,
    patient: true,
    stats,
    async *[Symbol.asyncIterator]() {
      // Loaded when needed: a server that records a game runs without the simulator.
      const {simulatorCollector} = await import("./simulatorCollector.js");
      for (let next = seed; !closed; next++) {
        before = stats();
        current = simulatorCollector({...options, seed: next, laps, name});
        yield* current;
      }
    },
    async close() {
      closed = true;
      await current?.close();
    },
  };
}
