import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, expect, it} from "vitest";
import {ArrivalClock} from "../../../server/collectors/arrivalClock.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import type {ConsumeOptions, Consumer, TopicDescription} from "../../../server/log/log.js";
import {Recorder} from "../../../server/recorder/recorder.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {assemble, batchOf, f1Stream} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {topics} from "./parts.js";

const MINUTE = 60_000;
const SENT = f1Stream({
  cars: [
    {car: 0, lapTimesMs: [4000, 3800]},
    {car: 3, lapTimesMs: [4200, 3900]},
  ],
});
const HALF = Math.floor(SENT.length / 2);

/** Gives nothing to its readers while it is stalled; away, it does not even answer. */
class StallingLog extends MemoryLog {
  stalled = false;
  away = false;

  override async consume(options: ConsumeOptions): Promise<Consumer> {
    const inner = await super.consume(options);
    const held = async () => {
      while (this.stalled && !options.signal?.aborted) await sleep(2);
    };
    return {
      commit: (positions) => inner.commit(positions),
      close: () => inner.close(),
      async *[Symbol.asyncIterator]() {
        for await (const entries of inner) {
          await held();
          yield entries;
        }
      },
    };
  }

  override async describeTopics(): Promise<TopicDescription[]> {
    if (this.away) throw new Error("no broker answers");
    return super.describeTopics();
  }
}

let folder: {path: string; remove: () => Promise<void>};
let recordings: string;
let log: StallingLog;
/** of the recorder, ms */
let now: number;
let recorder: Recorder;
let stop: AbortController;
let recording: Promise<void>;

beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
  log = new StallingLog();
  now = 0;
  recorder = new Recorder({log, topic: topics.datagrams, recordings, flushMs: 5, clock: () => now});
  stop = new AbortController();
  recording = recorder.run(stop.signal);
});
afterEach(async () => {
  stop.abort();
  await recording;
  await folder.remove();
});

const publisherOf = async () => new Publisher({producer: await log.producer(), topics});

async function publish(publisher: Publisher, from: number, to: number, clock?: ArrivalClock): Promise<void> {
  for (let i = from; i < to; i += 25) {
    const batch = batchOf(SENT.slice(i, Math.min(to, i + 25)));
    clock?.read();
    if (clock) batch.seconds.fill(clock.seconds);
    if (clock) batch.nanos.fill(clock.nanos);
    publisher.take("udp:20777", batch);
  }
  await publisher.flush();
}

const recorded = (count: number) =>
  until(() => recorder.status.sessions.some(({datagrams}) => datagrams === count), `${count} datagrams`);

/** After a silence the archive has one session, that which was sent. */
async function expectOne(): Promise<void> {
  await recorded(SENT.length);
  expect(recorder.status.sessions).toHaveLength(1);
  now += 6 * MINUTE;
  await until(() => recorder.status.sessions.length === 0, "the end of the recording");
  const [id, ...others] = (await readdir(recordings)).filter((name) => !name.startsWith("."));
  expect(others).toEqual([]);
  const [expected] = assemble(SENT);
  const {ledger} = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8"));
  expect(ledger).toEqual(expected.session.ledger);
  const told = (rows: typeof expected.laps) => rows.map((l) => [l.car, l.lap, l.lapTimeMs, l.samples, l.complete]);
  expect(told(readLaps(await readFile(join(recordings, id, "laps.arrows"))))).toEqual(told(expected.laps));
}

it("a recorder that reads minutes late, with pauses longer than the silence limits, makes one session", async () => {
  const publisher = await publisherOf();
  await publish(publisher, 0, HALF);
  await recorded(HALF);
  log.stalled = true;
  await publish(publisher, HALF, SENT.length);
  for (let minutes = 0; minutes < 20; minutes++) {
    now += MINUTE;
    await sleep(12);
  }
  expect(recorder.status.sessions.map(({datagrams}) => datagrams)).toEqual([HALF]);
  log.stalled = false;
  await expectOne();
});

it("a log that is unavailable for longer than the silence limits ends no session", async () => {
  const publisher = await publisherOf();
  await publish(publisher, 0, HALF);
  await recorded(HALF);
  log.away = true;
  for (let minutes = 0; minutes < 20; minutes++) {
    now += MINUTE;
    await sleep(12);
  }
  log.away = false;
  await publish(publisher, HALF, SENT.length);
  await expectOne();
});

it.each([-60, 60])("a UDP collector restarted with its wall clock %i min off continues the session", async (by) => {
  const before = new ArrivalClock();
  await publish(await publisherOf(), 0, HALF, before);
  await recorded(HALF);
  const after = new ArrivalClock({wall: () => Date.now() + by * MINUTE});
  await publish(await publisherOf(), HALF, SENT.length, after);
  expect(Math.sign(after.ms - before.ms)).toBe(Math.sign(by));
  await expectOne();
});
