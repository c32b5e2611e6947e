import {lagsOf, type TopSnapshot} from "./snapshot.js";

/** A session without datagrams for longer is marked, ms. */
const SILENT_MS = 3000;

/** The screen of `lapbook top`: rates are those since `before`. @param width columns of the terminal */
export function topLines(now: TopSnapshot, before: TopSnapshot | undefined, width: number): string[] {
  const seconds = before ? Math.max(0.001, (now.at - before.at) / 1000) : Number.NaN;
  const rate = (value: number, earlier: number | undefined) =>
    before && earlier !== undefined ? rateText(Math.max(0, value - earlier) / seconds) : "–";
  const {stats, metrics} = now;
  const {collectors, publisher, recorder, analyst, relay, sessions} = stats;
  const cpu = (one: TopSnapshot | undefined) => one?.metrics.get("process_cpu_seconds_total");
  const load = before ? `${(100 * ((cpu(now) ?? 0) - (cpu(before) ?? 0))) / seconds}` : "";
  const delay = metrics.get('nodejs_eventloop_delay_seconds{quantile="0.99"}');
  const up = now.at / 1000 - (metrics.get("process_start_time_seconds") ?? Number.NaN);
  const running = sessions.filter(({ended}) => !ended);
  const lines = [
    [
      `Lapbook ${now.version}`,
      now.reasons.length > 0 ? "UNWELL" : "well",
      `up ${durationOf(up)}`,
      `processor ${load === "" ? "–" : `${Math.round(Number(load))} %`}`,
      `memory ${Math.round((metrics.get("process_resident_memory_bytes") ?? Number.NaN) / 1e6)} MB`,
      ...(delay === undefined || Number.isNaN(delay) ? [] : [`event loop p99 ${(1000 * delay).toFixed(0)} ms`]),
    ].join("   "),
    ...now.reasons.map((reason) => `  ! ${reason}`),
    "",
    ...table(
      ["source", "datagrams/s", "kB/s", "dropped", "errors", "state"],
      Object.entries(collectors).map(([name, one]) => {
        const earlier = before?.stats.collectors[name];
        const state = one.warning ?? one.state ?? "";
        return [
          name,
          rate(one.received, earlier?.received),
          rate(one.bytes / 1000, earlier && earlier.bytes / 1000),
          ...[String(one.dropped), String(one.errors), state],
        ];
      }),
      "no sources",
    ),
    "",
    ...table(
      ["session", "game", "track", "cars", "datagrams/s", "lost", "recorded", "pages", "last"],
      running.map(({session, ledger, lastSeen}) => {
        const {id, game, track, drivers} = session;
        const earlier = before?.stats.sessions.find((one) => one.session.id === id);
        const recorded = recorder.sessions.find((one) => one.id === id)?.datagrams;
        const age = now.at - lastSeen;
        return [
          ...[id, game, track.name, String(drivers.length), rate(ledger.received, earlier?.ledger.received)],
          ...[String(ledger.lostFrames), recorded === undefined ? "–" : String(recorded)],
          String(relay.sessions.find((one) => one.id === id)?.clients ?? 0),
          `${(age / 1000).toFixed(1)} s${age > SILENT_MS ? " silent" : ""}`,
        ];
      }),
      "no session is running",
    ),
    "",
    `log        ${rate(publisher.framesPublished, before?.stats.publisher.framesPublished)} messages/s acknowledged, ${sizeOf(publisher.queuedBytes)} waiting${dropped(publisher)}`,
    `recorder   ${recorder.error ?? `${recorder.sessions.length} recording`}`,
    `analyst    ${analyst.failure ?? `${rate(analyst.counts.samples, before?.stats.analyst.counts.samples)} samples/s`}`,
    `relay      ${relay.clientsConnected} pages (${relay.clientsSlow} slow), ${rate(relay.bytesRelayed / 1000, before && before.stats.relay.bytesRelayed / 1000)} kB/s, ${relay.framesSkipped} frames skipped`,
    ...lagsOf(metrics)
      .filter(({messages}) => messages > 0)
      .map(
        ({consumer, messages, seconds}) =>
          `  ${consumer}: ${messages} messages behind, the oldest ${seconds.toFixed(1)} s`,
      ),
  ];
  return lines.map((line) => (line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line));
}

function dropped({telemetryDropped, bundlesDropped}: TopSnapshot["stats"]["publisher"]): string {
  const count = telemetryDropped + bundlesDropped;
  return count > 0 ? `, ${count} dropped` : "";
}

/** Numbers are aligned to the right: columns whose every cell is one. */
function table(heads: readonly string[], rows: readonly (readonly string[])[], none: string): string[] {
  if (rows.length === 0) return [none];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
  const isNumber = heads.map((_, i) => rows.every((row) => /^[\d.,]+$|^–$/.test(row[i])));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  return [line(heads), ...rows.map(line)];
}

function rateText(value: number): string {
  return value >= 100 || value === 0 ? String(Math.round(value)) : value.toFixed(1);
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function durationOf(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.floor(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
