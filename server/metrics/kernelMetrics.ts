import type {KernelStats} from "../kernelStats.js";
import type {Lag} from "../log/consumerProgress.js";
import type {TopicDescription} from "../log/log.js";
import type {Metric} from "./exposition.js";

type Values = Metric["values"];

const counter = (name: string, help: string, values: Values | number): Metric => ({
  name: `lapbook_${name}_total`,
  type: "counter",
  help,
  values: typeof values === "number" ? [{value: values}] : values,
});
const gauge = (name: string, help: string, values: Values | number): Metric => ({
  ...counter(name, help, values),
  name: `lapbook_${name}`,
  type: "gauge",
});

/** The figures of `/api/v1/stats`, as metrics. */
export function kernelMetrics(stats: KernelStats): Metric[] {
  const {collectors, publisher, forwarded, recorder, analyst, relay, commands, sessions, udpError} = stats;
  const perSource = (count: "received" | "bytes" | "dropped" | "errors"): Values =>
    Object.entries(collectors).map(([source, one]) => ({labels: {source}, value: one[count]}));
  const states = Object.entries(collectors).flatMap(([source, {state}]) =>
    state ? [{labels: {source, state}, value: 1}] : [],
  );
  const perSession = (count: "received" | "duplicated" | "reordered" | "lostFrames"): Values =>
    sessions.map(({session, ledger}) => ({labels: {session: session.id}, value: ledger[count]}));
  const perKind = (counts: "byId" | "malformedByKind", label: string): Values =>
    sessions.flatMap(({session, ledger}) =>
      Object.entries(ledger[counts]).map(([kind, value]) => ({labels: {session: session.id, [label]: kind}, value})),
    );
  const lastSeen = sessions.map((one) => ({labels: {session: one.session.id}, value: one.lastSeen / 1000}));
  const perTarget = (count: "sent" | "failed" | "refused"): Values =>
    forwarded.map((one) => ({labels: {to: one.to}, value: one[count]}));
  const recorded = recorder.sessions.map(({id, datagrams}) => ({labels: {session: id}, value: datagrams}));
  const relayed = relay.sessions.map(({id, count}) => ({labels: {session: id}, value: count}));
  const isUp = (failure: string | null): number => (failure === null ? 1 : 0);
  return [
    counter("collector_datagrams", "Datagrams received.", perSource("received")),
    counter("collector_bytes", "Bytes of the received datagrams.", perSource("bytes")),
    counter("collector_dropped", "Datagrams dropped because they were not read in time.", perSource("dropped")),
    counter("collector_errors", "Failures of the source itself.", perSource("errors")),
    gauge("collector_state", "1, with the state of the source as a label.", states),
    gauge("udp_listening", "1 while the UDP port is open.", isUp(udpError)),
    counter("session_datagrams", "Datagrams of a session, by packet id.", perKind("byId", "packet")),
    counter("session_received", "All datagrams of a session.", perSession("received")),
    counter("session_malformed", "Malformed datagrams, by kind of error.", perKind("malformedByKind", "kind")),
    counter("session_duplicated", "Datagrams received more than once.", perSession("duplicated")),
    counter("session_reordered", "Datagrams that arrived after one of a later frame.", perSession("reordered")),
    gauge("session_lost_frames", "Frames without lap data; decreases when one arrives late.", perSession("lostFrames")),
    gauge("session_last_seen_seconds", "Arrival of the last datagram, Unix time.", lastSeen),
    counter("publisher_frames_collected", "Telemetry messages created.", publisher.framesCollected),
    counter("publisher_frames_published", "Telemetry messages acknowledged by the log.", publisher.framesPublished),
    counter("publisher_bytes_sent", "Bytes acknowledged by the log.", publisher.bytesSent),
    counter("publisher_errors", "Failed sends and invalid batches.", publisher.errors),
    counter(
      "publisher_telemetry_dropped",
      "Telemetry messages dropped because the log is slow.",
      publisher.telemetryDropped,
    ),
    counter(
      "publisher_bundles_dropped",
      "Bundles of raw datagrams dropped because the log is slow.",
      publisher.bundlesDropped,
    ),
    gauge("publisher_queued_bytes", "Bytes waiting for the log.", publisher.queuedBytes),
    gauge("log_up", "1 while the log acknowledges.", isUp(publisher.failure)),

    counter("forward_sent", "Datagrams forwarded to another tool.", perTarget("sent")),
    counter("forward_failed", "Datagrams that could not be forwarded.", perTarget("failed")),
    counter("forward_refused", "Forwarded datagrams refused by the target.", perTarget("refused")),

    gauge("recorder_up", "1 while the recorder works.", isUp(recorder.error)),
    gauge("recorder_sessions", "Sessions being recorded.", recorder.sessions.length),
    gauge("recorder_session_datagrams", "Recorded datagrams of a running session.", recorded),

    gauge("analyst_up", "1 while the analyst reads the log.", isUp(analyst.failure)),
    ...Object.entries(analyst.counts).flatMap(([name, value]) =>
      typeof value === "number" ? [counter(`analyst_${snake(name)}`, `Analyst: ${words(name)}.`, value)] : [],
    ),

    gauge("relay_clients_connected", "WebSocket clients.", relay.clientsConnected),
    gauge("relay_clients_slow", "Clients that receive only the latest values.", relay.clientsSlow),
    gauge("relay_queued_bytes", "Bytes waiting for clients.", relay.bytesQueued),
    counter("relay_messages", "Messages sent to clients.", relay.messagesRelayed),
    counter("relay_bytes", "Bytes sent to clients.", relay.bytesRelayed),
    counter("relay_frames", "Frames sent to clients.", relay.framesRelayed),
    counter("relay_frames_skipped", "Frames skipped for slow clients.", relay.framesSkipped),
    counter("relay_clients_refused", "Clients refused because there were too many.", relay.clientsRefused),
    counter("relay_clients_closed_slow", "Clients disconnected because they were too slow.", relay.clientsClosedSlow),
    counter("relay_session_messages", "Messages of a session seen in the log.", relayed),

    counter("commands_told", "Commands sent by this machine.", commands.told),
    counter("commands_obeyed", "Commands of other machines that were applied.", commands.obeyed),
    counter("commands_refused", "Commands of other machines that were invalid or failed.", commands.refused),
  ];
}

/** How many messages the log has received, and how many it still stores. */
export function logMetrics(topics: readonly TopicDescription[]): Metric[] {
  const each = (value: (offsets: TopicDescription["offsets"][number]) => number): Values =>
    topics.flatMap(({name, offsets}) =>
      offsets.map((one, partition) => ({labels: {topic: name, partition: String(partition)}, value: value(one)})),
    );
  return [
    counter(
      "log_messages",
      "Messages written to a partition: its next offset.",
      each(({next}) => next),
    ),
    gauge(
      "log_messages_kept",
      "Messages stored in a partition.",
      each(({first, next}) => next - first),
    ),
  ];
}

/** How far each consumer of the log is behind. */
export function lagMetrics(lags: readonly Lag[]): Metric[] {
  const each = (value: (lag: Lag) => number): Values =>
    lags.map((lag) => ({labels: {consumer: lag.consumer, topic: lag.topic}, value: value(lag)}));
  return [
    gauge(
      "consumer_lag_messages",
      "Messages that a consumer has not finished.",
      each(({messages}) => messages),
    ),
    gauge(
      "consumer_lag_seconds",
      "Age of the oldest message that a consumer has not finished; 0 without any.",
      each(({ageS}) => ageS),
    ),
  ];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function words(name: string): string {
  return snake(name).replaceAll("_", " ");
}
