import {utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {AlertRules} from "../../../server/analyst/alertRules.js";
import {AnalystService} from "../../../server/analyst/analystService.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

const CARS = [
  {car: 0, lapTimesMs: [8000, 7000]},
  {car: 3, lapTimesMs: [8500, 7500]},
];
const rule = (id: string, more: object) => ({
  id,
  kind: "threshold",
  title: id,
  text: "{value}",
  value: "lapDistance",
  unit: "m",
  coolDownS: 0,
  ...more,
});
const fileOf = (...rules: object[]) => JSON.stringify({format: "lapbook-alerts", version: 1, rules});

it("the analyst publishes what the workspace's rules give, once, over restarts; rules with a fault are reported", async () => {
  const folder = await temporaryFolder();
  try {
    const path = join(folder.path, "alerts.json");
    await writeFile(
      path,
      fileOf(rule("mine", {above: 2500}), rule("all", {above: 2500, cars: "all"}), rule("bad", {above: "x"})),
    );
    const log = new MemoryLog();
    const topics = topicNames({});
    const publisher = new Publisher({producer: await log.producer(), topics});
    publisher.take("test", batchOf(f1Stream({cars: CARS, player: 3})));
    await publisher.close();
    const told = () =>
      log
        .entries("strategy-alerts")
        .map(({value, headers}) => codecOf(headers.encoding).decodeEvent("strategy-alerts", value));
    const lines: string[] = [];
    const report = (line: string) => void lines.push(line);
    const stateFile = join(folder.path, ".analyst");
    for (let start = 0; start < 3; start++) {
      const stop = new AbortController();
      const rules = new AlertRules(folder.path, report);
      const running = new AnalystService({log, topics, rules, stateFile, saveMs: 1}).run(stop.signal);
      await until(() => log.entries("lap-events").length >= 4 && told().length >= 6, "alerts", told);
      stop.abort();
      await running;
    }
    const keys = told().map(eventKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(
      told()
        .map(({rule: id, car}) => `${id} ${car}`)
        .sort(),
    ).toEqual(["all 0", "all 0", "all 3", "all 3", "mine 3", "mine 3"]);
    expect(lines).toContain("alerts.json: bad, above: expected a number from -1000000000000 to 1000000000000");
  } finally {
    await folder.remove();
  }
});

it("AlertRules.read() gives other rules when the file changes, the same while it does not, and the shipped ones without it", async () => {
  const folder = await temporaryFolder();
  try {
    const lines: string[] = [];
    const rules = new AlertRules(folder.path, (line) => lines.push(line));
    const shipped = await rules.read();
    expect(shipped!.cars.length + shipped!.session.length).toBe(16);
    expect(await rules.read()).toBe(shipped);
    const path = join(folder.path, "alerts.json");
    await writeFile(path, fileOf(rule("one", {above: 3})));
    const own = await rules.read();
    expect(own!.cars.map(({rule: {id}}) => id)).toEqual(["one"]);
    await utimes(path, 0, 0);
    expect(await rules.read()).toBe(own);
    await writeFile(path, "{");
    expect((await rules.read())!.cars).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^alerts\.json: .*JSON/);
  } finally {
    await folder.remove();
  }
});
