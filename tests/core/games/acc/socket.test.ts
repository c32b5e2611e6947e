import {createSocket, type Socket} from "node:dgram";
import {once} from "node:events";
import {afterEach, describe, expect, it} from "vitest";
import {UdpGameServer} from "../../../../server/simulated/udpGameServer.js";
import {acUdp} from "../../../../src/core/games/ac/game.js";
import {AcUdpClient} from "../../../../src/core/games/ac/udpClient.js";
import {AccClient} from "../../../../src/core/games/acc/client.js";
import {accBroadcast} from "../../../../src/core/games/acc/game.js";
import {AccBroadcaster} from "../../../../src/core/sim/games/accBroadcaster.js";
import {AcUdpGame} from "../../../../src/core/sim/games/acUdpGame.js";
import type {UdpGame} from "../../../../src/core/sim/games/udpGame.js";
import {Drive, together} from "../../../support/acDrive.js";
import {Listener} from "../../../support/acPages.js";
import {until} from "../../../support/until.js";

interface Client {
  at(now: number): Uint8Array[];
  datagram(view: DataView, offset: number, length: number, now: number): void;
  close(): Uint8Array[];
}

/** A client's socket on the clock of the drive, like a collector. */
class Line {
  readonly socket: Socket = createSocket("udp4");
  now = 0;
  heard = 0;

  constructor(
    private readonly client: Client,
    listener: Listener,
    private readonly port: number,
  ) {
    this.socket.on("message", (bytes) => {
      const copy = new Uint8Array(bytes);
      this.heard++;
      client.datagram(new DataView(copy.buffer), 0, copy.length, this.now);
      listener.take(copy, 1e9 + this.now);
      this.send();
    });
  }

  send(datagrams = this.client.at(this.now)): void {
    for (const bytes of datagrams) this.socket.send(bytes, this.port, "127.0.0.1");
  }
}

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function connect(client: Client, listener: Listener, game: UdpGame): Promise<{line: Line; peer: UdpGameServer}> {
  const peer = await UdpGameServer.open(game, {host: "127.0.0.1", port: 0});
  const line = new Line(client, listener, peer.port);
  line.socket.bind(0, "127.0.0.1");
  await once(line.socket, "listening");
  open.push(
    () => peer.close(),
    () => void line.socket.close(),
  );
  line.send();
  return {line, peer};
}

describe("over a real socket", () => {
  it("ACC's server serves a lap of two cars", async () => {
    const drives = [new Drive({laps: 1}), new Drive({laps: 1, seed: 3})];
    const session = together(drives);
    const server = new AccBroadcaster(session);
    const listener = new Listener(accBroadcast());
    const client = new AccClient();
    const {line, peer} = await connect(client, listener, server);
    await until(() => line.heard === 5);
    expect(client.state).toBe("registered");
    let told = 5;
    for (let i = 1; !session.done; i++) {
      for (const drive of drives) drive.step();
      if (i % 10 > 0) continue;
      line.now = i / 100;
      const due = server.frame();
      told += due.length;
      await peer.sendAll(due);
      await until(() => line.heard === told);
    }
    line.send(client.close());
    await until(() => server.clients === 0);
    const [{laps}] = listener.end();
    expect(laps.filter(({lapTimeMs}) => lapTimeMs !== null).map(({car, lapTimeMs}) => [car, lapTimeMs])).toEqual(
      drives.map(({timing}, car) => [car, timing.laps[0].lapTimeMs]),
    );
    expect(server.requests).toEqual(["register", "requestEntryList", "requestTrackData", "unregister"]);
    expect([...listener.reasons.keys()]).toEqual(["ok"]);
  });

  it("AC's server serves a lap", async () => {
    const drive = new Drive({laps: 1});
    const game = new AcUdpGame(drive.session);
    const listener = new Listener(acUdp());
    const client = new AcUdpClient();
    const {line, peer} = await connect(client, listener, game);
    await until(() => game.spots.size === 1);
    for (let i = 1; !drive.done; i++) {
      drive.step();
      if (i % 10 > 0) continue;
      line.now = i / 100;
      const before = line.heard;
      const told = game.frame();
      await peer.sendAll(told);
      await until(() => line.heard === before + told.length);
    }
    line.send(client.close());
    await until(() => game.updates.size === 0);
    const [session] = listener.end();
    expect(session.laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual([
      [0, null],
      [1, drive.timing.laps[0].lapTimeMs],
      [2, null],
    ]);
  });
});
