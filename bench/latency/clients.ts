import {WebSocket} from "ws";
import {createRow, OVERALL_FRAME} from "../../src/core/channels/telemetryRow.js";
import {LIVE_CHANNELS} from "../../src/core/live/client/liveConnection.js";
import {decodeMessage} from "../../src/core/live/wire/wireFrames.js";
import {decodeTelemetry} from "../../src/core/messages/protobufTelemetry.js";
import {LIVE_TOPICS} from "../../src/core/messages/topics.js";

// The clients of bench/latency.ts, in a process of their own: they subscribe as the pit wall does, and note when each frame was whole.

export interface Open {
  url: string;
  clients: number;
  mode: "live" | "tick";
}

export interface Arrivals {
  type: "arrivals";
  /** by client: frame, and when the last of its cars came, ms of the machine's monotonic clock */
  clients: {frames: number[]; at: number[]; cars: number[]}[];
  /** messages of telemetry */
  messages: number;
  skipped: number;
}

/** ms on the clock that all processes of this machine share */
const monotonic = () => Number(process.hrtime.bigint()) / 1e6;

class Client {
  readonly frames: number[] = [];
  readonly at: number[] = [];
  readonly cars: number[] = [];
  messages = 0;
  skipped = 0;
  private readonly row = createRow();
  private seq = 0;
  private acknowledged = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly socket: WebSocket) {}

  static async open({url, mode}: Open): Promise<Client> {
    const socket = new WebSocket(url, {perMessageDeflate: false});
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("message", (data, isBinary) => {
        if (isBinary) return client.take(data as Buffer);
        const said = JSON.parse(String(data));
        if (said.type === "subscribed") resolve();
        if (said.type === "skipped") client.skipped += said.frames;
      });
      socket.on("open", () => {
        const [id, session, topics, channels] = ["wall", "latest", LIVE_TOPICS, LIVE_CHANNELS];
        socket.send(JSON.stringify({type: "subscribe", id, session, topics, channels, mode, tickMs: 33}));
      });
    });
    client.timer = setInterval(() => client.acknowledge(), 250);
    return client;
  }

  private take(data: Buffer): void {
    const now = monotonic();
    const message = decodeMessage(data);
    this.seq = message.seq;
    if (message.kind !== 1) return;
    this.messages++;
    for (const {topic, payload} of message.records) {
      if (topic !== 0) continue;
      const frame = decodeTelemetry(payload, this.row)[OVERALL_FRAME];
      const last = this.frames.length - 1;
      if (this.frames[last] === frame) {
        this.at[last] = now;
        this.cars[last]++;
      } else {
        this.frames.push(frame);
        this.at.push(now);
        this.cars.push(1);
      }
    }
  }

  private acknowledge(): void {
    if (this.seq === this.acknowledged || this.socket.readyState !== WebSocket.OPEN) return;
    this.acknowledged = this.seq;
    this.socket.send(JSON.stringify({type: "ack", seq: this.seq}));
  }

  close(): void {
    clearInterval(this.timer);
    this.socket.close();
  }
}

let clients: Client[] = [];
process.on("message", async (message: {type: string} & Open) => {
  if (message.type === "open") {
    clients = await Promise.all(Array.from({length: message.clients}, () => Client.open(message)));
    process.send!({type: "opened"});
  } else if (message.type === "close") {
    for (const client of clients) client.close();
    process.send!({
      type: "arrivals",
      clients: clients.map(({frames, at, cars}) => ({frames, at, cars})),
      messages: clients.reduce((sum, client) => sum + client.messages, 0),
      skipped: clients.reduce((sum, client) => sum + client.skipped, 0),
    } satisfies Arrivals);
    clients = [];
  }
});
process.on("disconnect", () => process.exit());
