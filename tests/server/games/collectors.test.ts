import {createSocket} from "node:dgram";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, it} from "vitest";
import {AcPagesCollector} from "../../../server/collectors/acPagesCollector.js";
import type {Collector} from "../../../server/collectors/collector.js";
import {FilePages as Watched} from "../../../server/collectors/pages/filePages.js";
import {udpClientCollector} from "../../../server/collectors/udpClientCollector.js";
import {acConversation, accConversation, gt7Conversation} from "../../../server/games/conversations.js";
import {PageFiles} from "../../../server/simulated/pageFiles.js";
import {UdpGameServer} from "../../../server/simulated/udpGameServer.js";
import {readPageDatagram} from "../../../src/core/games/ac/pages.js";
import {AccBroadcaster} from "../../../src/core/sim/games/accBroadcaster.js";
import {AcPagesWriter} from "../../../src/core/sim/games/acPagesWriter.js";
import {AcUdpGame} from "../../../src/core/sim/games/acUdpGame.js";
import {begun} from "../../support/acDrive.js";
import {MemoryPages} from "../../support/acPages.js";
import {gt7Console} from "../../support/gt7Peer.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {payloadsOf} from "../collectors/support.js";
import {freePort} from "./grandDay.js";

const {session} = begun();
const ANY = {host: "127.0.0.1", port: 0};

/** Takes everything that a collector brings. */
function taking(collector: Collector) {
  const payloads: Uint8Array[] = [];
  const flows = new Set<string>();
  const done = (async () => {
    for await (const batch of collector) {
      payloads.push(...payloadsOf(batch));
      for (const {sourcePort, targetPort} of batch.flows) flows.add(`${sourcePort} ${targetPort}`);
    }
  })();
  return {payloads, flows, done};
}

function pageOf(bytes: Uint8Array): string {
  const page = () => new Uint8Array(2048);
  const pages = {physics: page(), graphics: page(), static: page()};
  const taken = readPageDatagram(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length, pages);
  return "page" in taken ? taken.page : taken.reason;
}

describe.concurrent("shared memory", () => {
  it("that appears, disappears and reappears is followed, each page once", async () => {
    const folder = await temporaryFolder();
    const shm = join(folder.path, "shm");
    const collector = new AcPagesCollector(new Watched(shm));
    const {payloads, done, flows} = taking(collector);
    expect(collector.stats().state).toBe(`waiting for Assetto Corsa or Competizione (${shm}/acpmf_*)`);
    for (const round of [1, 2]) {
      const files = await PageFiles.open(shm);
      const game = new AcPagesWriter(session, files);
      game.begin();
      game.step();
      await until(() => payloads.length === 3 * round);
      expect(payloads.slice(-3).map(pageOf)).toEqual(["graphics", "static", "physics"]);
      await sleep(60);
      expect(payloads).toHaveLength(3 * round);
      expect(collector.stats()).toMatchObject({state: "live", errors: 0, dropped: 0, received: 3 * round});
      files.close();
      await until(() => collector.stats().state!.startsWith("waiting"));
    }
    await collector.close();
    await done;
    expect([...flows]).toEqual(["20996 20996"]);
    await folder.remove();
  });

  it("read in the middle of a write is delivered complete at a later poll, never torn", async () => {
    const memory = new MemoryPages();
    const game = new AcPagesWriter(session, memory);
    game.begin();
    game.step();
    let tearing = true;
    memory.tear = (page, bytes) => {
      if (tearing && page === "physics") bytes[100]++;
    };
    const collector = new AcPagesCollector({...parts, read: (page) => memory.read(page)});
    const {payloads, done} = taking(collector);
    await until(() => collector.stats().errors > 3);
    expect(payloads.map(pageOf)).not.toContain("physics");
    tearing = false;
    await until(() => payloads.map(pageOf).includes("physics"));
    await collector.close();
    await done;
  });
});

const parts = {place: "memory", renew: () => {}, close: () => {}};

