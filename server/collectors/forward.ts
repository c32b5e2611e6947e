import {lookup} from "node:dns/promises";
import {networkInterfaces} from "node:os";
import {parseAddress} from "../../src/core/capture/address.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {DuplicateWatch} from "../../src/core/capture/duplicateWatch.js";
import {Fingerprint} from "../../src/core/capture/fingerprint.js";
import {type Endpoint, formatEndpoint} from "../endpoint.js";
import {UdpSender} from "../udpSender.js";
import {UserError} from "../userError.js";
import type {Collector} from "./collector.js";

/** Datagrams that may wait for one target; further ones are dropped and counted. */
const MOST_WAITING = 1024;
const RETRY_MS = 1000;

export interface ForwardStats {
  to: string;
  sent: number;
  /** not sent: the target was too slow, or its socket failed */
  failed: number;
  /** answered with "port unreachable" */
  refused: number;
}

/** One target: its own queue, sent in order. */
class Target {
  readonly to: string;
  failed = 0;
  private sentBefore = 0;
  private refusedBefore = 0;
  private queue: Uint8Array[] = [];
  private pumping: Promise<void> | undefined;
  private retryAt = 0;

  constructor(
    private readonly endpoint: Endpoint,
    private sender: UdpSender,
  ) {
    this.to = formatEndpoint(endpoint);
  }

  send(payload: Uint8Array): void {
    if (this.queue.length >= MOST_WAITING) {
      this.failed++;
      return;
    }
    // the batch that holds it is reused
    this.queue.push(payload.slice());
    this.pumping ??= this.pump();
  }

  stats(): ForwardStats {
    const {to, failed, sender} = this;
    return {to, sent: this.sentBefore + sender.sent, failed, refused: this.refusedBefore + sender.refused};
  }

  async close(): Promise<void> {
    await this.pumping;
    await this.sender.close().catch(() => {});
  }

  private async pump(): Promise<void> {
    while (this.queue.length > 0) {
      const waiting = this.queue;
      this.queue = [];
      for (const payload of waiting) {
        try {
          await this.sender.send(payload);
        } catch {
          this.failed++;
          await this.reopen();
        }
      }
    }
    this.pumping = undefined;
  }

  /** A socket that failed once (no route, network down) fails for ever: opens another one, at most once per second. */
  private async reopen(): Promise<void> {
    const now = performance.now();
    if (now < this.retryAt) return;
    this.retryAt = now + RETRY_MS;
    const sender = await UdpSender.open(this.endpoint).catch(() => undefined);
    if (!sender) return;
    const old = this.sender;
    this.sentBefore += old.sent;
    this.refusedBefore += old.refused;
    this.sender = sender;
    await old.close().catch(() => {});
  }
}

/** Forwards datagrams to other tools. Never waits: datagrams that a target cannot take are dropped and counted. */
export class Forwarder {
  private readonly watch = new DuplicateWatch();
  private readonly print = new Fingerprint();

  private constructor(
    private readonly targets: Target[],
    /** targets left out, and why */
    readonly excluded: string[],
  ) {}

  /**
   * @param ownPort the port on which the forwarded datagrams arrive. This port of this machine is left out of the targets: the
   *   datagrams would circulate. Copies of datagrams just forwarded are not forwarded again, so two forwarders may point at each other.
   */
  static async open(endpoints: readonly Endpoint[], ownPort: number): Promise<Forwarder> {
    const targets: Target[] = [];
    const excluded: string[] = [];
    for (const endpoint of endpoints) {
      const to = formatEndpoint(endpoint);
      if (endpoint.port === ownPort && (await isOwn(endpoint.host))) {
        excluded.push(`not forwarded to ${to}: it is the port that receives them`);
        continue;
      }
      targets.push(new Target(endpoint, await UdpSender.open(endpoint)));
    }
    return new Forwarder(targets, excluded);
  }

  send({count, bytes, view, offset, length, seconds, nanos}: DatagramBatch): void {
    if (this.targets.length === 0) return;
    for (let i = 0; i < count; i++) {
      this.print.read(view, offset[i], length[i]);
      if (this.watch.seen(this.print, seconds[i] + nanos[i] / 1e9)) continue;
      const payload = bytes.subarray(offset[i], offset[i] + length[i]);
      for (const target of this.targets) target.send(payload);
    }
  }

  stats(): ForwardStats[] {
    return this.targets.map((target) => target.stats());
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.targets.map((target) => target.close()));
  }
}

/** A collector whose datagrams are also forwarded. */
export function forwarding(collector: Collector, forwarder: Forwarder): Collector {
  return {
    name: collector.name,
    patient: collector.patient,
    ...(collector.series && {series: collector.series}),
    stats: () => collector.stats(),
    async *[Symbol.asyncIterator]() {
      for await (const batch of collector) {
        forwarder.send(batch);
        yield batch;
      }
    },
    async close() {
      await collector.close();
      await forwarder.close();
    },
  };
}

/** Whether datagrams to this address come back to this machine: its own addresses, loopback, "any", and its networks' broadcast. */
async function isOwn(host: string): Promise<boolean> {
  const found = await lookup(host, {all: true}).catch(() => {
    throw new UserError(`unknown host: ${host}`);
  });
  const own = new Set(["0.0.0.0", "255.255.255.255", "::", "::1"]);
  for (const networks of Object.values(networkInterfaces())) {
    for (const {address, netmask, family} of networks ?? []) {
      own.add(address.split("%", 1)[0]);
      if (family !== "IPv4") continue;
      const mask = parseAddress(netmask);
      own.add(
        parseAddress(address)
          .map((byte, i) => byte | (~mask[i] & 255))
          .join("."),
      );
    }
  }
  return found.some(({address}) => own.has(address.split("%", 1)[0]) || address.startsWith("127."));
}
