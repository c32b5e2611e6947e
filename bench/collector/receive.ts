import {createSocket} from "node:dgram";
import {Publisher} from "../../server/collectors/publisher.js";
import {simulatorCollector} from "../../server/collectors/simulatorCollector.js";
import {udpCollector} from "../../server/collectors/udpCollector.js";
import type {Producer} from "../../server/log/log.js";

// node receive.mjs KIND BLOCKS: counts or collects datagrams in a process of its own, so that the sender's work is not counted. Says
// its port; after "begin" and "end" it answers with what it used in between.

/** ms that the event loop is blocked each second, if asked for */
const BLOCK_MS = 100;

export interface Answer {
  received: number;
  /** ms of CPU while measured */
  cpu: number;
  telemetry: number;
  rss: number;
  /** receive buffer that the kernel granted, bytes */
  granted: number;
}

const [kind, blocks] = process.argv.slice(2);
let received = () => 0;
let telemetry = 0;
let granted = 0;
let port: number;
if (kind === "counter") {
  const socket = createSocket({type: "udp4", recvBufferSize: 4 * 2 ** 20});
  let count = 0;
  socket.on("message", () => {
    count++;
  });
  received = () => count;
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  port = socket.address().port;
} else {
  const producer: Producer = {
    async send(topic, messages) {
      if (topic === "telemetry") telemetry += messages.length;
    },
    async flush() {},
    async close() {},
  };
  const collector = await udpCollector({port: 0, host: "127.0.0.1"});
  port = collector.port;
  granted = collector.stats().receiveBufferBytes ?? 0;
  await new Publisher({producer}).run(simulatorCollector({laps: 3, speed: Infinity})); // compiles what is hot
  telemetry = 0;
  received = () => collector.stats().received;
  void new Publisher({producer}).run(collector);
}
if (blocks) {
  setInterval(() => {
    for (const end = performance.now() + BLOCK_MS; performance.now() < end; );
  }, 1000);
}
let cpu = process.cpuUsage();
process.on("message", (message) => {
  if (message === "begin") cpu = process.cpuUsage();
  else {
    const {user, system} = process.cpuUsage(cpu);
    const rss = process.memoryUsage().rss / 2 ** 20;
    process.send!({received: received(), cpu: (user + system) / 1000, telemetry, rss, granted} satisfies Answer, () =>
      process.exit(),
    );
  }
});
process.send!({port});
