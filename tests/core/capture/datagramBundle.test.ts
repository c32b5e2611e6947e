import {expect, it} from "vitest";
import {decodeBundle, encodeBundle} from "../../../src/core/capture/datagramBundle.js";
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
