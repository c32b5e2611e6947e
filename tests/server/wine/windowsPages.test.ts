import {afterAll, expect, it} from "vitest";
import {acPages} from "../../../src/core/games/ac/game.js";
import {PAGE_NAMES, type PageName} from "../../../src/core/games/ac/pages.js";
import {Listener} from "../../support/acPages.js";
import {pageDatagram} from "../../support/pageDatagram.js";
import {until} from "../../support/until.js";
import {driveInto} from "./drive.js";
import {findWine} from "./wine.js";

const wine = await findWine();
afterAll(() => (typeof wine === "string" ? undefined : wine.close()));

if (typeof wine === "string") it.skip(`shared memory of Windows under Wine: ${wine}`, () => {});
else
  it("a lap written to Windows shared memory is read: every page complete, once, and in order", async () => {
    // what the game will have written, by page and packetId
    const written = new Map<string, string>();
    const keyOf = (bytes: Uint8Array) =>
      `${bytes[5]} ${new DataView(bytes.buffer, bytes.byteOffset).getInt32(8, true)}`;
    const note = (page: PageName, bytes: Uint8Array) => {
      const whole = new Uint8Array(2048);
      whole.set(bytes);
      const datagram = pageDatagram(page, whole.subarray(0, {physics: 800, graphics: 1588, static: 820}[page]));
      written.set(keyOf(datagram), Buffer.from(datagram).toString("base64"));
    };
    const drive = await driveInto({write: note}, async () => {});

    const reader = wine.start("read");
    await until(() => reader.lines().includes("state waiting"));
    const writer = wine.start("write");
    expect(await writer.ended).toBe(0);
    expect(await reader.ended).toBe(0);

    const lines = reader.lines();
    const states = lines.filter((line) => line.startsWith("state"));
    expect([states[0], states.includes("state live"), states.at(-1)]).toEqual(["state waiting", true, "state waiting"]);
    const pages = lines.filter((line) => line.startsWith("page ")).map((line) => Buffer.from(line.slice(5), "base64"));
    const listener = new Listener(acPages());
    const seen = {physics: [] as number[], graphics: [] as number[], static: [] as number[]};
    pages.forEach((bytes, i) => {
      expect(bytes.toString("base64")).toBe(written.get(keyOf(bytes)));
      seen[PAGE_NAMES[bytes[5]]].push(bytes.readInt32LE(8));
      listener.take(new Uint8Array(bytes), 1e9 + i / 100);
    });
    for (const ids of [seen.physics, seen.graphics]) expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const [session] = listener.end();
    const truth = drive.timing.laps[0];
    const [sector1Ms, sector2Ms, sector3Ms] = truth.sectorTimesMs;
    expect(session.laps[1]).toMatchObject({lap: 1, lapTimeMs: truth.lapTimeMs, sector1Ms, sector2Ms, sector3Ms});
    expect(session.drivers[0].name).toBe("Simulated steady");
  });
