import {expect, test} from "vitest";
import {sniff} from "../../../src/core/capture/sniff.js";
import {Blocks, gamePayload, pcapFile, recorderFile} from "../../support/captureBytes.js";

test("sniff(first) tells every kind by content", () => {
  for (const little of [true, false]) {
    for (const nanos of [true, false]) expect(sniff(pcapFile([], {little, nanos}))).toBe("pcap");
    expect(sniff(new Blocks(little).section())).toBe("pcapng");
  }
  expect(sniff(Uint8Array.of(0x1f, 0x8b))).toBe("gzip");
  expect(sniff(recorderFile([{time: 0, bytes: gamePayload(29)}]))).toBe("recorder");
});

test("sniff(first) does not take other bytes for a recorder's file", () => {
  const text = new TextEncoder().encode("hello, this is no capture");
  for (let n = 0; n <= text.length; ++n) expect(sniff(text.subarray(0, n))).toBe("unknown");
  expect(sniff(new Uint8Array(100))).toBe("unknown");
  expect(sniff(recorderFile([{time: 0, bytes: gamePayload(29, 1, 1999)}]))).toBe("unknown");
  expect(sniff(recorderFile([{time: Number.NaN, bytes: gamePayload(29)}]))).toBe("unknown");
});

test("sniff(first) reads a view into a larger buffer", () => {
  const bytes = new Uint8Array(100);
  bytes.set(pcapFile([]), 33);
  expect(sniff(bytes.subarray(33))).toBe("pcap");
});
