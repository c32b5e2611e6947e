import type {DatagramBatch} from "../../capture/batch.js";
import {type Random, random} from "../random.js";
import {type Disturbance, disturb, type LinkFault} from "./disturb.js";
import type {FaultLabel} from "./labels.js";

/** What a link has to know of the datagrams that it carries. */
export interface Carried {
  /** whether one may be lost: what is said once, and what labels would lie about, may not */
  spared(bytes: Uint8Array): boolean;
  /** its place in a label */
  label(bytes: Uint8Array): Pick<FaultLabel, "from" | "to" | "packet" | "frame">;
}

/** A bad link: loses, doubles and reorders datagrams, and writes down which. */
export class BadLink {
  private readonly draw: Random;

  constructor(
    seed: number,
    private readonly rates: Disturbance,
    private readonly carried: Carried,
    private readonly labels: FaultLabel[],
  ) {
    this.draw = random(seed, 9100);
  }

  /** Changes what a batch holds; arrivals stay in order. */
  apply(batch: DatagramBatch): void {
    if (this.isSound) return;
    const room = batch.offset.length;
    const bytes = (i: number) => batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]);
    const order = this.order(batch.count, bytes, room);
    const offset = order.map((i) => batch.offset[i]);
    const length = order.map((i) => batch.length[i]);
    const arrival = order.map((i) => [batch.seconds[i], batch.nanos[i]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (let i = 0; i < order.length; i++) {
      batch.offset[i] = offset[i];
      batch.length[i] = length[i];
      [batch.seconds[i], batch.nanos[i]] = arrival[i];
    }
    batch.count = order.length;
  }

  /** Whether nothing ever happens to a datagram. */
  private get isSound(): boolean {
    const {loss = 0, duplicate = 0, reorder = 0} = this.rates;
    return loss + duplicate + reorder === 0;
  }

  /** Those of a series that come through, in the order in which they do. */
  carry<T extends {bytes: Uint8Array}>(sent: readonly T[]): T[] {
    if (this.isSound) return [...sent];
    return this.order(sent.length, (i) => sent[i].bytes, Infinity).map((i) => sent[i]);
  }

  private order(count: number, bytes: (i: number) => Uint8Array, room: number): number[] {
    const {draw, rates, carried, labels} = this;
    const note = (kind: LinkFault, i: number) => void labels.push({kind, ...carried.label(bytes(i))});
    const spared = (i: number) => carried.spared(bytes(i));
    return disturb(count, () => draw.next(), rates, note, spared).slice(0, room);
  }
}
