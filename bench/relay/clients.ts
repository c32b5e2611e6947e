import {WebSocket} from "ws";
import {decodeMessage} from "../../src/core/live/wire/wireFrames.js";

// The clients of bench/relay.ts, in a process of their own: they read, check, acknowledge, and say how late frames were.

interface Open {
  port: number;
  clients: number;
  sessions: number;
  stopped: number;
  mode: "live" | "tick";
}

const MOST = 200_000;

let measuring = false;
let frames = 0;
let messages = 0;
let gaps = 0;
const delays = new Float64Array(MOST);

process.on("message", async (message: {type: string} & Open) => {
  if (message.type === "open") {
    await Promise.all(
      Array.from({length: message.clients + message.stopped}, (_, i) => open(message, i < message.stopped)),
    );
    process.send!({type: "opened"});
  } else if (message.type === "begin") {
    frames = messages = gaps = 0;
    measuring = true;
    process.send!({type: "began"});
  } else {
    measuring = false;
    const sorted = delays.slice(0, Math.min(frames, MOST)).sort();
    const quantile = (q: number) => sorted[Math.floor(q * (sorted.length - 1))];
    process.send!({type: "answer", p50: quantile(0.5), p99: quantile(0.99), frames, messages, gaps});
  }
});
process.on("disconnect", () => process.exit());

async function open({port, sessions, mode}: Open, stopped: boolean): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, {perMessageDeflate: false});
  const last = new Map<number, number>();
  let seq = 0;
  let acknowledged = 0;
  let subscribed = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => {
      for (let s = 0; s < sessions; s++)
        socket.send(JSON.stringify({type: "subscribe", id: `a${s}`, session: `s${s}`, mode, tickMs: 33}));
    });
    socket.on("message", (data, isBinary) => {
      if (!isBinary) {
        if (String(data).includes('"subscribed"') && ++subscribed === sessions) resolve();
        return;
      }
      const now = performance.timeOrigin + performance.now();
      const message = decodeMessage(data as Buffer);
      seq = message.seq;
      if (message.kind !== 1) return;
      if (measuring) messages++;
      for (const {session, offset, arrival} of message.records) {
        // a session's frames are `sessions` offsets apart
        const before = last.get(session);
        if (before !== undefined && offset !== before + sessions) gaps++;
        last.set(session, offset);
        if (measuring) delays[frames++ % MOST] = now - arrival;
      }
    });
  });
  if (stopped) {
    socket.pause();
    return;
  }
  setInterval(() => {
    if (seq === acknowledged || socket.readyState !== socket.OPEN) return;
    acknowledged = seq;
    socket.send(JSON.stringify({type: "ack", seq}));
  }, 250);
}
