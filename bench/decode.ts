import {EventEmitter} from "node:events";
// @ts-expect-error the package hides its types from this kind of module resolution
import {Parser} from "binary-parser";
import {F123UDP} from "f1-23-udp";
import {createColumns, decoderOf, type PacketColumns} from "../src/core/games/f1/decode.js";
import {encoderOf, packetBytes} from "../src/core/games/f1/encode.js";
import {HEADER_BYTES} from "../src/core/games/f1/formats.js";
import {createHeader, readHeader, writeHeader} from "../src/core/games/f1/header.js";
import {identify} from "../src/core/games/f1/identify.js";
import {layoutOf} from "../src/core/games/f1/layout.js";
import {type BenchRow, type Measured, main, measure} from "./support.js";

// How long does it take to check a car-telemetry datagram and read every field of its 22 cars?
// Started with tsx, whose loader transfers an ArrayBuffer away when it loads a package; from then on V8 checks every access
// to typed arrays and views. Without that the generated decoder takes three quarters of the time reported here.

const FORMAT = 2023;
const ID = 6;
const PACKETS = 64;
const QUESTION = "header and every field of car telemetry, 22 cars";
const ALONE = "the same without the header";

const layout = layoutOf(FORMAT, ID)!;

/** Seeded datagrams: as full of different values as a race. */
function datagrams(): Buffer[] {
  let state = 1;
  const random = () => (state = (Math.imul(state, 48271) >>> 0) % 2147483647) / 2147483647;
  const columns = createColumns(layout);
  return Array.from({length: PACKETS}, (_, n) => {
    for (const column of Object.values(columns)) {
      const float = column instanceof Float32Array;
      for (let i = 0; i < column.length; i++) column[i] = float ? random() * 30 : random() * 120;
    }
    const bytes = Buffer.alloc(packetBytes(FORMAT, ID));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    writeHeader(view, 0, {...createHeader(), packetFormat: FORMAT, gameYear: 23, packetId: ID, frame: n});
    encoderOf(FORMAT, ID)(columns, view, 0);
    return bytes;
  });
}

const SCALARS = ["speed", "throttle", "steer", "brake", "clutch", "gear", "engineRPM", "drs", "revLightsPercent"];
const REST = ["revLightsBitValue", "engineTemperature"];
const WHEELS = [
  "brakesTemperature",
  "tyresSurfaceTemperature",
  "tyresInnerTemperature",
  "tyresPressure",
  "surfaceType",
];

interface CompiledParser {
  parse(bytes: Buffer): {cars: Cars; suggestedGear: number};
}

/** The packet as the peers' engine reads it best: one parser, compiled once; the header is read or skipped. */
function compiledParser({withHeader}: {withHeader: boolean}): CompiledParser {
  const header = new Parser()
    .endianess("little")
    .uint16("packetFormat")
    .uint8("gameYear")
    .uint8("gameMajorVersion")
    .uint8("gameMinorVersion")
    .uint8("packetVersion")
    .uint8("packetId")
    .uint64("sessionUID")
    .floatle("sessionTime")
    .uint32("frameIdentifier")
    .uint32("overallFrameIdentifier")
    .uint8("playerCarIndex")
    .uint8("secondaryPlayerCarIndex");
  const car = new Parser()
    .endianess("little")
    .uint16("speed")
    .floatle("throttle")
    .floatle("steer")
    .floatle("brake")
    .uint8("clutch")
    .int8("gear")
    .uint16("engineRPM")
    .uint8("drs")
    .uint8("revLightsPercent")
    .uint16("revLightsBitValue")
    .array("brakesTemperature", {type: "uint16le", length: 4})
    .array("tyresSurfaceTemperature", {type: "uint8", length: 4})
    .array("tyresInnerTemperature", {type: "uint8", length: 4})
    .uint16("engineTemperature")
    .array("tyresPressure", {type: "floatle", length: 4})
    .array("surfaceType", {type: "uint8", length: 4});
  const start = new Parser().endianess("little");
  const packet = (withHeader ? start.nest("header", {type: header}) : start.seek(HEADER_BYTES))
    .array("cars", {type: car, length: 22})
    .uint8("mfdPanelIndex")
    .uint8("mfdPanelIndexSecondaryPlayer")
    .int8("suggestedGear");
  packet.compile();
  return packet;
}

