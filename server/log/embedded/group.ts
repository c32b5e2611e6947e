import type {Partition} from "./partition.js";
import type {Positions} from "./positions.js";

/** A consumer, as its group assigns partitions to it. */
export interface GroupMember {
  /** all partitions of its topics */
  readonly wanted: readonly Partition[];
  /** Assigns it these partitions and no others. */
  assign(partitions: readonly Partition[]): void;
  /** The group has committed a position of this partition since the member joined. */
  hasCommitted(partition: Partition): void;
}

/** The consumers of one group in this process, and their assigned partitions. */
export class Group {
  /** grows by one with each rebalance */
  generation = 0;
  private members: GroupMember[] = [];
  private owners = new Map<Partition, GroupMember>();

  constructor(
    readonly name: string,
    readonly positions: Positions,
  ) {}

  get size(): number {
    return this.members.length;
  }

  join(consumer: GroupMember): void {
    this.members.push(consumer);
    this.rebalance();
  }

  leave(consumer: GroupMember): void {
    this.members = this.members.filter((member) => member !== consumer);
    this.rebalance();
  }

  committedBy(partition: Partition): void {
    for (const member of this.members) member.hasCommitted(partition);
  }

  /**
   * Distributes each topic's partitions evenly. A consumer keeps as many of its partitions as its share allows, because a
   * partition that moves is read again from its committed position.
   */
  private rebalance(): void {
    this.generation++;
    const owners = new Map<Partition, GroupMember>();
    const partitions = new Set(this.members.flatMap((member) => member.wanted));
    for (const topic of new Set([...partitions].map((partition) => partition.topic))) {
      const mine = [...partitions].filter((partition) => partition.topic === topic);
      const of = (member: GroupMember) => mine.filter((partition) => this.owners.get(partition) === member);
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

function totalOf(member: GroupMember, owners: Map<Partition, GroupMember>): number {
  let total = 0;
  for (const owner of owners.values()) if (owner === member) total++;
  return total;
}
