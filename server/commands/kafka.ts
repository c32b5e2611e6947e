import {join} from "node:path";
import {type CliCommand, numberOption, stringOption} from "../command.js";
import {startBroker} from "../log/kafka/broker/startBroker.js";

export const command: CliCommand = {
  name: "kafka",
  summary: "Runs an Apache Kafka broker on this machine, from Docker or through Maven, until it is interrupted.",
  usage: "[--port 9092] [--data DIR]",
  options: {
    port: {type: "string", default: "9092", describe: "port on 127.0.0.1"},
    data: {type: "string", describe: "folder that keeps its data (default node_modules/.cache/lapbook/kafka-data)"},
  },
  async run({values, config, json, out, log, signal}) {
    const cache = join(config.root, "node_modules", ".cache", "lapbook");
    const port = numberOption(values, "port", {min: 1, max: 65535, integer: true});
    const data = stringOption(values, "data") ?? join(cache, "kafka-data");
    const broker = await startBroker({cache, port, data, log});
    try {
      if (json) out(JSON.stringify({brokers: broker.address, what: broker.description}));
      else out(`${broker.description} at ${broker.address}\nto use it: KAFKA_BROKERS=${broker.address} npm start`);
      if (!signal.aborted)
        await new Promise<void>((resolve) => {
          // With a broker in Docker there is no child process that keeps this one alive.
          const alive = setInterval(() => {}, 60_000);
          signal.addEventListener("abort", () => {
            clearInterval(alive);
            resolve();
          });
        });
    } finally {
      await broker.remove();
    }
    log("broker stopped; its data is kept");
    return 0;
  },
};
