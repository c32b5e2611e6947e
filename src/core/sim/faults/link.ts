import type {DatagramBatch} from "../../capture/batch.js";
import {type Random, random} from "../../signal/random.js";
import {type Disturbance, disturb, type LinkFault} from "./disturb.js";
import type {FaultLabel} from "./labels.js";

/** Facts about the datagrams that a link carries. */
export interface Carried {
  /** whether a datagram is never lost */
  isProtected(bytes: Uint8Array): boolean;
  /** time and datagram of a label */
  label(bytes: Uint8Array): Pick<FaultLabel, "from" | "to" | "packet" | "frame">;
}

/** A bad link: loses, duplicates and reorders datagrams, and labels each. */
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

  /** Disturbs the datagrams of a batch; arrival times stay in order. */
  apply(batch: DatagramBatch): void {
    if (this.isPerfect) return;
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

  private get isPerfect(): boolean {
    const {loss = 0, duplicate = 0, reorder = 0} = this.rates;
    return loss + duplicate + reorder === 0;
  }

  /** The datagrams that arrive, in order of arrival. */
  carry<T extends {bytes: Uint8Array}>(sent: readonly T[]): T[] {
    if (this.isPerfect) return [...sent];
    return this.order(sent.length, (i) => sent[i].bytes, Infinity).map((i) => sent[i]);
  }

  private order(count: number, bytes: (i: number) => Uint8Array, room: number): number[] {
    const {draw, rates, carried, labels} = this;
    const note = (kind: LinkFault, i: number) => void labels.push({kind, ...carried.label(bytes(i))});
    const isProtected = (i: number) => carried.isProtected(bytes(i));
    return disturb(count, () => draw.next(), rates, note, isProtected).slice(0, room);
  }
}
