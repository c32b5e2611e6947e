import type {SampleTable} from "../../src/core/archive/samples.js";
import type {LapRow} from "../../src/core/archive/types.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {createColumns, type PacketColumns} from "../../src/core/games/f1/decode.js";
import {encoderOf, packetBytes} from "../../src/core/games/f1/encode.js";
import {writeEvent} from "../../src/core/games/f1/events.js";
import type {Format} from "../../src/core/games/f1/formats.js";
import {createHeader, writeHeader} from "../../src/core/games/f1/header.js";
import {layoutOf} from "../../src/core/games/f1/layout.js";
import {writeText} from "../../src/core/games/f1/text.js";
import {capturedSession} from "../../src/core/session/sessionFile.js";
import {SessionSplitter} from "../../src/core/session/sessionSplitter.js";

export interface Sent {
  bytes: Uint8Array;
  /** arrival, s */
  seconds: number;
  id: number;
  frame: number;
  overallFrame: number;
  port?: number;
}

/** A car of a made-up session: drives at constant speed, with the given lap times. */
export interface StreamCar {
  car: number;
  name?: string;
  lapTimesMs: number[];
  firstLap?: number;
  ai?: boolean;
  publicTelemetry?: boolean;
}

export interface StreamOptions {
  format?: Format;
  cars?: StreamCar[];
  player?: number;
  uid?: number;
  /** packets a second */
  rate?: number;
  /** simulation frames from packet to packet */
  frameStep?: number;
  trackLength?: number;
  seconds?: number;
  startSeconds?: number;
  history?: boolean;
}

/** Sectors of the made-up laps end at these fractions of the time. */
const SECTORS = [0.3, 0.65];
/** The made-up game says 18 m/s when it means it: whole km/h, another for each lap. */
const SPEED = (lap: number) => 200 + lap;

/** A gapless F1 stream whose true laps are known by construction. */
export function f1Stream(options: StreamOptions = {}): Sent[] {
  const {format = 2025, player = 0, uid = 0x1234, rate = 60, frameStep = 1, trackLength = 5000} = options;
  const {cars = [{car: 0, lapTimesMs: [20_000, 21_000]}], startSeconds = 1_800_000_000, history = true} = options;
  const total = Math.max(...cars.map((c) => c.lapTimesMs.reduce((a, b) => a + b, 0))) / 1000;
  const frames = Math.floor((options.seconds ?? total + 2) * rate);
  const sent: Sent[] = [];
  const header = {
    ...createHeader(),
    packetFormat: format,
    gameYear: format - 2000,
    gameMajorVersion: 1,
    gameMinorVersion: 2,
    packetVersion: 1,
    uidHigh: 0xfeed0000,
    uidLow: uid,
    player,
  };
  const columns = new Map<number, PacketColumns>();
  const of = (id: number): PacketColumns => {
    let c = columns.get(id);
    if (!c) columns.set(id, (c = createColumns(layoutOf(format, id)!)));
    return c;
  };
  const send = (id: number, n: number, write?: (view: DataView) => void): void => {
    const bytes = new Uint8Array(packetBytes(format, id));
    const view = new DataView(bytes.buffer);
    const zero = id === 3;
    Object.assign(header, {
      packetId: id,
      sessionTime: zero ? 0 : n / rate,
      frame: zero ? 0 : n * frameStep,
      overallFrame: zero ? 0 : n * frameStep,
    });
    writeHeader(view, 0, header);
    if (write) write(view);
    else encoderOf(format, id)(of(id), view, 0);
    sent.push({bytes, seconds: startSeconds + n / rate, id, frame: header.frame, overallFrame: header.overallFrame});
  };

  const session = of(1);
  session.trackLength[0] = trackLength;
  session.trackId[0] = 7;
  session.sessionType[0] = format === 2023 ? 13 : 18;
  const people = of(4);
  people.numActiveCars[0] = Math.max(...cars.map((c) => c.car)) + 1;
  const width = people.name.length / layoutOf(format, 4)!.cars;
  for (const {car, name = `Driver ${car}`, ai = false, publicTelemetry = true} of cars) {
    writeText(people.name as Uint8Array, car, width, name);
    people.aiControlled[car] = ai ? 1 : 0;
    people.yourTelemetry[car] = publicTelemetry ? 1 : 0;
  }
  send(3, 0, (view) => writeEvent(view, 0, format, {code: "SSTA", details: {}}));
  for (let n = 1; n <= frames; n++) {
    for (const car of cars) drive(car, (n / rate) * 1000, trackLength, of);
    if (n % (rate / 2) === 1) send(1, n);
    if (n % (rate * 5) === 1) send(4, n);
    for (const id of [2, 0, 6, 7]) send(id, n);
  }
  if (history) {
    for (const car of cars) {
      tell(car, of(11));
      send(11, frames);
    }
  }
  return sent;
}

