import {expect, it} from "vitest";
import {createSilenceMeter, sourceStatus} from "../../../src/components/pitwall/sourceStatus.js";
import {plainMessage} from "../../../src/core/messages/events.js";
import {FakeLive} from "../../support/fakeLive.js";

it("reports silence, the end of a session, and why a replay does not start", () => {
  const source = new FakeLive();
  expect(sourceStatus(source, {silentS: 2})).toBe("");
  expect(sourceStatus(source, {silentS: 12.7})).toMatch(/^No data for 12 s/);
  const events = () => [plainMessage({kind: "SEND", sessionTime: 1, text: "session ended"})];
  expect(sourceStatus({...source, state: "live", events: events as never}, {silentS: 12})).toBe(
    "The session has ended.",
  );
  expect(sourceStatus(new FakeLive({state: "loading"}), {silentS: 12})).toBe("Loading the session so far…");
  const health = {...source.health, recording: "no such session: x"};
  expect(sourceStatus({state: "lost", health, events: () => []}, {replay: true})).toBe(
    "Not replayed: no such session: x",
  );
});

it("createSilenceMeter(clock) counts from the last change; NaN is a value like others", () => {
  let now = 0;
  const silence = createSilenceMeter(() => now);
  expect(silence(Number.NaN)).toBe(0);
  now = 3000;
  expect(silence(Number.NaN)).toBe(3);
  expect(silence(10)).toBe(0);
  now = 4500;
  expect(silence(10)).toBe(1.5);
});
