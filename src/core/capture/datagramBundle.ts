import {createBatch, type DatagramBatch, type Flow} from "./batch.js";

/**
 * The datagrams that arrived within a tick as one message of the log, byte for byte, with arrival times and addresses.
 *
 *   u8 version (1) · u16 flows · per flow: u16 length, UTF-8 "source sourcePort target targetPort"
 *   u32 datagrams · per datagram: f64 seconds · u32 nanos · u16 flow · u32 length · bytes
 *
 * Little-endian, packed.
 */
const VERSION = 1;
/** bytes in front of each datagram */
export const RECORD_BYTES = 18;

const names = new WeakMap<Flow, Uint8Array>();

/** A flow as it is written. Cached: there may be hundreds of bundles a second. */
function nameOf(flow: Flow): Uint8Array {
  let name = names.get(flow);
  if (!name) {
    const {source, sourcePort, target, targetPort} = flow;
    name = new TextEncoder().encode(`${source} ${sourcePort} ${target} ${targetPort}`);
    names.set(flow, name);
  }
  return name;
}

/** Numbers the flows of some datagrams from 0, in order of appearance; undefined for a single flow. */
function numberFlows(flow: Uint16Array, from: number, to: number): Map<number, number> | undefined {
  let numbers: Map<number, number> | undefined;
  for (let i = from; i < to; i++) {
    // nearly always there is one game
    if (flow[i] === flow[from]) continue;
    numbers ??= new Map([[flow[from], 0]]);
    if (!numbers.has(flow[i])) numbers.set(flow[i], numbers.size);
  }
  return numbers;
}

/** Packs the datagrams `from` … `to` − 1 of a batch. Those that are RECORD_BYTES apart are copied together. */
export function encodeBundle(batch: DatagramBatch, from = 0, to = batch.count): Uint8Array {
  const {offset, length, seconds, nanos, flow} = batch;
  const numbers = numberFlows(flow, from, to);
  const used = numbers ? [...numbers.keys()] : from < to ? [flow[from]] : [];
  const flows = used.map((f) => nameOf(batch.flows[f]));
  let size = 7;
  for (const name of flows) size += 2 + name.length;
  let at = size - 4;
  for (let i = from; i < to; i++) size += RECORD_BYTES + length[i];
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint16(1, flows.length, true);
  let name = 3;
  for (const flow of flows) {
    view.setUint16(name, flow.length, true);
    bytes.set(flow, name + 2);
    name += 2 + flow.length;
  }
  view.setUint32(at, to - from, true);
  at += 4;
  for (let first = from; first < to; ) {
    let last = first;
    let end = offset[first] + length[first];
    while (last + 1 < to && offset[last + 1] === end + RECORD_BYTES) end = offset[++last] + length[last];
    bytes.set(batch.bytes.subarray(offset[first], end), at + RECORD_BYTES);
    // the bytes copied between them are overwritten
    for (let i = first; i <= last; i++) {
      view.setFloat64(at, seconds[i], true);
      view.setUint32(at + 8, nanos[i], true);
      view.setUint16(at + 12, numbers ? numbers.get(flow[i])! : 0, true);
      view.setUint32(at + 14, length[i], true);
      at += RECORD_BYTES + length[i];
    }
    first = last + 1;
  }
  return bytes;
}

/** Unpacks a bundle; payloads are not copied. Throws `damaged bundle: …`. */
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
  need(at, count * RECORD_BYTES);
  const batch = createBatch(count, bytes, flows);
  batch.count = count;
  for (let i = 0; i < count; i++) {
    need(at, RECORD_BYTES);
    const length = view.getUint32(at + 14, true);
    need(at + RECORD_BYTES, length);
    batch.seconds[i] = view.getFloat64(at, true);
    batch.nanos[i] = view.getUint32(at + 8, true);
    batch.flow[i] = view.getUint16(at + 12, true);
    if (batch.flow[i] >= flows.length) throw new RangeError(`damaged bundle: flow ${batch.flow[i]} of ${flows.length}`);
    batch.length[i] = length;
    batch.offset[i] = at + RECORD_BYTES;
    at += RECORD_BYTES + length;
  }
  return batch;
}