/** The published client, driven through its own message handler and event, without a socket in between. */
function peer(): {parse(bytes: Buffer): Record<string, unknown>; close(): void} {
  const client = new F123UDP({port: 0, address: "127.0.0.1"});
  const inner = client as unknown as {socket: {close(): void}};
  inner.socket.close();
  const socket = Object.assign(new EventEmitter(), {bind() {}, close() {}});
  inner.socket = socket;
  let last: Record<string, unknown> = {};
  client.on("carTelemetry", (data) => {
    last = data as unknown as Record<string, unknown>;
  });
  client.start();
  socket.emit("listening");
  return {
    parse(bytes) {
      socket.emit("message", bytes, {size: bytes.length});
      return last;
    },
    close() {
      socket.removeAllListeners();
    },
  };
}

type Cars = Record<string, number | number[]>[];

/** Every value of a peer's packet against ours. */
function check(who: string, columns: PacketColumns, cars: Cars, prefix: string): void {
  let compared = 0;
  cars.forEach((car, i) => {
    for (const name of [...SCALARS, ...REST]) {
      if (car[prefix + name] !== columns[name][i]) throw new Error(`${who}: ${name} of car ${i} differs`);
      compared++;
    }
    for (const name of WHEELS) {
      (car[prefix + name] as number[]).forEach((value, k) => {
        if (value !== columns[name][i * 4 + k]) throw new Error(`${who}: ${name} of car ${i} differs`);
        compared++;
      });
    }
  });
  if (compared !== 22 * 31) throw new Error(`${who}: compared ${compared} values`);
}

export async function run(): Promise<BenchRow[]> {
  const packets = datagrams();
  const views = packets.map((bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const header = createHeader();
  const columns = createColumns(layout);
  const decode = decoderOf(FORMAT, ID);
  const parser = compiledParser({withHeader: true});
  const body = compiledParser({withHeader: false});
  const client = peer();
  let sum = 0;

  const ours = (view: DataView) => {
    if (identify(view, 0, view.byteLength) !== "ok") throw new Error("datagram refused");
    readHeader(view, 0, header);
    decode(view, 0, columns);
  };

  packets.forEach((bytes, n) => {
    ours(views[n]);
    if (header.frame !== n) throw new Error(`frame ${header.frame}, expected ${n}`);
    check("binary-parser", columns, parser.parse(bytes).cars, "");
    check("binary-parser, body", columns, body.parse(bytes).cars, "");
    check("f1-23-udp", columns, client.parse(bytes).m_carTelemetryData as Cars, "m_");
  });

  const [own, compiled, published] = await measure([
    {
      name: "lapbook: identify, header, generated decoder",
      run(n) {
        for (let i = 0; i < n; i++) {
          ours(views[i % PACKETS]);
          sum += columns.speed[i % 22];
        }
      },
    },
    {
      name: "binary-parser, compiled once",
      run(n) {
        for (let i = 0; i < n; i++) sum += parser.parse(packets[i % PACKETS]).suggestedGear;
      },
    },
    {
      name: "f1-23-udp, through its event",
      run(n) {
        for (let i = 0; i < n; i++) sum += client.parse(packets[i % PACKETS]).m_suggestedGear as number;
      },
    },
  ]);
  client.close();
  const [ownAlone, compiledAlone] = await measure([
    {
      name: "lapbook: generated decoder",
      run(n) {
        for (let i = 0; i < n; i++) {
          decode(views[i % PACKETS], 0, columns);
          sum += columns.speed[i % 22];
        }
      },
    },
    {
      name: "binary-parser, compiled once, header skipped",
      run(n) {
        for (let i = 0; i < n; i++) sum += body.parse(packets[i % PACKETS]).suggestedGear;
      },
    },
  ]);
  const bytes = allocation(() => {
    for (let i = 0; i < 1_000_000; i++) ours(views[i % PACKETS]);
  });
  if (!Number.isFinite(sum)) throw new Error("no sum");

  return [
    compared(QUESTION, own),
    compared(QUESTION, compiled, 10),
    compared(QUESTION, published, 50),
    compared(ALONE, ownAlone),
    compared(ALONE, compiledAlone, 10),
    {
      question: "memory allocated a packet, over a million",
      candidate: own.name,
      value: bytes,
      unit: "bytes",
      need: "< 1",
      ok: bytes < 1,
    },
  ];
}

/** A candidate's row; `times` is how often it should take our time at least. */
function compared(question: string, {name, micros, ratio}: Measured, times?: number): BenchRow {
  const need = times === undefined ? "" : `≥ ${times}×`;
  return {question, candidate: name, value: micros, unit: "µs", ratio, need, ok: ratio >= (times ?? 0)};
}

/** Heap growth of a million packets, a packet: the smallest of three, since others allocate too. */
function allocation(million: () => void): number {
  const growth = [0, 1, 2].map(() => {
    const before = process.memoryUsage().heapUsed;
    million();
    return (process.memoryUsage().heapUsed - before) / 1_000_000;
  });
  return Math.max(0, Math.min(...growth));
}

await main(import.meta.url, run);
