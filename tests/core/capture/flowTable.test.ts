import {expect, test} from "vitest";
import {FlowTable} from "../../../src/core/capture/flowTable.js";

test("find(…) numbers 65,535 pairs; what comes after shares one entry without addresses", () => {
  const table = new FlowTable();
  const bytes = new Uint8Array(12); // source, target, ports
  const view = new DataView(bytes.buffer);
  const find = (n: number) => {
    view.setUint32(0, 0x0a000000 + n);
    return table.find(bytes, view, 0, 4, 4, 8);
  };
  const found = Uint32Array.from({length: 70_000}, (_, n) => find(n));
  expect(found).toEqual(found.map((_, n) => Math.min(n, 65_535)));
  expect(table.flows.length).toBe(65_536);
  expect(table.flows[65_534].source).toBe("10.0.255.254");
  expect(table.flows[65_535]).toEqual({source: "0.0.0.0", sourcePort: 0, target: "0.0.0.0", targetPort: 0});
  expect(find(17)).toBe(17);
});
