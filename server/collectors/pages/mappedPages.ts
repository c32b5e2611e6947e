import type {PageSource} from "../../../src/core/games/ac/pages.js";

/** Shared memory of this machine: what an operating system has to know how to do. */
export interface MappedPages extends PageSource {
  /** where it looks, for people */
  readonly place: string;
  /** Looks again for what stands under the names: mappings come and go with the game. To be called once a second. */
  renew(): void;
  close(): void;
}
