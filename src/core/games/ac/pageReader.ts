import {PageRoom, type SameBytes} from "./pageRoom.js";
import type {PageName, PageSource} from "./pages.js";

/** waiting: there are no mappings; silent: they do not change (menu, pause, a bridge without its game); live */
export type PageState = "waiting" | "silent" | "live";

export interface PageReaderOptions {
  /** s after which the static page is looked at again: a game seldom changes it */
  staticLookS?: number;
  /** s after which an unchanged static page is told again, for readers that come later */
  staticEveryS?: number;
  /** s without a new physics page until the reader is silent */
  silentAfterS?: number;
  /** a platform may compare bytes faster than a loop does */
  same?: SameBytes;
}

const TRIES = 3;
/** Where the session may be another, the static page may follow so much later, s. */
const STATIC_LAG_S = 2;
/** Where the graphics page has status, session and completedLaps, in both games. */
const PHASE = [4, 8, 132];

/**
 * Polls shared memory and tells each page once per new packetId.
 *
 * Nobody locks the memory, so a page is read twice: a copy counts when a second reading has the same bytes, packetId and all.
 * That tells more than packetId alone, which may be written before or after the rest. After three tries in vain the page
 * waits for the next poll and counts in `torn`. A game that stops in the middle of writing for longer than two readings take cannot
 * be told from one that has finished.
 */
export class PageReader {
  state: PageState = "waiting";
  /** polls at which a page could not be read whole */
  torn = 0;
  /** times that packetId fell: the game began anew */
  restarts = 0;
  private readonly rooms = createRooms();
  /** of second readings */
  private readonly again = createRooms();
  private readonly packet: Record<"physics" | "graphics", number | null> = {physics: null, graphics: null};
  private readonly toldStatic = new PageRoom("static");
  private staticAt = Number.NEGATIVE_INFINITY;
  /** when to look at the static page again, and until when at each poll */
  private lookAt = Number.NEGATIVE_INFINITY;
  private restlessUntil = Number.NEGATIVE_INFINITY;
  private liveAt = Number.NEGATIVE_INFINITY;
  private readonly phase: number[] = [];
  private readonly staticLookS: number;
  private readonly staticEveryS: number;
  private readonly silentAfterS: number;
  private readonly same: SameBytes | undefined;

  constructor(
    private readonly source: PageSource,
    {staticLookS = 1, staticEveryS = 5, silentAfterS = 1, same}: PageReaderOptions = {},
  ) {
    this.staticLookS = staticLookS;
    this.staticEveryS = staticEveryS;
    this.silentAfterS = silentAfterS;
    this.same = same;
  }

  /**
   * What is new, as datagrams: graphics, then static, then physics. In this order a decoder that finds another session in the
   * graphics page can leave it to a new decoder, which then gets the static page before the first physics. They stay as they are
   * until the next poll.
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
    if ((graphics && this.changedPhase(graphics.page)) || this.restarts > restarts) {
      this.staticAt = Number.NEGATIVE_INFINITY;
      this.restlessUntil = now + STATIC_LAG_S;
    }
    if (physics || graphics) this.liveAt = now;
    this.state = now - this.liveAt <= this.silentAfterS ? "live" : "silent";
    if (out.length > 0 || physics) this.tellStatic(now, out);
    if (physics) out.push(physics.datagram());
    return out;
  }

  /** The page when it is new and whole; undefined when there is nothing new; null when there is no mapping. */
  private take(page: "physics" | "graphics"): PageRoom | null | undefined {
    const first = this.source.read(page);
    if (first === null || first.length < 4) return null;
    const id = whole(first);
    const last = this.packet[page];
    // a mapping that nobody has written yet
    if (id === last || (id === 0 && last === null)) return undefined;
    const copy = this.copy(page, first);
    if (!copy) return undefined;
    const copied = whole(copy.page);
    if (copied === last) return undefined;
    if (last !== null && copied < last) this.restarts++;
    this.packet[page] = copied;
    return copy;
  }

  /** A copy that two readings agree on; undefined when none was to be had, or the mapping went away. */
  private copy(page: PageName, first: Uint8Array): PageRoom | undefined {
    const room = this.rooms[page];
    const again = this.again[page];
    let source: Uint8Array | null = first;
    for (let attempt = 0; attempt < TRIES && source; attempt++) {
      room.fill(source);
      source = this.source.read(page);
      if (!source) return undefined;
      again.fill(source);
      if (room.isSame(again, this.same)) return room;
    }
    this.torn++;
    return undefined;
  }

  private tellStatic(now: number, out: Uint8Array[]): void {
    const due = now >= this.lookAt || now <= this.restlessUntil || now - this.staticAt >= this.staticEveryS;
    if (!due) return;
    const page = this.source.read("static");
    if (!page) return;
    this.lookAt = now + this.staticLookS;
    const copy = this.copy("static", page);
    if (!copy || (now - this.staticAt < this.staticEveryS && copy.isSame(this.toldStatic))) return;
    this.toldStatic.take(copy);
    this.staticAt = now;
    out.push(copy.datagram());
  }

  /** Whether the session may be another one: who decodes it from here on needs the static page. */
  private changedPhase(graphics: Uint8Array): boolean {
    const {phase} = this;
    let changed = false;
    for (let i = 0; i < PHASE.length; i++) {
      const now = whole(graphics, PHASE[i]);
      changed ||= phase[i] !== now;
      phase[i] = now;
    }
    return changed;
  }

  private forget(): void {
    this.state = "waiting";
    this.packet.physics = this.packet.graphics = null;
    this.staticAt = this.lookAt = Number.NEGATIVE_INFINITY;
    this.liveAt = Number.NEGATIVE_INFINITY;
    this.phase.length = 0;
  }
}

function createRooms(): Record<PageName, PageRoom> {
  return {physics: new PageRoom("physics"), graphics: new PageRoom("graphics"), static: new PageRoom("static")};
}

/** A whole number of a page, packetId first. */
function whole(page: Uint8Array, offset = 0): number {
  return page[offset] | (page[offset + 1] << 8) | (page[offset + 2] << 16) | (page[offset + 3] << 24);
}
