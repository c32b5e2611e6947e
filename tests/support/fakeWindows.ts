import type {WindowPort} from "../../src/core/live/windows/sharedValues.js";

type Received = (message: unknown) => void;

/** Windows without a browser: messages wait for each receiver, in the order of each sender, until a test delivers them. */
export class FakeWindows {
  /** messages that were sent, to however many */
  sent = 0;
  readonly #queues = new Map<FakePort, unknown[]>();

  open(): FakePort {
    const port = new FakePort(this);
    this.#queues.set(port, []);
    return port;
  }
  send(from: FakePort, message: unknown): void {
    this.sent++;
    for (const [port, queue] of this.#queues) if (port !== from) queue.push(structuredClone(message));
  }
  leave(port: FakePort): void {
    this.#queues.delete(port);
  }
  /** Delivers what waits, and what is sent because of it; a window among `hung` gets nothing. */
  deliver(hung: readonly FakePort[] = []): void {
    for (let some = true; some; ) {
      some = false;
      for (const [port, queue] of [...this.#queues]) {
        if (!queue.length || hung.includes(port)) continue;
        some = true;
        port.received?.(queue.shift());
      }
    }
  }
}

export class FakePort implements WindowPort {
  received: Received | null = null;
  constructor(readonly windows: FakeWindows) {}
  post(message: object): void {
    this.windows.send(this, message);
  }
  listen(received: Received): void {
    this.received = received;
  }
  close(): void {
    this.windows.leave(this);
  }
}
