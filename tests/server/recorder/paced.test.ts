import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, it} from "vitest";
import type {Consumer, LogEntry} from "../../../server/log/log.js";
import {paced} from "../../../server/recorder/paced.js";

/** A consumer that yields what it is told to. */
async function* fed(...steps: (number | number[] | Error)[]): AsyncGenerator<LogEntry[]> {
  for (const step of steps) {
    if (typeof step === "number") await sleep(step);
    else if (step instanceof Error) throw step;
    else yield step.map((length, offset) => ({offset, value: new Uint8Array(length)}) as LogEntry);
  }
}

async function take(source: AsyncGenerator<LogEntry[]>, {ms = 50, bytes = 100, signal = new AbortController().signal}) {
  const taken: {sizes: number[]; due: boolean}[] = [];
  for await (const {entries, due} of paced(source as unknown as Consumer, {ms, bytes}, signal))
    taken.push({sizes: entries.map(({value}) => value.length), due});
  return taken;
}

describe("paced(consumer, {ms, bytes}, signal)", () => {
  it("yields every batch as it arrives, in order, and ends with the consumer", async () => {
    const taken = await take(fed([1, 2], [3], [4, 5, 6]), {ms: 60_000});
    expect(taken).toEqual([
      {sizes: [1, 2], due: false},
      {sizes: [3], due: false},
      {sizes: [4, 5, 6], due: false},
    ]);
  });

  it("is due after the given bytes, and starts counting again", async () => {
    const taken = await take(fed([60], [39], [1], [99], [500]), {ms: 60_000});
    expect(taken.map(({due}) => due)).toEqual([false, false, true, false, true]);
  });

  it("is due while nothing arrives, and loses nothing that arrives later", async () => {
    const taken = await take(fed([1], 130, [2], 130, [3]), {ms: 25});
    expect(taken.flatMap(({sizes}) => sizes)).toEqual([1, 2, 3]);
    const idle = taken.filter(({sizes, due}) => due && sizes.length === 0);
    expect(idle.length).toBeGreaterThanOrEqual(4);
  });

  it("throws the consumer's error, after the batches before it", async () => {
    const taken: number[] = [];
    const source = fed([1], [2], new Error("the broker is gone")) as unknown as Consumer;
    const all = (async () => {
      for await (const {entries} of paced(source, {ms: 60_000, bytes: 100}, new AbortController().signal))
        taken.push(...entries.map(({value}) => value.length));
    })();
    await expect(all).rejects.toThrow("the broker is gone");
    expect(taken).toEqual([1, 2]);
  });

  it("ends soon after the abort, also while nothing arrives", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    expect((await take(fed([1], 3_000, [2]), {ms: 10, signal: stop.signal})).at(0)?.sizes).toEqual([1]);
  });
});
