import {hostname} from "node:os";
import {collect} from "../collectors/collect.js";
import type {Collector} from "../collectors/collector.js";
import {Forwarder, forwarding} from "../collectors/forward.js";
import {replayCollector} from "../collectors/replayCollector.js";
import {simulatorCollector} from "../collectors/simulatorCollector.js";
import {Switchable} from "../collectors/switchable.js";
import {udpCollector} from "../collectors/udpCollector.js";
import {type Command, type CommandContext, stringOption} from "../command.js";
import {Commander} from "../control/commander.js";
import {obeyHere} from "../control/obeyHere.js";
import {readLiveConfig} from "../liveConfig.js";
import {readKafkaConfig} from "../log/kafka/config.js";
import {parseSpeed} from "../speedOption.js";
import {UsageError, UserError} from "../userError.js";

export const command: Command = {
  name: "collect",
  summary: "Receives on the game's machine and produces to a Kafka elsewhere, from which `serve` draws.",
  usage: "[--udp-port U | --simulate | --replay FILE|SESSION [--resume]] [--speed N|max] [--forward HOST:PORT,…]",
  options: {
    "udp-port": {type: "string", describe: "the game sends to (default 20777, environment UDP_PORT)"},
    simulate: {type: "boolean", describe: "a simulated car instead of a game"},
    replay: {type: "string", describe: "a capture or an archived session instead of a game"},
    resume: {
      type: "boolean",
      describe: "goes on with a --replay that was cut off, behind its last datagram in the log",
    },
    speed: {type: "string", default: "1", describe: "of --simulate and --replay: times real time, 0.1 to 100, or max"},
    forward: {
      type: "string",
      describe: "further tools that get the raw datagrams, host:port,… (environment UDP_FORWARD)",
    },
  },
  async run(context) {
    const {values, positionals, config, signal, log, out, json, progress} = context;
    if (positionals.length > 0) throw new UsageError(`unexpected argument: ${positionals[0]}`);
    const brokers = readKafkaConfig(process.env);
    if (!brokers) {
      throw new UserError(
        "collect has nowhere to produce to: set KAFKA_BROKERS, or run `lapbook serve` here, which collects by itself",
      );
    }
    const {topics, specs, encoding} = readLiveConfig(process.env);
    const switchable = await Switchable.open(() => source(context));
    let collector: Collector = switchable;
    const listening = new AbortController();
    try {
      const forwarder = await Forwarder.open(config.forward, config.udpPort);
      for (const line of forwarder.excluded) log(line);
      if (config.forward.length > 0) collector = forwarding(collector, forwarder);
      const {KafkaLog} = await import("../log/kafka/kafkaLog.js");
      const kafka = new KafkaLog(brokers, {log});
      try {
        await kafka.createTopics(specs);
        const producer = await kafka.producer();
        const obey = obeyHere(switchable, log);
        const host = hostname();
        const commander = await Commander.open({log: kafka, topic: topics.commands, encoding, host, obey, report: log});
        const obeying = commander.run(listening.signal);
        log(`${collector.name}: collecting`);
        const show = (text: string) => progress(Number.NaN, text);
        const collected = await collect(collector, {
          producer,
          topics,
          encoding,
          signal,
          report: log,
          progress: show,
          ...(values.resume === true && {resume: kafka}),
        });
        const {received, framesPublished, sessions, stopped, queuedBytes, failure} = collected;
        if (json) out(JSON.stringify({...collected, forwarded: forwarder.stats()}));
        else {
          const found = `${sessions.length} session${sessions.length === 1 ? "" : "s"}`;
          out(`${received} datagrams of ${found}, ${framesPublished} telemetry messages`);
        }
        if (queuedBytes > 0) throw new UserError(`not everything reached the log${failure ? `: ${failure}` : ""}`);
        await producer.close();
        listening.abort();
        await obeying;
        return stopped && stringOption(values, "replay") !== undefined ? 130 : 0;
      } finally {
        listening.abort();
        await kafka.close();
      }
    } finally {
      await collector.close();
    }
  },
};

/** Named after the machine: several may produce to one log. */
async function source({values, config}: CommandContext): Promise<Collector> {
  const replay = stringOption(values, "replay");
  if (replay !== undefined && values.simulate === true)
    throw new UsageError("collect takes either --simulate or --replay");
  const speed = parseSpeed(stringOption(values, "speed")!);
  const at = hostname();
  if (values.simulate === true) return simulatorCollector({speed, name: `${at}:simulator`});
  if (replay !== undefined)
    return await replayCollector(replay, {speed, recordings: config.recordings, name: `${at}:replay`});
  return await udpCollector({port: config.udpPort, name: `${at}:udp:${config.udpPort}`});
}
