import {readFileSync, writeSync} from "node:fs";
import {setTimeout as sleep} from "node:timers/promises";
import {senderAt, sendTo} from "../collectors/support.js";

// node flood.mjs FILE PORT RATE SECONDS, compiled (compiled.ts): sends the file's datagrams (length in 2 bytes, then the bytes), in turns,
// from an address of its own at RATE a second. Says how many and how long it took, s.

const [file, port, rate, seconds] = process.argv.slice(2);
const all = readFileSync(file);
const datagrams: Buffer[] = [];
for (let at = 0; at < all.length; at += 2 + all.readUInt16LE(at))
  datagrams.push(all.subarray(at + 2, at + 2 + all.readUInt16LE(at)));
const socket = await senderAt("127.0.0.3");
const total = Number(rate) * Number(seconds);
const start = performance.now();
let sent = 0;
while (sent < total) {
  const due = Math.min(total, Math.ceil(((performance.now() - start) / 1000) * Number(rate)));
  const wave: Promise<void>[] = [];
  for (; sent < due; sent++) wave.push(sendTo(socket, datagrams[sent % datagrams.length], Number(port)));
  await Promise.all(wave);
  await sleep(1);
}
writeSync(1, JSON.stringify({sent, seconds: (performance.now() - start) / 1000}));
socket.close();
