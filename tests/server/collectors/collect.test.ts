import {expect, it} from "vitest";
import {collect} from "../../../server/collectors/collect.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {simulatorCollector} from "../../../server/collectors/simulatorCollector.js";
import type {CommandContext} from "../../../server/command.js";
import {command} from "../../../server/commands/collect.js";
import {readConfig} from "../../../server/config.js";
import {Sources} from "../../../server/sources.js";
import {until} from "../../support/until.js";
import {FakeProducer} from "./support.js";

function context(values: Record<string, string | boolean>): CommandContext {
  return {
    ...{values: {speed: "1", ...values}, positionals: [], json: true, signal: new AbortController().signal},
    ...{out() {}, log() {}, progress() {}, config: readConfig({}, values)},
  };
}

it.skipIf(process.env.KAFKA_BROKERS)("without Kafka it suggests the alternative", async () => {
  await expect(command.run(context({}))).rejects.toThrow("set KAFKA_BROKERS, or run `lapbook serve` on this machine");
});

it("refuses an invalid target", () => {
  expect(() => context({forward: "127.0.0.1:20778,foo"})).toThrow("invalid target: foo (--forward: host:port,…)");
});

it("collects until it is stopped; then the log has everything", async () => {
  const producer = new FakeProducer();
  const stopping = new AbortController();
  const lines: string[] = [];
  const publisher = new Publisher({producer});
  const sources = new Sources({publisher, recordings: "nowhere", report() {}});
  sources.add(simulatorCollector({seed: 2, speed: 10}));
  const running = collect({
    sources,
    publisher,
    signal: stopping.signal,
    report() {},
    progress: (text) => lines.push(text),
  });
  await until(() => producer.sent.telemetry.length > 60 && lines.length > 0);
  expect(lines[0]).toMatch(/^\d+:\d\d, \d+ km\/h; \d+ messages\/s, [\d,]+ sent, [\d,]+ acknowledged$/);
  stopping.abort();
  const collected = await running;
  expect(collected).toMatchObject({stopped: true, queuedBytes: 0, failure: null, dropped: 0, errors: 0});
  expect(Object.keys(collected.collectors)).toEqual(["simulator:2"]);
  expect(collected.sessions).toHaveLength(1);
  expect(producer.payloads).toHaveLength(collected.received);
  expect(producer.sent.telemetry).toHaveLength(collected.framesPublished);
});
