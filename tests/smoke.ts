import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {libraryIndex} from "../loaders/archive/library.js";
import {startBroker} from "../server/log/kafka/broker/startBroker.js";
import {chromiumPath, launch, openPage} from "./support/browser.js";
import {f1Stream, pcapOf} from "./support/f1Stream.js";
import {BROKER_CACHE} from "./support/kafkaBroker.js";
import {lapbook, replayInto, serveLapbook} from "./support/lapbook.js";
import {temporaryFolder} from "./support/server.js";
import {until} from "./support/until.js";

// The smallest use of each part that depends on Node's version, for tests/nodes.ts: start, pages, import, embedded log, Kafka client.

const done = (part: string) => process.stdout.write(`  ${part}: ok\n`);
const folder = await temporaryFolder();
const capture = join(folder.path, "drive.pcap");
await writeFile(capture, pcapOf(f1Stream({cars: [{car: 0, lapTimesMs: [6000, 5000]}]})));

const imported = join(folder.path, "imported");
const {code, out} = await lapbook(["import", capture, "--json", "--recordings", imported]).ended;
if (code !== 0 || JSON.parse(out).sessions[0].laps < 2) throw new Error(`import ended with ${code}: ${out}`);
done("import");

await recordThrough("embedded log", {LOG_DIR: join(folder.path, "log")});
const broker = await startBroker({cache: BROKER_CACHE, quick: true});
await recordThrough("Kafka client", {KAFKA_BROKERS: broker.address});
await broker.remove();
await folder.remove();
process.exit(0);

/** Starts the server, opens its first page, and records the drive that is sent to its UDP port. */
async function recordThrough(part: string, env: Record<string, string>): Promise<void> {
  const recordings = join(folder.path, part.replace(" ", "-"));
  const server = await serveLapbook(recordings, {env});
  await openFirstPage(server.url);
  await replayInto(server, capture, 10);
  await until(
    async () => (await libraryIndex(recordings)).sessions.some(({laps}) => laps >= 2),
    "two recorded laps",
    () => server.said,
  );
  await server.stop();
  done(part);
}

async function openFirstPage(url: string): Promise<void> {
  const html = await (await fetch(url)).text();
  if (!html.includes("Lapbook")) throw new Error(`no page at ${url}: ${html.slice(0, 200)}`);
  if (!chromiumPath) return;
  const browser = await launch();
  const {problems} = await openPage(browser, url);
  await browser.close();
  if (problems.length > 0) throw new Error(`the first page has errors: ${problems.join("; ")}`);
  done("pages");
}
