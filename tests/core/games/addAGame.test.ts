import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {RowGame, RowSink, SessionDecoder} from "../../../src/core/games/game.js";
import {GAMES} from "../../../src/core/games/index.js";
import {decodeEvent} from "../../../src/core/messages/protobuf.js";
import {decodeTelemetry} from "../../../src/core/messages/protobufTelemetry.js";
import {FakeProducer} from "../../server/collectors/support.js";
import {batchOf, pcapOf, type Sent} from "../../support/f1Stream.js";

// The example of docs/add-a-game.md. A datagram is "KART", lap (u8), flags (u8), and three float32: session time s, lap time s, speed m/s.

const BYTES = 18;
const FINISHED = 1;
const [TIME, LAP, LAP_TIME, SPEED] = ["sessionTime", "lapNumber", "currentLapTimeMs", "speedKmh"].map(rowIndex);

const kartGame: RowGame = {
  name: "kart",
  recognises: (view, offset, length) => length >= 4 && view.getUint32(offset) === 0x4b415254,
  decoder: (sink) => new KartDecoder(sink),
};

class KartDecoder implements SessionDecoder {
  over = false;
  private readonly row = createRow();
  private lap = 0;
  private lapTimeS = 0;

  constructor(private readonly sink: RowSink) {}

  datagram(view: DataView, offset: number, length: number): string {
    if (length !== BYTES) return "length";
    const lap = view.getUint8(offset + 4);
    const [time, lapTime, speed] = [6, 10, 14].map((at) => view.getFloat32(offset + at, true));
    if (lap < this.lap) return "next";
    if (this.lap === 0) this.begin();
    if (lap > this.lap && this.lap > 0) this.finish(time);
    this.row.fill(Number.NaN);
    this.row[TIME] = time;
    this.row[LAP] = lap;
    this.row[LAP_TIME] = lapTime * 1000;
    this.row[SPEED] = speed * 3.6;
    this.sink.row(0, this.row);
    this.lap = lap;
    this.lapTimeS = time - lapTime;
    this.over = (view.getUint8(offset + 5) & FINISHED) !== 0;
    return "ok";
  }

  private begin(): void {
    const driver = {car: 0, name: "K. Art", team: "", raceNumber: 7, ai: false, restricted: false};
    this.sink.facts({game: "Kart", type: "race", playerCar: 0, drivers: [driver]});
  }

  private finish(time: number): void {
    const lapTimeMs = Math.round((time - this.lapTimeS) * 1000);
    const sectors = {sector1Ms: null, sector2Ms: null, sector3Ms: null};
    this.sink.lap(0, {lap: this.lap, lapTimeMs, ...sectors, valid: true});
    this.sink.event({code: "line crossed", sessionTime: time, car: 0});
  }
}

/** Two laps of 10 s and a bit of the third, at 10 Hz. */
function drive(): Sent[] {
  return Array.from({length: 205}, (_, i) => {
    const bytes = new Uint8Array(BYTES);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0x4b415254);
    view.setUint8(4, 1 + Math.floor(i / 100));
    view.setUint8(5, i === 204 ? FINISHED : 0);
    for (const [k, value] of [i / 10, (i % 100) / 10, 25].entries()) view.setFloat32(6 + 4 * k, value, true);
    return {bytes, seconds: 1_772_373_600 + i / 10, id: 0, frame: i, overallFrame: i, port: 4711};
  });
}

const games = [...GAMES, kartGame];

it("a new game in the index is imported from a capture into laps", async () => {
  const recordings = await mkdtemp(join(tmpdir(), "lapbook-kart-"));
  try {
    const path = join(recordings, "evening.pcap");
    const damaged = {...drive()[50], bytes: drive()[50].bytes.subarray(0, 9)};
    await writeFile(path, pcapOf([...drive().slice(0, 50), damaged, ...drive().slice(50)]));
    const {sessions} = await importCapture(path, {recordings, games});
    expect(sessions).toMatchObject([
      {
        session: {
          source: {game: "Kart", format: "kart", simulated: false},
          type: "race",
          drivers: [{name: "K. Art", raceNumber: 7}],
          events: [{code: "line crossed"}, {code: "line crossed"}],
          ledger: {received: 206, malformed: 1, malformedByKind: {length: 1}},
          best: {car: 0, lap: 1, lapTimeMs: 10_000},
        },
        laps: [
          {lap: 1, lapTimeMs: 10_000, complete: true, samples: 100, topSpeedKmh: 90},
          {lap: 2, lapTimeMs: 10_000, complete: true, samples: 100},
          {lap: 3, lapTimeMs: null, complete: false, samples: 5},
        ],
      },
    ]);
    const [{session, laps}] = sessions;
    const samples = readSamples(await readFile(join(recordings, session.id, laps[1].file!)));
    expect(samples.values("currentLapTimeMs").at(-1)).toBe(9900);
  } finally {
    await rm(recordings, {recursive: true});
  }
});

it("a new game in the index is published live, session by session", async () => {
  const producer = new FakeProducer();
  producer.sent.events = [];
  const topics = {datagrams: "datagrams", telemetry: "telemetry", "session-events": "events"};
  const publisher = new Publisher({producer, topics, games});
  for (const sent of [...drive(), ...drive()]) publisher.take("a", batchOf([sent]));
  await publisher.flush();
  expect(publisher.sessions()).toMatchObject([
    {session: {game: "Kart", playerCar: 0}, ledger: {received: 205}, ended: true},
    {session: {game: "Kart", playerCar: 0}, ledger: {received: 205}, ended: false},
  ]);
  const rows = producer.sent.telemetry.map(({value}) => decodeTelemetry(value, createRow()));
  expect(rows).toHaveLength(410);
  expect([rows[0][LAP], rows[204][LAP], rows[204][rowIndex("frame")]]).toEqual([1, 3, 204]);
  const events = producer.sent.events.map(({value}) => decodeEvent("session-events", value));
  expect(events.map(({text}) => text).slice(0, 3)).toEqual(["line crossed", "line crossed", "no further data"]);
});
