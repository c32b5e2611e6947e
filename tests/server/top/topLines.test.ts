import {expect, it} from "vitest";
import {lagsOf, parseMetrics, type TopSnapshot} from "../../../server/top/snapshot.js";
import {topLines} from "../../../server/top/topLines.js";

const METRICS = `# HELP process_cpu_seconds_total User and system time, s.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 10
process_start_time_seconds 1000
process_resident_memory_bytes 195e6
nodejs_eventloop_delay_seconds{quantile="0.99"} NaN
lapbook_consumer_lag_messages{consumer="relay",topic="laps {a=\\"b\\"}"} 0
lapbook_consumer_lag_messages{consumer="recorder",topic="datagrams"} 30
lapbook_consumer_lag_messages{consumer="recorder",topic="commands"} 4
lapbook_consumer_lag_seconds{consumer="recorder",topic="datagrams"} 2.5
lapbook_consumer_lag_seconds{consumer="recorder",topic="commands"} 41
`;

function snapshot(at: number, received: number, cpu: number): TopSnapshot {
  const source = {received, bytes: 1000 * received, dropped: 3, errors: 0, warning: null};
  const session = {id: "20260101-120000-aaaaaa", game: "F1 25", track: {name: "Silverstone"}, drivers: Array(22)};
  return {
    at,
    version: "0.1.0",
    reasons: [],
    metrics: parseMetrics(METRICS.replace("_total 10", `_total ${cpu}`)),
    stats: {
      collectors: {"udp:20777": source},
      publisher: {framesPublished: 60 * received, queuedBytes: 1_500_000, telemetryDropped: 0, bundlesDropped: 2},
      recorder: {error: null, sessions: [{id: session.id, datagrams: received}]},
      analyst: {failure: "the log is closed", counts: {samples: 0}},
      relay: {clientsConnected: 2, clientsSlow: 1, bytesRelayed: 0, framesSkipped: 7, sessions: []},
      sessions: [
        {session, ledger: {received, lostFrames: 5}, lastSeen: at - 4000, ended: false},
        {session: {...session, id: "over"}, ledger: {}, ended: true},
      ],
    } as unknown as TopSnapshot["stats"],
  };
}

it("reads Prometheus' text, and the most that each consumer is behind", () => {
  const metrics = parseMetrics(METRICS);
  expect(metrics.get("process_cpu_seconds_total")).toBe(10);
  expect(lagsOf(metrics)).toEqual([
    {consumer: "relay", messages: 0, seconds: 0},
    {consumer: "recorder", messages: 34, seconds: 41},
  ]);
});

it("shows rates since the last look, totals, what is silent, behind or failed", () => {
  const text = topLines(snapshot(1_062_000, 3000, 10.5), snapshot(1_060_000, 1000, 10), 200);
  expect(text).toEqual([
    "Lapbook 0.1.0   well   up 1 min   processor 25 %   memory 195 MB",
    "",
    "source     datagrams/s  kB/s  dropped  errors  state",
    "udp:20777         1000  1000        3       0",
    "",
    "session                 game   track        cars  datagrams/s  lost  recorded  pages  last",
    "20260101-120000-aaaaaa  F1 25  Silverstone    22         1000     5      3000      0  4.0 s silent",
    "",
    "log        60000 messages/s acknowledged, 1.5 MB waiting, 2 dropped",
    "recorder   1 recording",
    "analyst    the log is closed",
    "relay      2 pages (1 slow), 0 kB/s, 7 frames skipped",
    "  recorder: 34 messages behind, the oldest 41.0 s",
  ]);
});

it("has no rates at the first look, the reasons at the top, and fits the terminal", () => {
  const [first, reason, ...rest] = topLines(
    {...snapshot(1_060_000, 1000, 10), reasons: ["recorder: disk full"]},
    undefined,
    40,
  );
  expect([first, reason]).toEqual(["Lapbook 0.1.0   UNWELL   up 1 min   pro…", "  ! recorder: disk full"]);
  expect(Math.max(...rest.map(({length}) => length))).toBeLessThanOrEqual(40);
  expect(rest.join("\n")).toMatch(/udp:20777 +– +–/);
});
