import {expect, it} from "vitest";
import {channelName} from "../../../../src/core/live/wire/channelName.js";
import {parseClientMessage} from "../../../../src/core/live/wire/parseClientMessage.js";

it("parseClientMessage(text) fills what was left out, and takes aliases of channels once", () => {
  expect(parseClientMessage('{"type":"subscribe","id":"a","channels":["speed","speedKmh","rpm"]}')).toEqual({
    type: "subscribe",
    id: "a",
    topics: ["telemetry"],
    session: "latest",
    cars: null,
    channels: ["speedKmh", "rpm"],
    mode: "tick",
    tickMs: 33,
    encoding: "binary",
    backfillS: 0,
    resumeFrom: null,
  });
  expect(channelName("lap")).toBe("lapNumber");
});

it.each([
  ["null", "invalid message: null"],
  ['{"type":"subscribe"}', "invalid id: undefined"],
  ['{"type":"subscribe","id":"a","tickMs":1}', "invalid tickMs: 1"],
  ['{"type":"subscribe","id":"a","topics":[]}', "invalid topics: "],
  ['{"type":"subscribe","id":"a","cars":[-1]}', "invalid car: -1"],
  ['{"type":"subscribe","id":"a","channels":["constructor"]}', "unknown channel: constructor"],
  ['{"type":"subscribe","id":"a","resumeFrom":[{"topic":"telemetry"}]}', "invalid partition: undefined"],
  ['{"type":"ping","t":"x"}', "invalid t: x"],
])("parseClientMessage(%s) throws %s", (text, error) => {
  expect(() => parseClientMessage(text)).toThrow(error);
});
