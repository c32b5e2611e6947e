import {writeSync} from "node:fs";
import {replayCollector} from "../../../server/collectors/replayCollector.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {UdpSender} from "../../../server/udpSender.js";
import {analystOf, collectInto, logOf, openLog, type Place, recorderOf} from "./parts.js";

// node child.mjs collect|record|serve|send PLACE, compiled (compiled.ts): says "began" and works until it is killed

const [job, text] = process.argv.slice(2);
const place = JSON.parse(text) as Place & {port: number};
const {signal} = new AbortController();
const began = () => writeSync(1, "began\n");

async function collect(): Promise<void> {
  await collectInto(await openLog(place), place, began);
}

/** Consumes what another process collects. */
async function record(): Promise<void> {
  const log = await openEmbeddedLog(logOf(place), {readOnly: true});
  began();
  await recorderOf(log, place).run(signal);
}

async function serve(): Promise<void> {
  const log = await openLog(place);
  void recorderOf(log, place).run(signal);
  void analystOf(log, place).run(signal);
  await collectInto(log, place, began);
}

async function send(): Promise<void> {
  const sender = await UdpSender.open({host: "127.0.0.1", port: place.port});
  began();
  for await (const {count, bytes, offset, length} of await replayCollector(place.capture, {speed: place.speed}))
    for (let i = 0; i < count; i++) await sender.send(bytes.subarray(offset[i], offset[i] + length[i]));
}

await {collect, record, serve, send}[job]!();
writeSync(1, "ended\n");
// the killed one must not be told from one that waits
await new Promise((resolve) => setTimeout(resolve, 60_000));
