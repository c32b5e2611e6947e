import type {Log} from "./log.js";

/** A log whose consumers have the given name by default (see `ConsumeOptions.name`). */
export function named(log: Log, name: string): Log {
  return {
    createTopics: (specs) => log.createTopics(specs),
    describeTopics: () => log.describeTopics(),
    producer: () => log.producer(),
    consume: (options) => log.consume({name, ...options}),
    ...(log.own && {own: log.own.bind(log)}),
    read: (range) => log.read(range),
    close: () => log.close(),
  };
}
