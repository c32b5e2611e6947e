import {writeSync} from "node:fs";
import {rm} from "node:fs/promises";
import {openEmbeddedLog} from "../../../../server/log/embedded/embeddedLog.js";
import {valuesIn} from "./valuesIn.js";

// What the tests run in a process of its own: node child.mjs append|fill|tail|lock FOLDER …, compiled (compiled.ts)

const [job, folder, argument] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const encoder = new TextEncoder();
const message = (value: string | Uint8Array) => ({
  key: "k",
  value: typeof value === "string" ? encoder.encode(value) : value,
  headers: {},
  timestamp: Date.now(),
});
const spec = {name: "t", partitions: 1, retentionMs: Number.POSITIVE_INFINITY};

/** Appends `<name> <n>` in overlapping sends until it is killed; prints n once acknowledged. */
async function append(): Promise<void> {
  const [sync, name] = argument.split(" ");
  const log = await openEmbeddedLog(folder, {sync: sync as "interval", segmentBytes: 20_000});
  await log.createTopics([spec]);
  const producer = await log.producer();
  for (let n = 0; ; n++) {
    const sent = producer.send("t", [message(`${name} ${n}`)]).then(() => say(String(n)));
    if (n % 5 === 0) await sent;
  }
}

/** Fills a small disk, shows that the log stays readable, makes room (removes the file `argument`) and goes on. */
async function fill(): Promise<void> {
  let log = await openEmbeddedLog(folder);
  await log.createTopics([spec]);
  const producer = await log.producer();
  const acknowledged: string[] = [];
  let error: NodeJS.ErrnoException | undefined;
  for (let n = 0; !error; n++) {
    const value = `${n} `.padEnd(30_000, "x");
    await producer.send("t", [message(value)]).then(
      () => acknowledged.push(value),
      (e) => (error = e),
    );
  }
  const same = (values: string[]) =>
    values.length === acknowledged.length && values.every((v, i) => v === acknowledged[i]);
  const full = {code: error.code, some: acknowledged.length > 3, readable: same(await valuesIn(log))};
  await rm(argument);
  for (let n = 0; n < 3; n++) {
    const value = `after ${n} `.padEnd(30_000, "y");
    await producer.send("t", [message(value)]);
    acknowledged.push(value);
  }
  const after = same(await valuesIn(log));
  await log.close();
  const lines: string[] = [];
  log = await openEmbeddedLog(folder, {log: (line) => lines.push(line)});
  say(JSON.stringify({...full, after, reopened: same(await valuesIn(log)), lines}));
  await log.close();
}

/** Follows the log of another process until it has seen `argument` values, and prints each. */
async function tail(): Promise<void> {
  const log = await openEmbeddedLog(folder, {readOnly: true});
  const consumer = await log.consume({topics: ["t"], from: "earliest"});
  say("ready");
  let left = Number(argument);
  for await (const batch of consumer) {
    for (const {offset, value} of batch) say(`${offset} ${new TextDecoder().decode(value)}`);
    left -= batch.length;
    if (left <= 0) break;
  }
  await log.close();
}

/** Opens the log for writing and says how that went. */
async function lock(): Promise<void> {
  await openEmbeddedLog(folder).then(
    () => say("opened"),
    (error) => say(`${error.code} ${error.message}`),
  );
}

await {append, fill, tail, lock}[job]!();
