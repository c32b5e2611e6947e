import {readFileSync} from "node:fs";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {reprocess} from "../../../loaders/archive/reprocess.js";
import {PAGE_NAMES, type PageName} from "../../../src/core/games/ac/pages.js";
import {ethernet, ipv4, type Packet, pcapFile, udp} from "../../support/captureBytes.js";
import {f1Stream} from "../../support/f1Stream.js";
import {pageDatagram} from "../../support/pageDatagram.js";
import {sharedData} from "../../support/sharedData.js";

const PAGES = "assetto-corsa/derived";
const BYTES = {physics: 592, graphics: 296, static: 684};
const START = 1_757_780_000;
let folder: string;
let recordings: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-games-"));
  recordings = join(folder, "recordings");
});
afterEach(() => rm(folder, {recursive: true}));

/** A UDP datagram in an Ethernet frame, at so many seconds after START. */
function packet(payload: Uint8Array, seconds: number, to: number): Packet {
  const at = START + seconds;
  return {bytes: ethernet(ipv4(udp(payload, {to}))), seconds: Math.floor(at), fraction: Math.floor((at % 1) * 1e6)};
}

/** The pages of a real drive as a capture holds them. */
function acPackets(): Packet[] {
  const order: PageName[] = ["graphics", "static", "physics"];
  return PAGE_NAMES.flatMap((page) => {
    const all = gunzipSync(readFileSync(sharedData(`${PAGES}/acpmf_${page}.bin.gz`)!));
    const size = 8 + BYTES[page];
    return Array.from({length: all.length / size}, (_, i) => ({
      page,
      seconds: all.readDoubleLE(i * size),
      bytes: new Uint8Array(all.subarray(i * size + 8, (i + 1) * size)),
    }));
  })
    .sort((a, b) => a.seconds - b.seconds || order.indexOf(a.page) - order.indexOf(b.page))
    .map(({page, seconds, bytes}) => packet(pageDatagram(page, bytes), seconds, 20996));
}

const merged = (...all: Packet[][]) => all.flat().sort((a, b) => a.seconds! - b.seconds! || a.fraction! - b.fraction!);

async function imported(packets: Packet[]) {
  const path = join(folder, "drive.pcap");
  await writeFile(path, pcapFile(packets));
  return await importCapture(path, {recordings});
}

describe("a capture of Assetto Corsa's shared memory", () => {
  it.skipIf(!sharedData(PAGES))("gives a normal session, which is rebuilt byte for byte", async () => {
    const {sessions, other} = await imported(acPackets());
    expect(other).toBe(0);
    const [{session, laps}] = sessions;
    expect(session.source).toMatchObject({game: "Assetto Corsa", format: "ac-pages", simulated: false});
    expect(session.ledger).toMatchObject({malformed: 0, duplicated: 0});
    expect(laps.map((l) => [l.samples, l.lapTimeMs, l.sector1Ms, l.sector2Ms, l.sector3Ms, l.complete])).toEqual([
      [117, null, null, null, null, false],
      [817, 82160, 30433, 26014, 25713, true],
      [814, 81790, 30089, 26011, 25690, true],
      [273, null, null, null, null, false],
    ]);
    expect(session.best).toMatchObject({lapTimeMs: 81790});
    const files = async () => {
      const entries = await readdir(join(recordings, session.id), {recursive: true, withFileTypes: true});
      const names = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
      return Object.fromEntries(await Promise.all(names.map(async (n) => [n, (await readFile(n)).toString("base64")])));
    };
    const before = await files();
    await reprocess(recordings, session.id);
    expect(await files()).toEqual(before);
  });

  it.skipIf(!sharedData(PAGES))(
    "may be mixed with an F1 game's: two sessions, each with its own datagrams",
    async () => {
      const f1 = f1Stream({seconds: 20}).map(({bytes, seconds}) => packet(bytes, seconds % 1000, 20777));
      const alone = (await imported(f1)).sessions[0];
      await rm(recordings, {recursive: true});
      const {sessions} = await imported(merged(acPackets(), f1));
      expect(sessions.map(({session}) => session.source.format).sort()).toEqual([2025, "ac-pages"]);
      const found = sessions.find(({session}) => session.source.format === 2025)!;
      expect(found.laps).toEqual(alone.laps);
      expect(found.session.capture.datagrams).toBe(f1.length);
      const ac = sessions.find(({session}) => session.source.format === "ac-pages")!;
      expect(ac.laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, 82160, 81790, null]);
      expect((await reprocess(recordings, ac.session.id)).laps).toEqual(ac.laps);
    },
  );
});
