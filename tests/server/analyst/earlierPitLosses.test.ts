import {cp, mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {AnalystService} from "../../../server/analyst/analystService.js";
import {earlierPitLosses} from "../../../server/analyst/earlierPitLosses.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import {encodeEventTable} from "../../../src/core/live/timeline/eventTable.js";
import type {LiveSession} from "../../../src/core/live/timeline/liveSource.js";
import type {Prediction} from "../../../src/core/messages/events.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {encodeEvent} from "../../../src/core/messages/protobuf.js";
import {encodeTelemetry} from "../../../src/core/messages/protobufTelemetry.js";
import {greenLosses} from "../../../src/core/strategy/predictions/earlierLosses.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {EVENT_EXAMPLES} from "../../support/messages.js";
import {writeOvalArchive} from "../../support/ovalArchive.js";
import {temporaryFolder} from "../../support/server.js";
import {RECORDED, raceRecords, rowOf} from "../../support/simulatedRaceRows.js";
import {until} from "../../support/until.js";

const track = {id: 17, name: "Spielberg", lengthM: 4318, sectorStartsM: null};
const session = {
  ...{id: "20260301-140000-00aa00", game: "F1 25", simulated: true, type: "race", track, drivers: [], playerCar: null},
  ...{weather: null, trackTempC: null, airTempC: null},
} as LiveSession;

const visit = (outcome: number, madeAt: number): Prediction => ({
  ...(EVENT_EXAMPLES.find(({topic}) => topic === "predictions") as Prediction),
  ...{kind: "pitLoss", id: `pitLoss/${madeAt}`, graded: true, madeAt, sessionTime: madeAt + 25, outcome},
});
/** losses of 30 s; behind a safety car less, with a repair more; one was not graded */
const VISITS = [visit(29.8, 100), visit(30.2, 200), visit(19, 310), visit(75, 600), visit(30, 700), visit(NaN, 800)];
const EVENTS = [
  {code: "safetyCar", sessionTime: 300, details: {from: 0, to: 1}},
  {code: "safetyCar", sessionTime: 500, details: {from: 1, to: 0}},
] as never;

it("greenLosses leaves out visits behind a safety car and repairs", () => {
  expect(greenLosses(VISITS, EVENTS)).toEqual([29.8, 30.2, 30]);
});

it("earlierPitLosses reads races of the same game and track, and goes on where one cannot be read", async () => {
  const folder = await temporaryFolder();
  const oval = await writeOvalArchive(folder.path);
  const {readFile} = await import("node:fs/promises");
  const plain = JSON.parse(await readFile(join(folder.path, oval, "session.json"), "utf8"));
  const write = async (id: string, more: object) => {
    await mkdir(join(folder.path, id));
    await cp(join(folder.path, oval), join(folder.path, id), {recursive: true});
    await writeFile(join(folder.path, id, "session.json"), JSON.stringify({...plain, id, type: "race", ...more}));
  };
  const here = {...plain.track, ...track};
  await write("20260101-120000-000001", {track: here, startedAt: "2026-01-01T12:00:00Z"});
  await write("20260102-120000-000002", {track: here, startedAt: "2026-01-02T12:00:00Z"});
  await write("20260103-120000-000003", {track: here, type: "time trial"});
  await write("20260104-120000-000004", {track: {...here, id: 5, name: "Monaco"}});
  const asked: string[] = [];
  const failures: string[] = [];
  const running = {...session, simulated: plain.source.simulated, game: plain.source.game};
  const losses = await earlierPitLosses(running, {
    recordings: folder.path,
    report: (line) => failures.push(line),
    async derive(_, id) {
      asked.push(id);
      if (id.endsWith("2")) throw new Error("damaged");
      return encodeEventTable("predictions", VISITS);
    },
  });
  expect(asked).toEqual(["20260102-120000-000002", "20260101-120000-000001"]);
  expect(losses).toEqual(greenLosses(VISITS, []));
  expect(failures.join()).toContain("damaged");
  await folder.remove();
});

it("the analyst predicts a race's first stop by what earlier sessions lost, and does not wait for them", async () => {
  const folder = await temporaryFolder();
  const log = new MemoryLog();
  const producer = await log.producer();
  const key = session.id;
  const headers = {encoding: "protobuf"};
  const status = {session, ledger: {}, ended: false};
  await producer.send("sessions", [{key, value: new TextEncoder().encode(JSON.stringify(status)), headers}] as never);
  const race = raceRecords({laps: 7, cars: 8, track: "spielberg", calls: [], seed: 3}, 4);
  /** until a sample is like this */
  const send = async (isLast: (values: readonly number[]) => boolean) => {
    for (let next = race.next(); !next.done; next = race.next()) {
      const record = next.value;
      const isRow = record.type === "row";
      const value = isRow ? encodeTelemetry(rowOf(record.values)) : encodeEvent(record.message);
      await producer.send(isRow ? "telemetry" : "session-events", [{key, value, headers, timestamp: Date.now()}]);
      if (isRow && isLast(record.values)) return;
    }
  };
  const asked: LiveSession[] = [];
  let found: (losses: number[]) => void = () => {};
  const stop = new AbortController();
  const service = new AnalystService({
    ...{log, topics: topicNames({}), stateFile: join(folder.path, "state"), saveMs: 5},
    earlierLosses(one) {
      asked.push(one);
      return new Promise((resolve) => {
        found = resolve;
      });
    },
  });
  const running = service.run(stop.signal);
  await send(([time]) => time > 5);
  // it goes on though nothing is known yet
  await until(() => service.status.counts.samples > 10 && log.hasWaitingReader(), "samples");
  expect(asked.map(({track: {name}}) => name)).toEqual(["Spielberg"]);
  found([33.9, 34, 34.1, 34, 33.9, 34.1]);
  const pitStatus = RECORDED.indexOf("pitStatus");
  let inLaneAt = Infinity;
  await send((values) => {
    if (values[pitStatus] > 0) inLaneAt = Math.min(inLaneAt, values[0]);
    return values[0] > inLaneAt + 12;
  });
  const stops = () =>
    log
      .entries("predictions")
      .map(({value}) => codecOf().decodeEvent("predictions", value) as Prediction)
      .filter(({kind, graded}) => kind === "pitLoss" && !graded);
  await until(() => stops().length > 0, "a stop");
  const [first] = stops();
  // six visits of 34 s outweigh the 21 ± 4 s that are usual
  expect(first.value).toBeGreaterThan(31);
  expect(first.value).toBeLessThan(36);
  stop.abort();
  await running;
  expect(asked.length).toBe(1);
  await folder.remove();
});
