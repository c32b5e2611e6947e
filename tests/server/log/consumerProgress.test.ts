import {expect, it} from "vitest";
import {ConsumerProgress} from "../../../server/log/consumerProgress.js";
import type {Consumer, LogEntry} from "../../../server/log/log.js";
import {MemoryLog} from "../../support/memoryLog.js";

const at = (timestamp: number) => ({key: "s", headers: {}, value: new Uint8Array(), timestamp});

it("counts what a consumer has not finished, and how old it is: nothing, a batch in hand, all of a stopped one", async () => {
  const log = new MemoryLog();
  const producer = await log.producer();
  await producer.send("a", [at(1000), at(2000)]);
  await producer.send("b", [at(3000)]);
  const progress = new ConsumerProgress(log, () => 10_000);
  const lags = async () => {
    const found = await progress.lags(await log.describeTopics());
    return found.map(({consumer, topic, messages, ageS}) => [consumer, topic, messages, ageS]);
  };
  const consume = async (name: string, topics: string[], from: Parameters<MemoryLog["consume"]>[0]["from"]) => {
    const consumer = await progress.follow(log, name).consume({topics, from});
    return {consumer, batches: (consumer as Consumer)[Symbol.asyncIterator]() as AsyncIterator<LogEntry[]>};
  };
  expect(await lags()).toEqual([]);

  const all = await consume("all", ["a"], "earliest");
  await consume("late", ["a", "b"], "latest");
  const given = await consume("given", ["a"], [{topic: "a", partition: 0, offset: 1}]);
  expect(await lags()).toEqual([
    ["all", "a", 2, 9],
    ["late", "a", 0, 0],
    ["late", "b", 0, 0],
    ["given", "a", 1, 8],
  ]);
  // a batch is finished when the next one is asked for
  await all.batches.next();
  expect((await lags())[0]).toEqual(["all", "a", 2, 9]);
  const next = all.batches.next();
  expect((await lags())[0]).toEqual(["all", "a", 0, 0]);

  await producer.send("a", [at(9000)]);
  await next;
  await given.consumer.close();
  expect(await lags()).toEqual([
    ["all", "a", 1, 1],
    ["late", "a", 1, 1],
    ["late", "b", 0, 0],
    ["given", "a", 2, 8],
  ]);
  // a consumer that is started again under the name goes on from where it says
  await consume("given", ["a"], [{topic: "a", partition: 0, offset: 2}]);
  expect((await lags()).at(-1)).toEqual(["given", "a", 1, 1]);
});
