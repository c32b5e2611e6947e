import {expect, it} from "vitest";
import {parseRelayMessage} from "../../../../src/core/live/wire/parseRelayMessage.js";

it("parseRelayMessage(text) ignores messages of a newer relay", () => {
  expect(parseRelayMessage('{"type":"later"}')).toBeNull();
  expect(parseRelayMessage('{"type":"skipped","frames":3}')).toEqual({type: "skipped", frames: 3});
});
