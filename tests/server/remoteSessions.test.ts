import {afterEach, describe, expect, it} from "vitest";
import {Publisher} from "../../server/collectors/publisher.js";
import {RemoteSessions} from "../../server/remoteSessions.js";
import {TOPICS, type TopicName} from "../../src/core/messages/topics.js";
import {batchOf, f1Stream} from "../support/f1Stream.js";
import {MemoryLog} from "../support/memoryLog.js";
import {until} from "../support/until.js";

const stop = new AbortController();
afterEach(() => stop.abort());

const topics = Object.fromEntries(Object.keys(TOPICS).map((name) => [name, name])) as Record<TopicName, string>;

describe("sessions collected on another machine", () => {
  it("are known with track, drivers and ledger until they are over; invalid messages are skipped", async () => {
    const log = new MemoryLog();
    const producer = await log.producer();
    const rubbish = ["no JSON", "null", "[]", '{"session":{"id":"b"}}', '{"session":{"id":"c"},"ledger":{}}'];
    await producer.send(
      "sessions",
      rubbish.map((text) => ({key: "b", value: new TextEncoder().encode(text), headers: {}, timestamp: 0})),
    );
    const elsewhere = new RemoteSessions({log, topic: "sessions"});
    const running = elsewhere.run(stop.signal);
    const publisher = new Publisher({producer, topics, clock: () => 0});
    const stream = f1Stream({seconds: 2});
    publisher.take("far", batchOf(stream));
    await publisher.flush();
    await until(() => elsewhere.sessions([]).length > 0);
    const [own] = publisher.sessions();
    const [seen] = elsewhere.sessions([], own.lastSeen + 1000);
    expect(seen).toEqual(own);
    expect(seen.session.track.lengthM).toBeGreaterThan(0);
    expect(elsewhere.sessions(publisher.sessions())).toEqual([]);
    expect(elsewhere.sessions([], own.lastSeen + 400_000)[0].ended).toBe(true);
    await publisher.close();
    await until(() => elsewhere.sessions([], own.lastSeen)[0].ended);
    stop.abort();
    await running;
  });
});
