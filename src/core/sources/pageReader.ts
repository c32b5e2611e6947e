import {PAGE_BYTES, type PageName, type PageSource, pageDatagram} from "./pages.js";

/** waiting: there are no mappings; silent: they do not change (menu, pause, a bridge without its game); live */
export type PageState = "waiting" | "silent" | "live";

export interface PageReaderOptions {
  /** s after which an unchanged static page is told again, for readers that come later */
  staticEveryS?: number;
  /** s without a new physics page until the reader is silent */
  silentAfterS?: number;
}

const TRIES = 3;
/** the same in both games */
const GRAPHICS = {status: 4, session: 8, completedLaps: 132};

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
  private readonly copies: Record<PageName, Uint8Array>;
  private readonly packet: Record<"physics" | "graphics", number | null> = {physics: null, graphics: null};
  private toldStatic: Uint8Array = new Uint8Array(0);
  private staticAt = Number.NEGATIVE_INFINITY;
  private liveAt = Number.NEGATIVE_INFINITY;
  private phase = "";
  private readonly staticEveryS: number;
  private readonly silentAfterS: number;

  constructor(
    private readonly source: PageSource,
    {staticEveryS = 5, silentAfterS = 1}: PageReaderOptions = {},
  ) {
    this.staticEveryS = staticEveryS;
    this.silentAfterS = silentAfterS;
    this.copies = {
      physics: new Uint8Array(PAGE_BYTES.physics),
      graphics: new Uint8Array(PAGE_BYTES.graphics),
      static: new Uint8Array(PAGE_BYTES.static),
    };
  }

  /**
   * What is new, as datagrams: graphics, then static, then physics. In this order a decoder that finds another session in the
   * graphics page can leave it to a new decoder, which then gets the static page before the first physics.
   *
   * @param now s, any clock
   */
  poll(now: number): Uint8Array[] {
    const out: Uint8Array[] = [];
    const physics = this.take("physics");
    const graphics = this.take("graphics");
    if (physics === null && graphics === null) {
      this.forget();
      return out;
    }
    if (graphics) {
      out.push(pageDatagram("graphics", graphics));
      if (this.changedPhase(graphics)) this.staticAt = Number.NEGATIVE_INFINITY;
    }
    if (physics || graphics) this.liveAt = now;
    this.state = now - this.liveAt <= this.silentAfterS ? "live" : "silent";
    if (out.length > 0 || physics) this.tellStatic(now, out);
    if (physics) out.push(pageDatagram("physics", physics));
    return out;
  }

  /** The page when it is new and whole; undefined when there is nothing new; null when there is no mapping. */
  private take(page: "physics" | "graphics"): Uint8Array | null | undefined {
    const first = this.source.read(page);
    if (first === null || first.length < 4) return null;
    const id = packetId(first);
    const last = this.packet[page];
    // a mapping that nobody has written yet
    if (id === last || (id === 0 && last === null)) return undefined;
    const copy = this.copy(page, first);
    if (!copy) return undefined;
    const whole = packetId(copy);
    if (whole === last) return undefined;
    if (last !== null && whole < last) {
      this.restarts++;
      this.staticAt = Number.NEGATIVE_INFINITY;
    }
    this.packet[page] = whole;
    return copy;
  }

  /** A copy that two readings agree on; undefined when none was to be had, or the mapping went away. */
  private copy(page: PageName, first: Uint8Array): Uint8Array | undefined {
    const room = this.copies[page];
    let source: Uint8Array | null = first;
    for (let attempt = 0; attempt < TRIES && source; attempt++) {
      const copy = room.subarray(0, Math.min(room.length, source.length));
      copy.set(source.subarray(0, copy.length));
      source = this.source.read(page);
      if (source && same(copy, source.subarray(0, room.length))) return copy;
    }
    if (source) this.torn++;
    return undefined;
  }

  private tellStatic(now: number, out: Uint8Array[]): void {
    const page = this.source.read("static");
    if (!page) return;
    const copy = this.copy("static", page);
    if (!copy || (now - this.staticAt < this.staticEveryS && same(copy, this.toldStatic))) return;
    this.toldStatic = copy.slice();
    this.staticAt = now;
    out.push(pageDatagram("static", copy));
  }

  /** Whether the session may be another one: who decodes it from here on needs the static page. */
  private changedPhase(graphics: Uint8Array): boolean {
    const view = new DataView(graphics.buffer, graphics.byteOffset, graphics.length);
    const at = (offset: number) => (graphics.length >= offset + 4 ? view.getInt32(offset, true) : 0);
    const phase = `${at(GRAPHICS.status)} ${at(GRAPHICS.session)} ${at(GRAPHICS.completedLaps)}`;
    const changed = phase !== this.phase;
    this.phase = phase;
    return changed;
  }

  private forget(): void {
    this.state = "waiting";
    this.packet.physics = this.packet.graphics = null;
    this.staticAt = Number.NEGATIVE_INFINITY;
    this.liveAt = Number.NEGATIVE_INFINITY;
    this.phase = "";
  }
}

function packetId(page: Uint8Array): number {
  return page[0] | (page[1] << 8) | (page[2] << 16) | (page[3] << 24);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
