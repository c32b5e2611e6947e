import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {AnalystService} from "../../../server/analyst/analystService.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {random} from "../../../src/core/signal/random.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

let folder: {path: string; remove: () => Promise<void>};
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const CARS = [
  {car: 0, lapTimesMs: [12_000, 11_000]},
  {car: 3, lapTimesMs: [12_500, 11_500]},
];

async function publish(log: MemoryLog): Promise<void> {
  const publisher = new Publisher({producer: await log.producer()});
  publisher.take("test", batchOf(f1Stream({cars: CARS})));
  await publisher.close();
}

/** Laps told, by key: a second telling of an event takes the place of the first. */
async function laps(log: MemoryLog): Promise<unknown[]> {
  const found = new Map<string, unknown>();
  for (const {value, topic} of log.entries("lap-events")) {
    const event = codecOf().decodeEvent(topic as "lap-events", value);
    found.set(eventKey(event), [
      event.car,
      event.lap,
      event.lapTimeMs,
      event.sector1Ms,
      event.sector2Ms,
      event.sector3Ms,
    ]);
  }
  return [...found.values()].sort();
}

const TRUTH = [
  [0, 1, 12_000, 3600, 4200, 4200],
  [0, 2, 11_000, 3300, 3850, 3850],
  [3, 1, 12_500, 3750, 4375, 4375],
  [3, 2, 11_500, 3450, 4025, 4025],
];

/** Analyses for so long, or without `ms` until every lap has been published. */
async function analyse(log: MemoryLog, stateFile: string, ms?: number): Promise<void> {
  const stop = new AbortController();
  const service = new AnalystService({log, topics: topicNames({}), stateFile, saveMs: 5});
  const running = service.run(stop.signal);
  if (ms === undefined)
    await until(
      async () => (await laps(log)).length >= TRUTH.length,
      "every lap",
      () => laps(log),
    );
  else await sleep(ms);
  stop.abort();
  await running;
}

describe("AnalystService", () => {
  it("reports every lap with the game's own times", async () => {
    const log = new MemoryLog();
    await publish(log);
    await analyse(log, join(folder.path, "state.json"));
    expect(await laps(log)).toEqual(TRUTH);
  });

  it("omits no lap when it is stopped and restarted at any moment (8 seeded moments)", async () => {
    const chance = random(2);
    const next = () => chance.next();
    for (let round = 0; round < 8; round++) {
      const log = new MemoryLog();
      await publish(log);
      const stateFile = join(folder.path, `state-${round}.json`);
      for (let stops = 0; stops < 4; stops++) await analyse(log, stateFile, 2 + next() * 60);
      await analyse(log, stateFile);
      expect(await laps(log), `round ${round}`).toEqual(TRUTH);
    }
  });

  it("skips an unreadable message, and starts over when its state is damaged", async () => {
    const log = new MemoryLog();
    const producer = await log.producer();
    const headers = {encoding: "json"};
    await producer.send("telemetry", [{key: "x", value: Uint8Array.of(1, 2, 3), headers, timestamp: 0}]);
    await publish(log);
    const stateFile = join(folder.path, "state.json");
    await writeFile(stateFile, "{not json");
    await analyse(log, stateFile);
    expect(await laps(log)).toEqual(TRUTH);
  });
});
