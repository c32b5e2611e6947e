import {expect, it} from "vitest";
import {decodeBundle, encodeBundle, RECORD_BYTES} from "../../../src/core/capture/datagramBundle.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";

const batch = batchOf(f1Stream({seconds: 1}).map((s, i) => ({...s, port: i % 2 ? 20777 : 20778})));

it("decodeBundle(encodeBundle(batch)) gives payloads, times and addresses back", () => {
  const again = decodeBundle(encodeBundle(batch, 3, 50));
  expect(again.count).toBe(47);
  for (let i = 0; i < 47; i++) {
    const k = i + 3;
    const payload = (b: typeof batch, n: number) => b.bytes.subarray(b.offset[n], b.offset[n] + b.length[n]);
    expect([...payload(again, i)]).toEqual([...payload(batch, k)]);
    expect([again.seconds[i], again.nanos[i]]).toEqual([batch.seconds[k], batch.nanos[k]]);
    expect(again.flows[again.flow[i]]).toEqual(batch.flows[batch.flow[k]]);
  }
});

it("decodeBundle(bytes) refuses a bundle cut at any byte", () => {
  const bytes = encodeBundle(batch, 0, 2);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeBundle(bytes.slice(0, length))).toThrow(/^damaged bundle/);
  }
});

it("encodeBundle(batch) gives the same bytes whether datagrams lie a record apart, as in a bundle, or anyhow", () => {
  const oneFlow = batchOf(f1Stream({seconds: 1}));
  for (const loose of [batch, oneFlow]) {
    const bytes = encodeBundle(loose);
    const apart = decodeBundle(bytes);
    expect(apart.offset[1]).toBe(apart.offset[0] + apart.length[0] + RECORD_BYTES);
    expect(Buffer.compare(encodeBundle(apart), bytes)).toBe(0);
    expect(Buffer.compare(encodeBundle(apart, 2, 9), encodeBundle(loose, 2, 9))).toBe(0);
  }
});