function drive(car: StreamCar, ms: number, trackLength: number, of: (id: number) => PacketColumns): void {
  const {car: i, lapTimesMs, firstLap = 1} = car;
  let lap = 0;
  let start = 0;
  while (lap < lapTimesMs.length && ms >= start + lapTimesMs[lap]) start += lapTimesMs[lap++];
  const now = Math.round(ms - start);
  const time = lapTimesMs[lap] ?? 60_000;
  const [d, m, t, s] = [2, 0, 6, 7].map(of);
  const split = (name: string, value: number) => {
    d[`${name}MSPart`][i] = value % 60_000;
    d[`${name}MinutesPart`][i] = Math.floor(value / 60_000);
  };
  d.lastLapTimeInMS[i] = lap > 0 ? lapTimesMs[lap - 1] : 0;
  d.currentLapTimeInMS[i] = now;
  d.currentLapNum[i] = firstLap + lap;
  d.lapDistance[i] = (now / time) * trackLength;
  d.totalDistance[i] = (lap + now / time) * trackLength;
  const ends = SECTORS.map((f) => Math.round(f * time));
  d.sector[i] = now >= ends[1] ? 2 : now >= ends[0] ? 1 : 0;
  split("sector1Time", now >= ends[0] ? ends[0] : 0);
  split("sector2Time", now >= ends[1] ? ends[1] - ends[0] : 0);
  d.resultStatus[i] = 2;
  d.driverStatus[i] = 4;
  d.carPosition[i] = i + 1;
  const angle = (now / time) * 2 * Math.PI;
  m.worldPositionX[i] = 800 * Math.cos(angle);
  m.worldPositionZ[i] = 800 * Math.sin(angle);
  // a column of integers is format 2026's: thousandths
  m.gForceLateral[i] = m.gForceLateral instanceof Int16Array ? 1500 : 1.5;
  t.speed[i] = SPEED(lap);
  t.throttle[i] = 0.75;
  t.gear[i] = 5;
  s.fuelInTank[i] = 50 - ms / 10_000;
  s.visualTyreCompound[i] = 16;
}

function tell({car, lapTimesMs, firstLap = 1}: StreamCar, h: PacketColumns): void {
  h.carIdx[0] = car;
  h.numLaps[0] = firstLap + lapTimesMs.length;
  for (const column of Object.values(h)) if (column.length === 100) column.fill(0);
  lapTimesMs.forEach((ms, k) => {
    const at = firstLap - 1 + k;
    const [s1, s2] = SECTORS.map((f) => Math.round(f * ms));
    const split = (sector: number, value: number) => {
      h[`lapHistorySector${sector}TimeMSPart`][at] = value % 60_000;
      h[`lapHistorySector${sector}TimeMinutesPart`][at] = Math.floor(value / 60_000);
    };
    h.lapHistoryLapTimeInMS[at] = ms;
    split(1, s1);
    split(2, s2 - s1);
    split(3, ms - s2);
    h.lapHistoryLapValidBitFlags[at] = 15;
  });
}

/** The datagrams as one batch, in the order given; `port` tells sources apart. */
export function batchOf(sent: readonly Sent[]): DatagramBatch {
  const bytes = new Uint8Array(sent.reduce((n, s) => n + s.bytes.length, 0));
  const ports = [...new Set(sent.map((s) => s.port ?? 20777))];
  const batch: DatagramBatch = {
    count: sent.length,
    bytes,
    view: new DataView(bytes.buffer),
    offset: new Uint32Array(sent.length),
    length: new Uint32Array(sent.length),
    seconds: new Float64Array(sent.length),
    nanos: new Uint32Array(sent.length),
    flow: new Uint16Array(sent.length),
    flows: ports.map((targetPort) => ({source: "192.0.2.10", sourcePort: 51234, target: "192.0.2.20", targetPort})),
  };
  let at = 0;
  sent.forEach((s, i) => {
    bytes.set(s.bytes, at);
    batch.offset[i] = at;
    batch.length[i] = s.bytes.length;
    batch.seconds[i] = Math.floor(s.seconds);
    batch.nanos[i] = Math.round((s.seconds % 1) * 1e9);
    batch.flow[i] = ports.indexOf(s.port ?? 20777);
    at += s.bytes.length;
  });
  return batch;
}

export interface Assembled {
  session: ReturnType<typeof capturedSession>["session"];
  laps: LapRow[];
  samples: Map<string, SampleTable>;
  superseded: Map<string, SampleTable[]>;
}

/** What the session code makes of the datagrams: every session, with copies of all samples by "car/lap". */
export function assemble(sent: readonly Sent[]): Assembled[] {
  const found: Assembled[] = [];
  const tables = new Map<object, Pick<Assembled, "samples" | "superseded">>();
  const splitter = new SessionSplitter({
    begin(session) {
      const samples = new Map<string, SampleTable>();
      const superseded = new Map<string, SampleTable[]>();
      tables.set(session, {samples, superseded});
      return {
        samples(car, lap, table, taken) {
          samples.set(`${car}/${lap}`, structuredClone(table));
          if (taken.length) superseded.set(`${car}/${lap}`, structuredClone([...taken]));
        },
      };
    },
    datagram: () => {},
    end: (session) => found.push({...capturedSession(session, "stream"), ...tables.get(session)!}),
  });
  splitter.accept(batchOf(sent));
  splitter.end();
  return found;
}

/** The datagrams as a capture file. */
export function pcapOf(sent: readonly Sent[]): Uint8Array {
  const batch = batchOf(sent);
  const writer = new PcapWriter();
  for (let i = 0; i < batch.count; i++) writer.append(batch, i);
  return Buffer.concat([pcapHeader(), writer.take()]);
}
