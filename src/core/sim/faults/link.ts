import type {DatagramBatch} from "../../capture/batch.js";
import {createHeader, readHeader} from "../../f1/header.js";
import {type Random, random} from "../random.js";
import type {FaultLabel} from "./labels.js";

const EVENT = 3;
/** datagrams that a late one is overtaken by, at most */
const LATE_BY = 6;

/** A bad link: loses, doubles and reorders datagrams of a batch in place. Events are spared from loss: labels of theirs would lie. */
export class BadLink {
  private readonly draw: Random;
  private readonly header = createHeader();
  private order: number[] = [];

  constructor(
    seed: number,
    private readonly rates: {loss?: number; duplicate?: number; reorder?: number},
    private readonly labels: FaultLabel[],
  ) {
    this.draw = random(seed, 9100);
  }

  /** Changes what a batch holds; arrivals stay in order. */
  apply(batch: DatagramBatch): void {
    const {loss = 0, duplicate = 0, reorder = 0} = this.rates;
    const {draw} = this;
    this.order.length = 0;
    const room = batch.offset.length;
    for (let i = 0; i < batch.count; i++) {
      const lost = draw.next() < loss;
      const twice = draw.next() < duplicate;
      const late = draw.next() < reorder;
      const header = readHeader(batch.view, batch.offset[i], this.header);
      if (lost && header.packetId !== EVENT) {
        this.note("loss");
        continue;
      }
      if (this.order.length < room) this.order.push(i);
      if (twice && this.order.length < room) {
        this.note("duplicate");
        this.order.push(i);
      }
      const at = this.order.length - 1;
      if (late && at > 0) {
        // moved forward past some that were sent before it: those arrive late
        const by = Math.min(at, 1 + Math.floor(draw.next() * LATE_BY));
        this.note("reorder");
        this.order.splice(at - by, 0, this.order.pop()!);
      }
    }
    this.rearrange(batch);
  }

  private note(kind: string): void {
    const {packetId, sessionTime, overallFrame} = this.header;
    this.labels.push({kind, from: sessionTime, to: sessionTime, packet: packetId, frame: overallFrame});
  }

  private rearrange(batch: DatagramBatch): void {
    const {order} = this;
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
}
