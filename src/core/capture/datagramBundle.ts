import type {DatagramBatch, Flow} from "./batch.js";

/**
 * Datagrams as one message of the log: what arrived within a tick, byte for byte, with arrival times and addresses.
 *
 *   u8 version (1) · u16 flows · per flow: u16 length, UTF-8 "source sourcePort target targetPort"
 *   u32 datagrams · per datagram: f64 seconds · u32 nanos · u16 flow · u32 length · bytes
 *
 * Little-endian, packed.
 */
const VERSION = 1;
const RECORD = 18;

const names = new WeakMap<Flow, Uint8Array>();

/** A flow as it is written. It is the same with every bundle, and there may be hundreds a second. */
function nameOf(flow: Flow): Uint8Array {
  let name = names.get(flow);
  if (!name) {
    const {source, sourcePort, target, targetPort} = flow;
    name = new TextEncoder().encode(`${source} ${sourcePort} ${target} ${targetPort}`);
    names.set(flow, name);
  }
  return name;
}

/** Packs the datagrams `from` … `to` − 1 of a batch. */
export function encodeBundle(batch: DatagramBatch, from = 0, to = batch.count): Uint8Array {
  const used = new Map<number, number>();
  for (let i = from; i < to; i++) if (!used.has(batch.flow[i])) used.set(batch.flow[i], used.size);
  const flows = [...used.keys()].map((f) => nameOf(batch.flows[f]));
  let size = 7;
  for (const flow of flows) size += 2 + flow.length;
  for (let i = from; i < to; i++) size += RECORD + batch.length[i];
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint16(1, flows.length, true);
  let at = 3;
  for (const flow of flows) {
    view.setUint16(at, flow.length, true);
    bytes.set(flow, at + 2);
    at += 2 + flow.length;
  }
  view.setUint32(at, to - from, true);
  at += 4;
  for (let i = from; i < to; i++) {
    const length = batch.length[i];
    view.setFloat64(at, batch.seconds[i], true);
    view.setUint32(at + 8, batch.nanos[i], true);
    view.setUint16(at + 12, used.get(batch.flow[i])!, true);
    view.setUint32(at + 14, length, true);
    bytes.set(batch.bytes.subarray(batch.offset[i], batch.offset[i] + length), at + RECORD);
    at += RECORD + length;
  }
  return bytes;
}

/** Unpacks a bundle; payloads stay where they are. Throws `damaged bundle: …` when the bytes are no bundle. */
export function decodeBundle(bytes: Uint8Array): DatagramBatch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (at: number, size: number) => {
    if (at + size > bytes.length) throw new RangeError(`damaged bundle: ${bytes.length} bytes, ${at + size} needed`);
  };
  need(0, 7);
  if (view.getUint8(0) !== VERSION) throw new RangeError(`damaged bundle: version ${view.getUint8(0)}`);
  let at = 3;
  const flows: Flow[] = [];
  for (let f = view.getUint16(1, true); f > 0; f--) {
    need(at, 2);
    const length = view.getUint16(at, true);
    need(at + 2, length);
    const [source, sourcePort, target, targetPort] = new TextDecoder()
      .decode(bytes.subarray(at + 2, at + 2 + length))
      .split(" ");
    flows.push({source, sourcePort: Number(sourcePort), target, targetPort: Number(targetPort)});
    at += 2 + length;
  }
  need(at, 4);
  const count = view.getUint32(at, true);
  at += 4;
  need(at, count * RECORD);
  const batch: DatagramBatch = {
    count,
    bytes,
    view,
    offset: new Uint32Array(count),
    length: new Uint32Array(count),
    seconds: new Float64Array(count),
    nanos: new Uint32Array(count),
    flow: new Uint16Array(count),
    flows,
  };
  for (let i = 0; i < count; i++) {
    need(at, RECORD);
    const length = view.getUint32(at + 14, true);
    need(at + RECORD, length);
    batch.seconds[i] = view.getFloat64(at, true);
    batch.nanos[i] = view.getUint32(at + 8, true);
    batch.flow[i] = view.getUint16(at + 12, true);
    if (batch.flow[i] >= flows.length) throw new RangeError(`damaged bundle: flow ${batch.flow[i]} of ${flows.length}`);
    batch.length[i] = length;
    batch.offset[i] = at + RECORD;
    at += RECORD + length;
  }
  return batch;
}
