import {readFile} from "node:fs/promises";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {AlertHooks, UNDELIVERED_FILE} from "../../../server/alerts/alertHooks.js";
import {hookBody} from "../../../server/alerts/hookBody.js";
import {readAlertHooks} from "../../../server/alerts/hookConfig.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import type {StrategyAlert} from "../../../src/core/messages/events.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {EVENT_EXAMPLES} from "../../support/messages.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

const EXAMPLE = EVENT_EXAMPLES.find(({topic}) => topic === "strategy-alerts") as StrategyAlert;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: Server;
/** answers of the server in turn; the last one goes on */
let answers: number[];
let posted: {path: string; body: Record<string, unknown>}[];
let base: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  posted = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      const status = answers.length > 1 ? answers.shift()! : answers[0];
      if (status === 200) posted.push({path: request.url!, body: JSON.parse(text)});
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await folder.remove();
});

async function publish(log: MemoryLog, ...alerts: Partial<StrategyAlert>[]): Promise<void> {
  const producer = await log.producer();
  const messages = alerts.map((alert) => ({
    ...{key: "s1", headers: {}, timestamp: 0},
    value: codecOf("protobuf").encodeEvent({...EXAMPLE, ...alert}),
  }));
  await producer.send("strategy-alerts", messages);
}

/** Runs hooks while `work` runs. */
async function running(
  log: MemoryLog,
  work: () => Promise<unknown>,
  {lines = [], attempts = 3}: {lines?: string[]; attempts?: number} = {},
): Promise<void> {
  const stop = new AbortController();
  const config = readAlertHooks({ALERT_WEBHOOK: `${base}/hook`, ALERT_SLACK: `${base}/slack`})!;
  const report = (line: string) => void lines.push(line);
  const options = {log, topics: topicNames({}), config, recordings: folder.path, report, retryMs: 1, attempts};
  const hooks = new AlertHooks(options).run(stop.signal);
  try {
    await work();
  } finally {
    stop.abort();
    await hooks;
  }
}

/** Bodies that the hook at a path took, in order; the two hooks do not wait for each other. */
const taken = (at: string) => posted.filter(({path}) => path === at).map(({body}) => body);
const times = () => taken("/hook").map(({sessionTime}) => sessionTime);

describe("AlertHooks", () => {
  it("delivers each alert once to each hook although the server fails first, and over restarts", async () => {
    answers = [500, 0, 503, 429, 200];
    // all four failures may meet one hook
    const attempts = 5;
    const log = new MemoryLog();
    await publish(log, {sessionTime: 1});
    const work = async () => {
      // without a position only new alerts are sent
      await until(() => log.hasWaitingReader(), "a reader");
      await publish(log, {sessionTime: 2}, {sessionTime: 3}, {sessionTime: 4, severity: "info"});
      await until(
        () => posted.length >= 4,
        "four posts",
        () => posted,
      );
      // a post whose answer has not come would be sent again
      await until(
        async () => JSON.parse(await readFile(join(folder.path, ".alert-hooks"), "utf8")).waiting.length === 0,
        "every answer",
      );
    };
    await running(log, work, {attempts});
    // a repetition, as after a restart of the analyst, and one while nobody reads
    await publish(log, {sessionTime: 3}, {sessionTime: 5});
    await running(log, () =>
      until(
        () => posted.length >= 6,
        "six posts",
        () => posted,
      ),
    );
    expect(times()).toEqual([2, 3, 5]);
    expect(taken("/hook")[0]).toMatchObject({
      sessionId: "s1",
      rule: EXAMPLE.rule,
      value: EXAMPLE.value,
      channel: EXAMPLE.channel,
    });
    expect(taken("/slack")).toHaveLength(3);
    await expect(readFile(join(folder.path, UNDELIVERED_FILE))).rejects.toThrow("ENOENT");
  });

  it("keeps what is refused in a file, without the address, and goes on", async () => {
    answers = [400, 500, 500, 500, 500, 500, 200];
    const log = new MemoryLog();
    const lines: string[] = [];
    const undelivered = async () =>
      (await readFile(join(folder.path, UNDELIVERED_FILE), "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
    await running(
      log,
      async () => {
        await until(() => log.hasWaitingReader(), "a reader");
        await publish(log, {sessionTime: 2});
        await until(async () => (await undelivered()).length >= 2, "two lines", undelivered);
        answers = [200];
        await publish(log, {sessionTime: 3});
        await until(
          () => posted.length >= 2,
          "two posts",
          () => posted,
        );
      },
      {lines},
    );
    expect(times()).toEqual([3]);
    const kept = (await undelivered()).map((line) => JSON.parse(line));
    expect(kept.map(({hook}) => hook).sort()).toEqual(["slack", "webhook"]);
    expect(kept.map(({reason}) => reason).sort()).toEqual(["it answered 400", "it answered 500, after 3 attempts"]);
    expect(JSON.stringify([kept, lines])).not.toContain(base);
  });
});

it('hookBody("slack", alert) is one text that mentions nobody; a webhook\'s numbers are null where unknown', () => {
  const sent = {sessionId: "s", driver: "<!channel> & co", alert: {...EXAMPLE, lap: Number.NaN, limit: Number.NaN}};
  expect(JSON.parse(hookBody("slack", sent))).toEqual({
    text: "critical · Brakes hot · &lt;!channel&gt; &amp; co: brake front left 1102 °C · 8:32",
  });
  expect(JSON.parse(hookBody("webhook", sent))).toMatchObject({limit: null, value: 1102, driver: "<!channel> & co"});
});

it("hookBody(name, alert, pages) leads to the moment: a whole address where the pages have one, else its end", () => {
  const sent = {sessionId: "s", driver: "", alert: EXAMPLE};
  const end = "pages/live.html?session=s&car=4&at=509.2";
  expect(JSON.parse(hookBody("webhook", sent)).address).toBe(end);
  const {pages} = readAlertHooks({ALERT_SLACK: "http://a", ALERT_PAGES: "http://pit.local:3000"})!;
  expect(JSON.parse(hookBody("webhook", sent, pages)).address).toBe(`http://pit.local:3000/${end}`);
  expect(JSON.parse(hookBody("slack", sent, pages)).text).toMatch(
    / <http:\/\/pit\.local:3000\/pages\/live\.html\?session=s&amp;car=4&amp;at=509\.2\|see it>$/,
  );
  expect(() => readAlertHooks({ALERT_SLACK: "http://a", ALERT_PAGES: "pit"})).toThrow("ALERT_PAGES");
});

it("readAlertHooks(env) refuses what is no address without repeating it, and takes none for none", () => {
  expect(readAlertHooks({})).toBeUndefined();
  expect(() => readAlertHooks({ALERT_SLACK: "file:///secret"})).toThrow(
    "invalid address (ALERT_SLACK: http:// or https://)",
  );
  expect(() => readAlertHooks({ALERT_SEVERITY: "loud"})).toThrow(
    "invalid severity: loud (ALERT_SEVERITY: info, warning, critical)",
  );
});
