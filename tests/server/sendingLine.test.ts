import {expect, it} from "vitest";
import {SendingLine} from "../../server/sendingLine.js";

it("SendingLine says time, speed, rate since the line before, and what the log has", () => {
  let now = 500;
  const line = new SendingLine(() => now);
  now += 1000;
  const first = {time: 83.9, speedKmh: 286.6, unit: "messages", sent: 1320, acknowledged: 1300};
  expect(line.next(first)).toBe("1:23, 287 km/h; 1320 messages/s, 1,320 sent, 1,300 acknowledged");
  now += 2000;
  expect(line.next({time: Number.NaN, unit: "datagrams", sent: 1520})).toBe("100 datagrams/s, 1,520 sent");
});
