import {expect, test} from "vitest";
import {formatAddress, parseAddress} from "../../../src/core/capture/address.js";

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

// The left forms are those RFC 5952 asks for.
test.each([
  ["0.0.0.0", "00000000"],
  ["192.0.2.255", "c00002ff"],
  ["::", "0".repeat(32)],
  ["::1", `${"0".repeat(31)}1`],
  ["2001:db8::1", "20010db8000000000000000000000001"],
  ["2001:db8:0:1:1:1:1:1", "20010db8000000010001000100010001"],
  ["2001:0:0:1::1", "20010000000000010000000000000001"],
  ["2001:db8::1:0:0:1", "20010db8000000000001000000000001"],
  ["fe80::", "fe800000000000000000000000000000"],
  ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
  ["::ffff:192.0.2.1", "00000000000000000000ffffc0000201"],
])("parseAddress and formatAddress agree on %s", (text, bytes) => {
  expect(parseAddress(text)).toEqual(hex(bytes));
  expect(formatAddress(hex(bytes), 0, bytes.length / 2)).toBe(text);
});

test("parseAddress(text) leaves a zone out and reads longer forms", () => {
  expect(parseAddress("fe80::1%eth0")).toEqual(parseAddress("FE80:0:0:0:0:0:0:0001"));
  expect(parseAddress("1:2:3:4:5:6:7::")).toEqual(parseAddress("1:2:3:4:5:6:7:0"));
});

test.each([
  "",
  "localhost",
  "1.2.3",
  "1.2.3.256",
  "1.2.3.4.5",
  "1:2",
  "1::2::3",
  "12345::",
  "1:2:3:4:5:6:7:8:9",
  "::1.2.3",
  ":",
])("parseAddress(text) refuses %j", (text) => {
  expect(() => parseAddress(text)).toThrow(`invalid address: ${text}`);
});
