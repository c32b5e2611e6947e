import type {EmbeddedConsumer} from "./consumer.js";
import type {Partition} from "./partition.js";
import type {Positions} from "./positions.js";

/** The consumers of one group in this process, and who of them has which partition. */
export class Group {
  /** grows by one each time the partitions are dealt out anew */
  generation = 0;
  private members: EmbeddedConsumer[] = [];
  private owners = new Map<Partition, EmbeddedConsumer>();

  constructor(
    readonly name: string,
    readonly positions: Positions,
  ) {}

  get size(): number {
    return this.members.length;
  }

  join(consumer: EmbeddedConsumer): void {
    this.members.push(consumer);
    this.rebalance();
  }

  leave(consumer: EmbeddedConsumer): void {
    this.members = this.members.filter((member) => member !== consumer);
    this.rebalance();
  }

  committedBy(partition: Partition): void {
    for (const member of this.members) member.hasCommitted(partition);
  }

  /**
   * Deals each topic's partitions out in equal numbers, one more to some. A consumer keeps what it has as far as its share
   * goes: each partition that moves is read again from its committed position.
   */
  private rebalance(): void {
    this.generation++;
    const owners = new Map<Partition, EmbeddedConsumer>();
    const partitions = new Set(this.members.flatMap((member) => member.wanted));
    for (const topic of new Set([...partitions].map((partition) => partition.topic))) {
      const mine = [...partitions].filter((partition) => partition.topic === topic);
      const of = (member: EmbeddedConsumer) => mine.filter((partition) => this.owners.get(partition) === member);
      const takers = this.members
        .filter((member) => member.wanted.some((partition) => partition.topic === topic))
        .sort((a, b) => of(b).length - of(a).length || totalOf(a, owners) - totalOf(b, owners));
      const share = (i: number) => Math.floor(mine.length / takers.length) + (i < mine.length % takers.length ? 1 : 0);
      takers.forEach((member, i) => {
        for (const partition of of(member).slice(0, share(i))) owners.set(partition, member);
      });
      const free = mine.filter((partition) => !owners.has(partition));
      takers.forEach((member, i) => {
        const has = mine.filter((partition) => owners.get(partition) === member).length;
        for (const partition of free.splice(0, share(i) - has)) owners.set(partition, member);
      });
    }
    this.owners = owners;
    for (const member of this.members) {
      member.assign([...owners].filter(([, owner]) => owner === member).map(([partition]) => partition));
    }
  }
}

function totalOf(member: EmbeddedConsumer, owners: Map<Partition, EmbeddedConsumer>): number {
  let total = 0;
  for (const owner of owners.values()) if (owner === member) total++;
  return total;
}