describe.concurrent("games that send on request", () => {
  it("Assetto Corsa is asked again after a restart, and dismissed at the end", async () => {
    const game = new AcUdpGame(session);
    const first = await UdpGameServer.open(game, ANY);
    const {port} = first;
    const collector = await udpClientCollector({
      ...{name: "ac", host: "localhost", port, knownPort: 9996, conversation: acConversation("here")},
    });
    const {payloads, done, flows} = taking(collector);
    await until(() => game.updates.size > 0);
    await first.sendAll(game.frame());
    await first.sendAll(game.frame());
    await until(() => payloads.length >= 2);
    expect(collector.stats().state).toBe("live");
    await first.close();
    game.reset();
    await until(() => collector.stats().state === "waiting for Assetto Corsa at here");
    const second = await UdpGameServer.open(game, {...ANY, port});
    await until(() => game.updates.size > 0);
    const before = payloads.length;
    await second.sendAll(game.frame());
    await until(() => payloads.length > before);
    expect([...flows][0]).toMatch(/^9996 /);
    await collector.close();
    await done;
    await until(() => game.updates.size === 0 && game.spots.size === 0);
    await second.close();
  });

  it("a wrong Competizione password is reported, and not retried endlessly", async () => {
    const server = new AccBroadcaster(session, {password: "right"});
    const peer = await UdpGameServer.open(server, ANY);
    const conversation = accConversation("here", {password: "wrong"});
    const {port} = peer;
    const collector = await udpClientCollector({name: "acc", host: "127.0.0.1", port, knownPort: 9000, conversation});
    const {done} = taking(collector);
    await until(() => !!collector.stats().state?.startsWith("refused: Wrong password (ACC_PASSWORD"));
    await sleep(3000);
    expect(server.requests).toEqual(["register"]);
    await collector.close();
    await done;
    await peer.close();
  });

  it("Competizione is registered again after a restart, and unregistered at the end", async () => {
    const server = new AccBroadcaster(session);
    const peer = await UdpGameServer.open(server, ANY);
    const {port} = peer;
    const conversation = accConversation("here", {password: "asd"});
    const collector = await udpClientCollector({name: "acc", host: "127.0.0.1", port, knownPort: 9000, conversation});
    const {done, payloads} = taking(collector);
    await until(() => server.requests.includes("requestTrackData"));
    expect(collector.stats().state).toBe("live");
    server.registered.clear();
    await until(() => server.requests.filter((one) => one === "register").length === 2);
    await until(() => collector.stats().state === "live");
    await peer.sendAll(server.frame());
    await until(() => payloads.some(([type]) => type === 3));
    await collector.close();
    await done;
    await until(() => server.requests.at(-1) === "unregister");
    await peer.close();
  });

  it("a console gets heartbeats; datagrams of other senders are ignored", async () => {
    const localPort = await freePort();
    const console7 = await gt7Console((id) => ({id, lap: 1}), localPort);
    const stranger = createSocket("udp4");
    await new Promise<void>((resolve) => stranger.bind(0, "127.0.0.3", resolve));
    const collector = await udpClientCollector({
      ...{name: "gt7", host: "127.0.0.1", port: console7.port, localPort, knownPort: 33_739},
      conversation: gt7Conversation("here"),
    });
    const {payloads, done} = taking(collector);
    for (let i = 0; i < 5; i++) stranger.send(new Uint8Array(10), localPort, "127.0.0.1");
    await until(() => payloads.length > 110);
    expect(new Set(payloads.map(({length}) => length))).toEqual(new Set([296]));
    // one for every hundred datagrams
    expect(console7.heartbeats).toEqual(["C", "A"]);
    expect(collector.stats().state).toBe("live");
    await collector.close();
    await done;
    stranger.close();
    await console7.close();
  });

  it("an unknown host and a taken port are reported", async () => {
    const collector = await udpClientCollector({
      ...{name: "ac", host: "nobody.invalid", port: 9996, knownPort: 9996, conversation: acConversation("here")},
    });
    await until(() => collector.stats().state === "unknown host: nobody.invalid");
    await collector.close();
    const taken = createSocket("udp4");
    await new Promise<void>((resolve) => taken.bind(0, resolve));
    const localPort = taken.address().port;
    const options = {name: "gt7", host: "127.0.0.1", port: 1, localPort, knownPort: 33_739};
    await expect(udpClientCollector({...options, conversation: gt7Conversation("here")})).rejects.toThrow(
      `UDP port ${localPort} is taken by another program`,
    );
    taken.close();
  });
});
