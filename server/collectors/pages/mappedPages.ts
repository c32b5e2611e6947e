import type {PageSource} from "../../../src/core/games/ac/pages.js";

/** Shared memory of this machine: the port to the operating system. */
export interface MappedPages extends PageSource {
  /** where it looks, for the user */
  readonly place: string;
  /** Looks the names up again: mappings exist only while the game runs. To be called once per second. */
  renew(): void;
  close(): void;
}
