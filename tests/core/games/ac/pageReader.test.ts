import {describe, expect, it} from "vitest";
import {PageReader} from "../../../../src/core/games/ac/pageReader.js";
import {
  isPageDatagram,
  PAGE_BYTES,
  PAGE_NAMES,
  type PageName,
  readPageDatagram,
} from "../../../../src/core/games/ac/pages.js";
import {MemoryPages} from "../../../support/acPages.js";
import {pageDatagram} from "../../../support/pageDatagram.js";

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const room = () => ({physics: new Uint8Array(800), graphics: new Uint8Array(1588), static: new Uint8Array(820)});
const nameOf = (bytes: Uint8Array) => PAGE_NAMES[bytes[5]];

/** A page filled with one byte, with its packetId. */
function page(id: number, fill = id, size = 592): Uint8Array {
  const bytes = new Uint8Array(size).fill(fill);
  view(bytes).setInt32(0, id, true);
  return bytes;
}

function reading() {
  const memory = new MemoryPages();
  const reader = new PageReader(memory);
  return {memory, reader, poll: (now: number) => reader.poll(now).map(nameOf)};
}

describe("a page as a datagram", () => {
  it("is read back completely, including zeros at its end", () => {
    const bytes = new Uint8Array(592).fill(7, 0, 300);
    const datagram = pageDatagram("physics", bytes);
    expect(datagram.length).toBe(308);
    const pages = room();
    pages.physics.fill(9);
    expect(isPageDatagram(view(datagram), 0, datagram.length)).toBe(true);
    expect(readPageDatagram(view(datagram), 0, datagram.length, pages)).toEqual({page: "physics"});
    expect(pages.physics.subarray(0, 592)).toEqual(bytes);
    expect(pages.physics.subarray(592).every((byte) => byte === 0)).toBe(true);
  });

  it("has the head magic, version, page, length", () => {
    expect([...pageDatagram("static", new Uint8Array(684).fill(1, 0, 2))]).toEqual([
      ...[0x4c, 0x42, 0x70, 0x67, 1, 2, 0xac, 0x02, 1, 1],
    ]);
  });

  it("is rejected with a reason when damaged", () => {
    const good = pageDatagram("graphics", new Uint8Array(20).fill(3));
    const reason = (change: (bytes: Uint8Array) => void, length = good.length) => {
      const bytes = good.slice();
      change(bytes);
      return readPageDatagram(view(bytes), 0, length, room());
    };
    expect(reason(() => {}, 7)).toEqual({reason: "length"});
    expect(reason((b) => (b[0] = 0))).toEqual({reason: "magic"});
    expect(reason((b) => (b[4] = 2))).toEqual({reason: "version"});
    expect(reason((b) => (b[5] = 3))).toEqual({reason: "page"});
    expect(reason((b) => (b[6] = 19))).toEqual({reason: "length"});
  });
});

