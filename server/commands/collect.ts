import {hostname} from "node:os";
import {collect} from "../collectors/collect.js";
import {openCollecting} from "../collectors/openCollecting.js";
import {replayCollector} from "../collectors/replayCollector.js";
import {simulatorCollector} from "../collectors/simulatorCollector.js";
import {type CliCommand, type CommandContext, stringOption} from "../command.js";
import {applyCollectorCommand} from "../control/applyCollectorCommand.js";
import {Commander} from "../control/commander.js";
import {readLiveConfig} from "../liveConfig.js";
import {readKafkaConfig} from "../log/kafka/config.js";
import type {Sources} from "../sources.js";
import {parseSpeed} from "../speedOption.js";
import {UsageError, UserError} from "../userError.js";

export const command: CliCommand = {
  name: "collect",
  summary:
    "Receives all games of `serve` on the game's machine and sends them to Kafka, from which a `serve` on another machine reads.",
  usage: "[--udp-port U | --simulate | --replay FILE|SESSION [--resume]] [--speed N|max] [--forward HOST:PORT,…]",
  options: {
    "udp-port": {
      type: "string",
      describe:
        "port the F1 games send to; 0 for any free one (default 20777, environment UDP_PORT). Other games have fixed ports: AMS2_PORT, FORZA_PORT, 0 for none",
    },
    simulate: {type: "boolean", describe: "a simulated car instead of games"},
    replay: {type: "string", describe: "a capture or an archived session instead of games"},
    resume: {
      type: "boolean",
      describe: "continue an interrupted --replay after its last datagram in the log",
    },
    speed: {
      type: "string",
      default: "1",
      describe: "of --simulate and --replay: multiple of real time, 0.1 to 100, or max",
    },
    forward: {
      type: "string",
      describe: "tools to which the datagrams of that port are forwarded, host:port,… (environment UDP_FORWARD)",
    },
  },
  async run(context) {
    const {values, positionals, config, signal, log, out, json, progress} = context;
    if (positionals.length > 0) throw new UsageError(`unexpected argument: ${positionals[0]}`);
    const brokers = readKafkaConfig(process.env);
    if (!brokers) {
      throw new UserError(
        "collect needs a log to write to: set KAFKA_BROKERS, or run `lapbook serve` on this machine, which collects itself",
      );
    }
    const {topics, specs, encoding, userId} = readLiveConfig(process.env);
    const host = hostname();
    const instead = replacementSource(context);
    const listening = new AbortController();
    const {KafkaLog} = await import("../log/kafka/kafkaLog.js");
    const kafka = new KafkaLog(brokers, {log});
    let sources: Sources | undefined;
    try {
      await kafka.createTopics(specs);
      const isResumed = values.resume === true;
      const opened = await openCollecting({
        log: kafka,
        topics,
        encoding,
        userId,
        config,
        host,
        instead,
        isResumed,
        report: log,
      });
      sources = opened.sources;
      const apply = applyCollectorCommand(sources);
      const commander = await Commander.open({log: kafka, topic: topics.commands, encoding, host, apply, report: log});
      const applying = commander.run(listening.signal);
      log(`collecting: ${sources.names().join(", ")}`);
      const show = (text: string) => progress(Number.NaN, text);
      const collected = await collect({...opened, signal, report: log, progress: show});
      const {received, framesPublished, sessions, stopped, queuedBytes, failure} = collected;
      if (json) out(JSON.stringify({...collected, forwarded: sources.forwards()}));
      else {
        const found = `${sessions.length} session${sessions.length === 1 ? "" : "s"}`;
        out(`${received} datagrams of ${found}, ${framesPublished} telemetry messages`);
      }
      if (queuedBytes > 0) throw new UserError(`not everything reached the log${failure ? `: ${failure}` : ""}`);
      listening.abort();
      await applying;
      return stopped && stringOption(values, "replay") !== undefined ? 130 : 0;
    } finally {
      listening.abort();
      await sources?.close();
      await kafka.close();
    }
  },
};

/** Opens the simulator or replay to collect from; undefined for games. Its name contains the machine's, because several may write to one log. */
function replacementSource({values, config}: CommandContext) {
  const replay = stringOption(values, "replay");
  if (replay !== undefined && values.simulate === true)
    throw new UsageError("collect takes either --simulate or --replay");
  const speed = parseSpeed(stringOption(values, "speed")!);
  const host = hostname();
  if (values.simulate === true) return async () => simulatorCollector({speed, name: `${host}:simulator`});
  if (replay === undefined) return undefined;
  return () => replayCollector(replay, {speed, recordings: config.recordings, name: `${host}:replay`});
}
