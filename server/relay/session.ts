import type {Subscription} from "./subscription.js";

/** A session that is or was running, and who watches it. */
export class RelaySession {
  /** entries seen since the relay began */
  frames = 0;
  /** ms since 1970; 0 before anything was seen */
  lastSeen = 0;
  /** entries sent to clients */
  relayed = 0;
  readonly subscribers = new Set<Subscription>();

  constructor(
    readonly id: string,
    readonly number: number,
  ) {}
}
