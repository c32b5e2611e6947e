import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, expect, it, vi} from "vitest";
import {ArrivalClock} from "../../../server/collectors/arrivalClock.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {Recorder} from "../../../server/recorder/recorder.js";
import {systemClock} from "../../../server/relay/ports.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {topics} from "./parts.js";

afterEach(() => vi.restoreAllMocks());

const HOUR = 3_600_000;

it.each([HOUR, -HOUR, 2 * HOUR])(
  "a wall clock set by %i ms during a session: one session, arrivals in order, none ends early",
  async (jump) => {
    const {path, remove} = await temporaryFolder();
    const log = new MemoryLog();
    const publisher = new Publisher({producer: await log.producer(), topics});
    const recorder = new Recorder({log, topic: topics.datagrams, recordings: join(path, "recordings"), flushMs: 5});
    const stop = new AbortController();
    const recording = recorder.run(stop.signal);
    const clock = new ArrivalClock();
    const sent = f1Stream({seconds: 6});
    const arrivals: number[] = [];
    const wall = Date.now;
    for (let from = 0; from < sent.length; from += 50) {
      if (from === 500) vi.spyOn(Date, "now").mockImplementation(() => wall() + jump);
      const batch = batchOf(sent.slice(from, from + 50));
      clock.read();
      batch.seconds.fill(clock.seconds);
      batch.nanos.fill(clock.nanos);
      arrivals.push(clock.ms);
      publisher.take("udp", batch);
      await sleep(5);
    }
    await publisher.flush();
    await until(() => recorder.status.sessions[0]?.datagrams === sent.length, "the recorder has all");
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    const seen = publisher.sessions();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ended: false, ledger: {received: sent.length}});
    expect(recorder.status.sessions.map(({id, datagrams}) => [id, datagrams])).toEqual([
      [seen[0].session.id, sent.length],
    ]);
    // what the page's latency is made of: the relay stamps with a clock that went along with the arrivals
    const behind = systemClock.now() - seen[0].lastSeen;
    expect(behind).toBeGreaterThanOrEqual(0);
    expect(behind).toBeLessThan(60_000);
    stop.abort();
    await recording;
    await remove();
  },
);
