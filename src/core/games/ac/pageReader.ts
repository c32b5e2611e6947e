import {PageCopy, type SameBytes} from "./pageCopy.js";
import type {PageName, PageSource} from "./pages.js";

/** waiting: there are no mappings; silent: they do not change (menu, pause, a bridge without its game); live: they change */
export type PageState = "waiting" | "silent" | "live";

export interface PageReaderOptions {
  /** s between two checks of the static page, which a game seldom changes */
  staticCheckS?: number;
  /** s after which an unchanged static page is sent again, for readers that join later */
  staticEveryS?: number;
  /** s without a new page until the state is silent */
  silentAfterS?: number;
  /** comparison of bytes, for platforms that have a faster one than a loop */
  same?: SameBytes;
}

/** attempts to read a consistent page in one poll */
const ATTEMPTS = 3;
/** s by which the static page may lag behind a change of session */
const STATIC_LAG_S = 2;
/** offsets of status, session and completedLaps in the graphics page of both games */
const SESSION_OFFSETS = [4, 8, 132];

/**
 * Polls shared memory and returns each page once per new packetId.
 *
 * The memory is not locked, so each page is read twice and accepted when both readings are equal. Comparing packetId alone would not be
 * enough: it may be written before or after the rest. After three failed attempts the page waits for the next poll and is counted in
 * `torn`. A game that pauses while writing, for longer than two readings take, goes unnoticed.
 */
export class PageReader {
  state: PageState = "waiting";
  /** number of polls in which a page could not be read consistently */
  torn = 0;
  /** number of times that packetId fell because the game was started again */
  restarts = 0;
  private readonly copies = createCopies();
  /** copies of the second readings */
  private readonly secondCopies = createCopies();
  private readonly packet: Record<"physics" | "graphics", number | null> = {physics: null, graphics: null};
  private readonly sentStatic = new PageCopy("static");
  private staticAt = Number.NEGATIVE_INFINITY;
  /** time of the next check of the static page, and time until which it is checked at every poll */
  private checkAt = Number.NEGATIVE_INFINITY;
  private checkAlwaysUntil = Number.NEGATIVE_INFINITY;
  private liveAt = Number.NEGATIVE_INFINITY;
  private readonly session: number[] = [];
  private readonly staticCheckS: number;
  private readonly staticEveryS: number;
  private readonly silentAfterS: number;
  private readonly same: SameBytes | undefined;

  constructor(
    private readonly source: PageSource,
    {staticCheckS = 1, staticEveryS = 5, silentAfterS = 1, same}: PageReaderOptions = {},
  ) {
    this.staticCheckS = staticCheckS;
    this.staticEveryS = staticEveryS;
    this.silentAfterS = silentAfterS;
    this.same = same;
  }

  /**
   * The new pages as datagrams: graphics, static, physics. In this order a decoder that sees another session in the graphics page can
   * pass it on to a new decoder, which then gets the static page before the first physics page. The bytes are valid until the next
   * poll.
   *
   * @param now s, any clock
   */
  poll(now: number): Uint8Array[] {
    const out: Uint8Array[] = [];
    const {restarts} = this;
    const physics = this.take("physics");
    const graphics = this.take("graphics");
    if (physics === null && graphics === null) {
      this.forget();
      return out;
    }
    if (graphics) out.push(graphics.datagram());
    if ((graphics && this.isNewSession(graphics.page)) || this.restarts > restarts) {
      this.staticAt = Number.NEGATIVE_INFINITY;
      this.checkAlwaysUntil = now + STATIC_LAG_S;
    }
    if (physics || graphics) this.liveAt = now;
    this.state = now - this.liveAt <= this.silentAfterS ? "live" : "silent";
    if (out.length > 0 || physics) this.pollStatic(now, out);
    if (physics) out.push(physics.datagram());
    return out;
  }

  /** The page when it is new and consistent; undefined when there is none; null when there is no mapping. */
  private take(page: "physics" | "graphics"): PageCopy | null | undefined {
    const first = this.source.read(page);
    if (first === null || first.length < 4) return null;
    const id = readInt32(first);
    const last = this.packet[page];
    // 0 before the game has written the mapping
    if (id === last || (id === 0 && last === null)) return undefined;
    const copy = this.copy(page, first);
    if (!copy) return undefined;
    const copied = readInt32(copy.page);
    if (copied === last) return undefined;
    if (last !== null && copied < last) this.restarts++;
    this.packet[page] = copied;
    return copy;
  }

  /** A copy confirmed by a second reading; undefined when the readings differ or the mapping has gone. */
  private copy(page: PageName, first: Uint8Array): PageCopy | undefined {
    const copy = this.copies[page];
    const second = this.secondCopies[page];
    let source: Uint8Array | null = first;
    for (let attempt = 0; attempt < ATTEMPTS && source; attempt++) {
      copy.fill(source);
      source = this.source.read(page);
      if (!source) return undefined;
      second.fill(source);
      if (copy.isSame(second, this.same)) return copy;
    }
    this.torn++;
    return undefined;
  }

  private pollStatic(now: number, out: Uint8Array[]): void {
    const due = now >= this.checkAt || now <= this.checkAlwaysUntil || now - this.staticAt >= this.staticEveryS;
    if (!due) return;
    const page = this.source.read("static");
    if (!page) return;
    this.checkAt = now + this.staticCheckS;
    const copy = this.copy("static", page);
    if (!copy || (now - this.staticAt < this.staticEveryS && copy.isSame(this.sentStatic))) return;
    this.sentStatic.take(copy);
    this.staticAt = now;
    out.push(copy.datagram());
  }

  /** Whether the session may be a new one, whose decoder needs the static page. */
  private isNewSession(graphics: Uint8Array): boolean {
    const {session} = this;
    let changed = false;
    for (let i = 0; i < SESSION_OFFSETS.length; i++) {
      const now = readInt32(graphics, SESSION_OFFSETS[i]);
      changed ||= session[i] !== now;
      session[i] = now;
    }
    return changed;
  }

  private forget(): void {
    this.state = "waiting";
    this.packet.physics = this.packet.graphics = null;
    this.staticAt = this.checkAt = Number.NEGATIVE_INFINITY;
    this.liveAt = Number.NEGATIVE_INFINITY;
    this.session.length = 0;
  }
}

function createCopies(): Record<PageName, PageCopy> {
  return {physics: new PageCopy("physics"), graphics: new PageCopy("graphics"), static: new PageCopy("static")};
}

/** An integer of a page; packetId at offset 0. */
function readInt32(page: Uint8Array, offset = 0): number {
  return page[offset] | (page[offset + 1] << 8) | (page[offset + 2] << 16) | (page[offset + 3] << 24);
}
