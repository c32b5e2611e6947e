import {mkdir, readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {type MeasuredSession, QualityLog} from "../../../server/recorder/qualityLog.js";
import {RelaySession} from "../../../server/relay/session.js";
import {parseQuality} from "../../../src/core/archive/quality.js";
import {temporaryFolder} from "../../support/server.js";

it("writes a row a second beside a session that is recorded and goes on, and none beside others", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, "a"));
  const ledger = {received: 0, lostFrames: 0, duplicated: 0, reordered: 0, malformed: 0};
  const relayed = new RelaySession("a", 0);
  let skipped = 5;
  let acknowledged: {arrival: number; acknowledged: number}[] = [];
  const session = (id: string, sessionTime: number): MeasuredSession => ({
    ...{id, sessionTime, ledger: {...ledger}},
    latencies: id === "a" ? relayed.takeLatencies(acknowledged) : {log: [], stream: [], relay: []},
  });
  let time = 1;
  const log = new QualityLog({
    ...{recordings: folder.path, skipped: () => skipped, now: () => 1000},
    sessions: () => [session("a", time), session("not recorded", time)],
  });
  /** Three frames of two cars: in the log after 1, 2 and 9 ms, read 0.5 ms later, sent after 4, 8 and 30 ms. */
  const relay = (at: number) => {
    const frames = [1, 2, 9].map((known, i) => ({arrival: at + 100 * i, known, wait: [4, 8, 30][i]}));
    acknowledged = frames.map(({arrival, known}) => ({arrival, acknowledged: arrival + known}));
    for (const {arrival, known, wait} of frames)
      for (const _ of [0, 1]) {
        relayed.read(arrival, arrival + known + 0.5);
        relayed.sent(arrival + known + 0.5, arrival + known + 0.5 + wait);
      }
  };
  relay(1000);
  Object.assign(ledger, {received: 100, lostFrames: 2});
  await log.write(); // what was before is not of this second
  time = 2.0004;
  relay(2000);
  Object.assign(ledger, {received: 520, lostFrames: 5, reordered: 1});
  skipped = 7;
  await log.write();
  await log.write(); // nothing came
  time = 4;
  ledger.received = 521;
  await log.write();
  expect(await readdir(folder.path)).toEqual(["a"]);
  const rows = parseQuality(await readFile(join(folder.path, "a", "quality.jsonl"), "utf8"));
  expect(rows).toEqual([
    expect.objectContaining({
      ...{sessionTime: 2, datagramsReceived: 420, framesLost: 3, datagramsReordered: 1, framesSkipped: 2},
      ...{latencyLogMs: 2, latencyLogMaxMs: 9, latencyStreamMs: 0.5, latencyRelayMs: 8, latencyRelayMaxMs: 30},
    }),
    expect.objectContaining({sessionTime: 4, datagramsReceived: 1, latencyLogMs: null, latencyRelayMaxMs: null}),
  ]);
  await folder.remove();
});
