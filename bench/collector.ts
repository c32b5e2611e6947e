import {fork} from "node:child_process";
import {createSocket} from "node:dgram";
import {fileURLToPath} from "node:url";
import {FRAME_RATE} from "../src/core/sim/f1Datagrams.js";
import {NODE_FLAGS_AND_LOADER} from "../tests/support/nodeFlags.js";
import type {Answer} from "./collector/receive.js";
import {gridFeed} from "./feed.js";
import {type BenchRow, main} from "./support.js";

// What does the collector cost (receive, decode, telemetry of 22 cars, bundles; a log that swallows everything), against a program
// that only counts the datagrams? Does it lose any when the event loop is blocked for 100 ms each second?

const NEED = 2;
const SECONDS = 10;
/** s */
const WARM_UP = 6;
/** A sender that was held up so long by other work sends all that is due at once: another load than the one asked about. */
const HELD_UP_MS = 100;
const PROGRAM = fileURLToPath(new URL("collector/receive.ts", import.meta.url));
/** Feeds, each of 7 datagrams a frame as the games send them. */
const LOADS = [
  // twenty times as fast while it warms up: a lone feed's code is compiled for minutes else, and hours are asked about
  // and so little work that a collection of garbage in one of the rounds outweighs it: many rounds
  {feeds: 1, name: "420/s", warmRate: 20 * FRAME_RATE, rounds: 9},
  {feeds: 20, name: "8,400/s", warmRate: FRAME_RATE, rounds: 3},
];

/** offset of the session's UID in a datagram */
const SESSION_UID = 7;

/** Sends the feeds in real time, frame by frame, each feed from an address of its own; what the receiver says of it. */
async function measureOne(
  kind: string,
  {feeds, warmRate}: (typeof LOADS)[number],
  blocks: boolean,
): Promise<Answer & {sent: number; heldUp: number}> {
  const child = fork(PROGRAM, [kind, blocks ? "blocks" : ""], {execArgv: NODE_FLAGS_AND_LOADER});
  const {port} = await new Promise<{port: number}>((resolve) => child.once("message", resolve as never));
  const sockets = await Promise.all(
    Array.from({length: feeds}, async (_, i) => {
      const socket = createSocket("udp4");
      // all of 127.0.0.0/8 is this machine on Linux; elsewhere the feeds share an address and tell apart by nothing
      const address = process.platform === "linux" ? `127.0.0.${i + 1}` : "127.0.0.1";
      await new Promise<void>((resolve) => socket.bind(0, address, resolve));
      await new Promise<void>((resolve) => socket.connect(port, "127.0.0.1", resolve as never));
      return socket;
    }),
  );
  const warmFrames = WARM_UP * warmRate;
  const feed = gridFeed();
  const frames = Array.from({length: warmFrames + SECONDS * FRAME_RATE}, () => feed.next().value!);
  const all = sockets.map((_, s) => frames.map((frame) => frame.map((bytes) => ofSession(bytes, s))));
  const began = performance.now();
  let sent = 0;
  let measuring = false;
  let heldUp = 0;
  for (let f = 0; f < frames.length; f++) {
    if (!measuring && f >= warmFrames) measuring = child.send("begin");
    // the feeds' frames lie spread over the frame time
    for (const [s, socket] of sockets.entries()) {
      const warm = Math.min(f + s / feeds, warmFrames);
      const due = began + (warm / warmRate + (f + s / feeds - warm) / FRAME_RATE) * 1000;
      while (due - performance.now() > 1) await new Promise((resolve) => setTimeout(resolve, 1));
      heldUp = Math.max(heldUp, performance.now() - due);
      for (const bytes of all[s][f]) socket.send(bytes);
      sent += all[s][f].length;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.send("end");
  const answer = await new Promise<Answer>((resolve) => child.once("message", resolve as never));
  for (const socket of sockets) socket.close();
  return {...answer, sent, heldUp};
}

/** A copy of a datagram with the UID of another session: the same datagrams from two addresses would be one session. */
function ofSession(bytes: Buffer, session: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(copy.readUInt32LE(SESSION_UID) + session, SESSION_UID);
  return copy;
}

export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const load of LOADS) {
    const {feeds, name, warmRate, rounds} = load;
    const question = `CPU of receiving ${name}, 22 cars, ${rounds} × ${SECONDS} s`;
    const counter: number[] = [];
    const collector: number[] = [];
    let rss = 0;
    for (let tries = 0; counter.length < rounds; tries++) {
      const [bare, ours] = await Promise.all([
        measureOne("counter", load, false),
        measureOne("collector", load, false),
      ]);
      // one that stood still with the whole machine has done less work than it should
      if (ours.received !== ours.sent || ours.heldUp > HELD_UP_MS) {
        if (tries === 3 * rounds) break;
        continue;
      }
      const expected = feeds * 22 * (WARM_UP * warmRate + SECONDS * FRAME_RATE);
      if (Math.abs(ours.telemetry - expected) > feeds * 22)
        throw new Error(`${ours.telemetry} of ${expected} messages`);
      counter.push(bare.cpu / SECONDS / 10);
      collector.push(ours.cpu / SECONDS / 10);
      rss = ours.rss;
    }
    const ratio = mean(collector) / mean(counter);
    rows.push({
      ...{question, candidate: "rounds without a loss or a held-up sender", value: counter.length, unit: ""},
      ...{need: `${rounds}`, ok: counter.length === rounds},
    });
    rows.push({question, candidate: "bare counter", value: mean(counter), unit: "%", need: "", ok: true});
    rows.push({
      ...{question, candidate: `collector, ${rss.toFixed(0)} MB resident`, value: mean(collector), unit: "%", ratio},
      ...{need: `≤ ${NEED}×`, ok: ratio <= NEED},
    });
  }
  rows.push(await losses());
  return rows;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The worst of three rounds; one in which the sender itself was held up is none, while there are others. */
async function losses(): Promise<BenchRow> {
  const rounds = [];
  while (rounds.length < 9 && rounds.filter((round) => round.heldUp < HELD_UP_MS).length < 3)
    rounds.push(await measureOne("collector", LOADS[1], true));
  const steady = rounds.filter((round) => round.heldUp < HELD_UP_MS);
  const judged = steady.length > 0 ? steady : rounds;
  const lost = Math.max(...judged.map(({sent, received}) => ((sent - received) / sent) * 100));
  const heldUp = Math.max(...judged.map((round) => round.heldUp));
  return {
    question: "8,400/s with the event loop blocked for 100 ms each second",
    candidate: `collector, ${judged[0].granted / 1024} KiB granted; worst of ${judged.length}, sender late by ${heldUp.toFixed(0)} ms at most`,
    ...{value: lost, unit: "% lost", need: "0", ok: lost === 0},
  };
}

await main(import.meta.url, run);
