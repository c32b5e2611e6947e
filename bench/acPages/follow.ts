import {AcPagesCollector} from "../../server/collectors/acPagesCollector.js";
import {FilePages} from "../../server/collectors/pages/filePages.js";
import {Publisher} from "../../server/collectors/publisher.js";
import type {Producer} from "../../server/log/log.js";

// node follow.mjs KIND FOLDER RATE: one way to follow the shared memory, in a process of its own, so that the writer's work is not
// counted. Sends "ready"; after "begin" and "end" it answers with what it used in between.

export interface Answer {
  /** ms of CPU while measured */
  cpu: number;
  datagrams: number;
  telemetry: number;
  torn: number;
}

const [kind, folder, rate] = process.argv.slice(2);
// a timer that does nothing has nothing to look at
const pages = new FilePages(kind === "timer" ? `${folder}/nothing` : folder);
const collector = new AcPagesCollector(pages, {rate: Number(rate)});
if (kind === "timer") setInterval(() => {}, 1000 / Number(rate));
let telemetry = 0;
const producer: Producer = {
  async send(topic, messages) {
    if (topic === "telemetry") telemetry += messages.length;
  },
  async flush() {},
  async close() {},
};
if (kind === "publisher") void new Publisher({producer}).run(collector);
else
  void (async () => {
    for await (const _ of collector);
  })();

let cpu = process.cpuUsage();
let before = 0;
process.on("message", (message) => {
  const {received, errors} = collector.stats();
  if (message === "begin") {
    cpu = process.cpuUsage();
    before = received;
    telemetry = 0;
    return;
  }
  const {user, system} = process.cpuUsage(cpu);
  const answer: Answer = {cpu: (user + system) / 1000, datagrams: received - before, telemetry, torn: errors};
  process.send!(answer, () => process.exit());
});
process.send!("ready");
