import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, expect, it} from "vitest";
import {AnalystService} from "../../../server/analyst/analystService.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import type {Ownership} from "../../../server/log/log.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

type Changed = (owned: ReadonlySet<number>, partitions: number) => void;

/** A log whose one partition is owned by the member that joined first. */
class SharedLog extends MemoryLog {
  readonly members: Changed[] = [];

  async own(_topic: string, _name: string, changed: Changed): Promise<Ownership> {
    this.members.push(changed);
    this.assign();
    return {
      close: async () => {
        this.members.splice(this.members.indexOf(changed), 1);
        this.assign();
      },
    };
  }

  private assign(): void {
    for (const [i, changed] of this.members.entries()) changed(new Set(i === 0 ? [0] : []), 1);
  }
}

let folder: {path: string; remove: () => Promise<void>};
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const STREAM = f1Stream({cars: [{car: 0, lapTimesMs: [12_000, 11_000, 11_500]}]});

function startAnalyst(log: MemoryLog, name: string) {
  const stop = new AbortController();
  const service = new AnalystService({log, topics: topicNames({}), stateFile: join(folder.path, name), saveMs: 5});
  const running = service.run(stop.signal);
  return async () => {
    stop.abort();
    await running;
  };
}

/** Lap and sector events of the log, by key. */
function events(log: MemoryLog): string[] {
  return (["lap-events", "sector-times"] as const).flatMap((topic) =>
    log.entries(topic).map(({value}) => eventKey(codecOf().decodeEvent(topic, value))),
  );
}

it("two analysts of one log publish each event once, and the second goes on when the first is gone", async () => {
  const log = new SharedLog();
  const publisher = new Publisher({producer: await log.producer()});
  const stops = [startAnalyst(log, "a"), startAnalyst(log, "b")];
  // in the middle of the second lap
  publisher.take("test", batchOf(STREAM.slice(0, 4300)));
  await publisher.flush();
  await until(() => events(log).includes("lap-events/0/1"), "the first lap");
  await sleep(100);
  await stops[0]();
  publisher.take("test", batchOf(STREAM.slice(4300)));
  await publisher.close();
  await until(
    () => events(log).includes("lap-events/0/3"),
    "the last lap",
    () => events(log),
  );
  await sleep(100);
  await stops[1]();
  const found = events(log);
  expect(found.length).toBe(new Set(found).size);
  expect(found.filter((key) => key.startsWith("lap-events"))).toEqual([1, 2, 3].map((lap) => `lap-events/0/${lap}`));
  expect(found.filter((key) => key.startsWith("sector-times"))).toHaveLength(9);
});

it("an analyst that starts again publishes nothing twice that the log has", async () => {
  const log = new SharedLog();
  const publisher = new Publisher({producer: await log.producer()});
  publisher.take("test", batchOf(STREAM));
  await publisher.close();
  for (const name of ["a", "without state"]) {
    const stop = startAnalyst(log, name);
    await until(() => events(log).includes("lap-events/0/3"), "the last lap");
    await sleep(2500);
    await stop();
  }
  const found = events(log);
  expect(found.length).toBe(new Set(found).size);
});
