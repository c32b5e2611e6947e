import type {Log} from "./log.js";

/** A log whose consumers are made by `consume`; all else is `log`'s own. */
export function withConsumers(log: Log, consume: Log["consume"]): Log {
  return {
    createTopics: (specs) => log.createTopics(specs),
    describeTopics: () => log.describeTopics(),
    producer: () => log.producer(),
    consume,
    ...(log.own && {own: log.own.bind(log)}),
    read: (range) => log.read(range),
    close: () => log.close(),
  };
}