describe("PageReader", () => {
  it("waits for the mappings, returns each page once, and is silent when nothing changes", () => {
    const {memory, reader, poll} = reading();
    expect([poll(0), reader.state]).toEqual([[], "waiting"]);
    memory.write("physics", new Uint8Array(592));
    expect([poll(0.1), reader.state]).toEqual([[], "silent"]);
    memory.write("static", page(65, 65, 684));
    memory.write("graphics", page(1));
    memory.write("physics", page(1));
    expect([poll(0.2), reader.state]).toEqual([["graphics", "static", "physics"], "live"]);
    expect(poll(0.3)).toEqual([]);
    memory.write("physics", page(2));
    expect(poll(0.4)).toEqual(["physics"]);
    expect([poll(2), reader.state]).toEqual([[], "silent"]);
  });

  it("returns the static page within a second of its change, at once when the session may be new, and every five seconds", () => {
    const {memory, poll} = reading();
    let id = 0;
    const told = (now: number) => {
      memory.write("physics", page(++id, 1));
      return poll(now).includes("static");
    };
    memory.write("static", page(65, 65, 684));
    expect([told(0), told(1), told(4.9), told(5.1), told(5.2)]).toEqual([true, false, false, true, false]);
    memory.write("static", page(66, 66, 684));
    expect([told(6), told(6.2), told(6.3)]).toEqual([false, true, false]);
    const graphics = page(1);
    memory.write("graphics", graphics);
    expect([told(6.4), told(6.5)]).toEqual([true, false]);
    view(graphics).setInt32(0, 2, true);
    memory.write("graphics", graphics);
    expect(told(9)).toBe(false);
    view(graphics).setInt32(0, 3, true);
    view(graphics).setInt32(8, 2, true);
    memory.write("graphics", graphics);
    expect(told(9.1)).toBe(true);
    // the game writes the page of the new session a moment later
    memory.write("static", page(67, 67, 684));
    expect([told(9.2), told(9.3)]).toEqual([true, false]);
  });

  it("reads again when the game writes between two readings, so that no page is torn", () => {
    const {memory, reader} = reading();
    let writes = 0;
    memory.write("physics", page(1, 1));
    // the game steps during the first reading; during the second it writes packetId before the rest
    memory.tear = (name, bytes) => {
      if (name !== "physics" || ++writes > 2) return;
      if (writes === 1) view(bytes).setInt32(0, 2, true);
      else bytes.fill(2, 4, 592);
    };
    const told = reader.poll(0);
    const pages = room();
    expect(told.map((bytes) => readPageDatagram(view(bytes), 0, bytes.length, pages))).toEqual([{page: "physics"}]);
    expect(new Set(pages.physics.subarray(4, 592))).toEqual(new Set([2]));
    expect(reader.torn).toBe(0);
  });

  it("gives up a page that keeps changing, counts it, and reads it at the next poll", () => {
    const {memory, reader, poll} = reading();
    memory.write("physics", page(1));
    let n = 10;
    memory.tear = (_, bytes) => {
      bytes[100] = ++n;
    };
    expect(poll(0)).toEqual([]);
    expect(reader.torn).toBe(1);
    memory.tear = () => {};
    expect(poll(0.01)).toEqual(["physics"]);
  });

  it("never returns a mixed page, wherever the game's writing is interrupted", () => {
    const {memory, reader} = reading();
    const pages = room();
    let step = 1;
    let written = 592;
    memory.write("physics", page(step));
    memory.tear = (name, bytes) => {
      if (name !== "physics") return;
      // writes the next page in pieces of a hundred bytes, one per reading, then pauses for some readings
      if (written >= 1600) {
        written = 0;
        step++;
      }
      if (written < 592) bytes.set(page(step).subarray(written, written + 100), written);
      written += 100;
    };
    let told = 0;
    for (let i = 0; i < 400; i++)
      for (const bytes of reader.poll(i / 100)) {
        readPageDatagram(view(bytes), 0, bytes.length, pages);
        expect(new Set(pages.physics.subarray(4, 592)).size).toBe(1);
        expect(pages.physics[4]).toBe(pages.physics[0]);
        told++;
      }
    expect(told).toBeGreaterThan(20);
  });

  it("starts again when packetId falls and after the mapping was gone", () => {
    const {memory, reader, poll} = reading();
    memory.write("static", page(65, 65, 684));
    memory.write("physics", page(500));
    expect(poll(0)).toEqual(["static", "physics"]);
    memory.write("physics", page(3));
    expect([poll(0.1), reader.restarts]).toEqual([["static", "physics"], 1]);
    memory.pages.clear();
    expect([poll(0.2), reader.state]).toEqual([[], "waiting"]);
    memory.write("static", page(65, 65, 684));
    memory.write("physics", page(3));
    expect([poll(0.3), reader.state]).toEqual([["static", "physics"], "live"]);
  });

  it("reads mappings of any size, shorter and longer than a page", () => {
    for (const size of [0, 3, 4, 100, 4096]) {
      const mapped: Partial<Record<PageName, Uint8Array>> = {physics: page(1, 1, Math.max(4, size)).subarray(0, size)};
      const told = new PageReader({read: (name) => mapped[name] ?? null}).poll(0);
      expect(told.map((bytes) => view(bytes).getUint16(6, true))).toEqual(
        size < 4 ? [] : [Math.min(size, PAGE_BYTES.physics)],
      );
    }
  });
});
