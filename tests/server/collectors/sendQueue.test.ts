import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, it} from "vitest";
import {SendQueue} from "../../../server/collectors/sendQueue.js";
import type {LogMessage} from "../../../server/log/log.js";

const message = (n: number): LogMessage => ({key: "a", value: Uint8Array.of(n), headers: {}, timestamp: 0});

/** A log that refuses while `away`, and notes what it takes. */
function log() {
  const state = {away: false, calls: 0, taken: [] as number[]};
  const producer = {
    async send(_: string, messages: readonly LogMessage[]) {
      state.calls++;
      await sleep(1);
      if (state.away) throw new Error("no broker");
      state.taken.push(...messages.map(({value}) => value[0]));
    },
    async flush() {},
    async close() {},
  };
  return {state, queue: new SendQueue({producer, topic: "t"})};
}

describe("messages sent to the log", () => {
  it("arrive in order after the log was unavailable", async () => {
    const {state, queue} = log();
    state.away = true;
    for (let n = 0; n < 20; n++) queue.push([message(n)]);
    await sleep(20);
    state.away = false;
    await queue.flush();
    expect(state.taken).toEqual(Array.from({length: 20}, (_, n) => n));
    expect([queue.published, queue.dropped]).toEqual([20, 0]);
    expect(queue.errors).toBeGreaterThan(0);
  });

  it("are given up when the queue is closed: sends do not repeat for ever", async () => {
    const {state, queue} = log();
    state.away = true;
    for (let n = 0; n < 20; n++) queue.push([message(n)]);
    await sleep(20);
    queue.close();
    await queue.flush();
    const {calls} = state;
    await sleep(300);
    expect(state.calls).toBe(calls);
    expect(queue.dropped).toBe(20);
  });
});
