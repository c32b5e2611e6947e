import type {Log} from "./log.js";
import {withConsumers} from "./withConsumers.js";

/** A log whose consumers have the given name by default (see `ConsumeOptions.name`). */
export function named(log: Log, name: string): Log {
  return withConsumers(log, (options) => log.consume({name, ...options}));
}
