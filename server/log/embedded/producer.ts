import type {LogMessage, Producer} from "../log.js";

/** A producer over `append`, which knows what has not been acknowledged yet: `flush` and `close` wait for it. */
export function trackingProducer(append: (topic: string, messages: readonly LogMessage[]) => Promise<void>): Producer {
  const outstanding = new Set<Promise<void>>();
  let open = true;
  async function flush(): Promise<void> {
    while (outstanding.size > 0) await Promise.allSettled(outstanding);
  }
  return {
    send(topic, messages) {
      if (!open) return Promise.reject(new Error("producer closed"));
      let acknowledged: Promise<void>;
      try {
        acknowledged = append(topic, messages);
      } catch (error) {
        return Promise.reject(error);
      }
      outstanding.add(acknowledged);
      const settle = () => void outstanding.delete(acknowledged);
      acknowledged.then(settle, settle);
      return acknowledged;
    },
    flush,
    async close() {
      open = false;
      await flush();
    },
  };
}
