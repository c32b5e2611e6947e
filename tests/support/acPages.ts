import type {PageName, PageSource} from "../../src/core/games/ac/pages.js";
import type {RowGame, SessionDecoder} from "../../src/core/games/game.js";
import {SessionBuilder} from "../../src/core/session/sessionBuilder.js";

/** Shared memory of a bridge in memory, 2048 bytes per page. `tear` is called after each reading, where a game may write. */
export class MemoryPages implements PageSource {
  readonly pages = new Map<PageName, Uint8Array>();
  reads = 0;
  /** called after each reading */
  tear: (page: PageName, bytes: Uint8Array) => void = () => {};

  write(page: PageName, bytes: Uint8Array): void {
    let room = this.pages.get(page);
    if (!room) this.pages.set(page, (room = new Uint8Array(2048)));
    room.set(bytes);
  }

  read(page: PageName): Uint8Array | null {
    this.reads++;
    const bytes = this.pages.get(page);
    if (!bytes) return null;
    const copy = bytes.slice();
    this.tear(page, bytes);
    return copy;
  }
}

/** Runs a protocol over datagrams as the recorder does: a new session at each "next", reasons counted. */
export class Listener {
  readonly sessions: SessionBuilder[] = [];
  readonly reasons = new Map<string, number>();
  decoder: SessionDecoder;

  constructor(private readonly protocol: RowGame) {
    this.decoder = this.begin();
  }

  take(bytes: Uint8Array, arrival: number): string {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let answer = this.decoder.datagram(view, 0, bytes.length, arrival);
    if (answer === "next") {
      this.decoder = this.begin();
      answer = this.decoder.datagram(view, 0, bytes.length, arrival);
      if (answer === "next") throw new Error("a new decoder refused its first datagram");
    }
    this.reasons.set(answer, (this.reasons.get(answer) ?? 0) + 1);
    return answer;
  }

  end() {
    return this.sessions.map((session) => {
      session.end();
      return session.summary();
    });
  }

  private begin(): SessionDecoder {
    const session = new SessionBuilder({samples: () => {}});
    this.sessions.push(session);
    return this.protocol.decoder(session);
  }
}
