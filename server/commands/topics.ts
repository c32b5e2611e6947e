import type {CliCommand} from "../command.js";
import {namedTopicSpecs, readKafkaConfig} from "../log/kafka/config.js";
import type {TopicDescription} from "../log/log.js";
import {openLog} from "../log/openLog.js";

export const command: CliCommand = {
  name: "topics",
  summary: "Creates missing topics of the log, and describes all of them.",
  usage: "",
  options: {},
  async run({config, json, out, log}) {
    const specs = namedTopicSpecs(process.env);
    const kafka = readKafkaConfig(process.env);
    const opened = await openLog(config, process.env, log);
    try {
      await opened.createTopics(specs);
      const names = specs.map(({name}) => name);
      const topics = (await opened.describeTopics()).filter(({name}) => names.includes(name));
      topics.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
      if (json) out(JSON.stringify({log: kafka ? "kafka" : "embedded", brokers: kafka?.brokers, topics}));
      else out(table(topics));
    } finally {
      await opened.close();
    }
    return 0;
  },
};

function table(topics: TopicDescription[]): string {
  const rows = topics.map(({name, partitions, retentionMs, retentionBytes, offsets}) => [
    name,
    String(partitions),
    Number.isFinite(retentionMs) ? `${retentionMs / 3_600_000} h` : "unlimited",
    retentionBytes === undefined ? "" : `${(retentionBytes / 2 ** 20).toFixed(0)} MiB`,
    String(offsets.reduce((sum, {first, next}) => sum + next - first, 0)),
  ]);
  const lines = [["topic", "partitions", "retention", "size limit", "messages"], ...rows];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
