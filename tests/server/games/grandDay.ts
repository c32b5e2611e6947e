import {createSocket} from "node:dgram";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {GamesConfig} from "../../../server/games/gamesConfig.js";
import {PageFiles} from "../../../server/simulated/pageFiles.js";
import {UdpGameServer} from "../../../server/simulated/udpGameServer.js";
import {AccBroadcaster} from "../../../src/core/sim/games/accBroadcaster.js";
import {AcPagesWriter} from "../../../src/core/sim/games/acPagesWriter.js";
import {AcUdpGame} from "../../../src/core/sim/games/acUdpGame.js";
import {ForzaGame} from "../../../src/core/sim/games/forzaGame.js";
import type {Drive, DriveState} from "../../support/acDrive.js";
import {Ams2Peer} from "../../support/ams2Peer.js";
import {gt7Datagram} from "../../support/gt7Peer.js";

/** A UDP port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  const {port} = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Nothing is looked for. */
export const NO_GAMES: GamesConfig = {
  ...{pages: null, ac: null, gt7: null, ams2: null, forza: null},
  acc: {host: null, port: null, localPort: 0, displayName: "Lapbook", password: null, updateMs: 100},
};

/** Every game beside the F1 games' at once, on sockets and files of this machine, all telling the same drive. */
export class GrandDay {
  readonly acUdp: AcUdpGame;
  readonly acc: AccBroadcaster;
  private ac: AcPagesWriter | undefined;
  private files: PageFiles | undefined;
  private readonly ams2 = new Ams2Peer();
  private readonly forza = new ForzaGame();
  private servers: UdpGameServer[] = [];
  private readonly sender = createSocket("udp4");
  readonly console = createSocket("udp4");
  private listener: {port: number; address: string} | undefined;
  heartbeats = 0;
  config: GamesConfig = NO_GAMES;

  constructor(
    private readonly folder: string,
    private readonly drive: Drive,
  ) {
    this.acUdp = new AcUdpGame(drive.session);
    this.acc = new AccBroadcaster(drive.session);
  }

  async open(): Promise<void> {
    const host = "127.0.0.1";
    const [acServer, accServer] = await Promise.all(
      [this.acUdp, this.acc].map((game) => UdpGameServer.open(game, {host, port: 0})),
    );
    this.servers = [acServer, accServer];
    await new Promise<void>((resolve) => this.console.bind(0, host, resolve));
    this.console.on("message", (_, {address, port}) => {
      this.heartbeats++;
      this.listener = {address, port};
    });
    this.config = {
      pages: {folder: join(this.folder, "shm")},
      ac: {host, port: acServer.port},
      acc: {...NO_GAMES.acc, host, port: accServer.port, password: "asd"},
      gt7: {host, port: this.console.address().port, localPort: await freePort()},
      ams2: {host, port: await freePort()},
      forza: {host, port: await freePort()},
    };
  }

  /** The games are left: whoever asks them again gets no answer. */
  async leave(): Promise<void> {
    this.sender.close();
    this.console.close();
    await Promise.all(this.servers.map((server) => server.close()));
    this.files?.close();
  }

  /** The shared memory as it stands in the menu. */
  async menu(): Promise<void> {
    this.files = await PageFiles.open(this.config.pages!.folder);
    this.ac = new AcPagesWriter(this.drive.session, this.files);
    this.ac.begin();
    this.ac.physics();
    this.ac.leave();
  }

  /** Plays the drive on, to its end or until `enough`, `speed` times as fast as it was driven. */
  async play(speed: number, enough: (state: DriveState) => boolean = () => false): Promise<void> {
    const {drive} = this;
    this.ac!.begin();
    let began = performance.now();
    for (let i = 0; !drive.done; i++) {
      const state = drive.step();
      this.console7(state);
      if (i % 10 > 0) continue;
      await this.step(state, i);
      if (enough(state)) return;
      const ahead = began + (10 * i) / speed - performance.now();
      // what a busy machine held up is not made up for: who polls would miss it
      if (ahead < 0) began -= ahead;
      await sleep(Math.max(1, ahead));
    }
  }

  /** A tenth of a second of all games but the console. */
  private async step(state: DriveState, i: number): Promise<void> {
    this.ac!.step();
    const [acServer, accServer] = this.servers;
    await Promise.all([acServer.sendAll(this.acUdp.frame()), accServer.sendAll(this.acc.frame())]);
    this.automobilista(state, i);
    const [{bytes}] = this.forza.frame("driven", this.drive.session, state.timeMs / 1000);
    this.sender.send(bytes, this.config.forza!.port, "127.0.0.1");
  }

  private automobilista(state: DriveState, i: number): void {
    const {timing, timeMs, lapMs, share, lengthM, x, z} = state;
    const {ams2} = this;
    const last = timing.laps.at(-1);
    const told = timing.sector === 0 ? last?.sectorTimesMs[2] : timing.sectorTimesMs[timing.sector - 1];
    const car = {
      ...{lap: timing.started ? 1 + timing.laps.length : 0, sector: timing.started ? timing.sector : 0},
      ...{lapTime: lapMs / 1000, sectorTime: (timeMs - timing.sectorStartMs) / 1000},
      ...{distance: Math.round(share * lengthM), x, z: -z},
      ...{lastLap: (last?.lapTimeMs ?? 0) / 1000, lastSector: (told ?? 0) / 1000},
    };
    if (i % 100 === 0) {
      this.send(ams2.gameState(2, 1));
      this.send(ams2.race("Spielberg", "GP", lengthM));
      this.send(ams2.participants(["Ada"]));
    }
    this.send(ams2.timings([car]));
    this.send(ams2.telemetry(0, {speed: state.speedKmh / 3.6, gear: state.gear, x, z: -z}));
    this.send(ams2.stats([car]));
  }

  private send(view: DataView): void {
    const {port} = this.config.ams2!;
    if (port > 0) this.sender.send(new Uint8Array(view.buffer), port, "127.0.0.1");
  }

  /** 60 a second of the drive. */
  private console7({timeMs, timing, speedKmh, rpm, gear, throttle, brake, x, z}: DriveState): void {
    const id = Math.floor((timeMs * 60) / 1000);
    if (!this.listener || id === Math.floor(((timeMs - 10) * 60) / 1000)) return;
    const bytes = gt7Datagram({
      ...{id: 1000 + id, lap: timing.started ? 1 + timing.laps.length : 0},
      ...{lastLapMs: timing.laps.at(-1)?.lapTimeMs ?? -1, position: [x, 1.5, z], speed: speedKmh / 3.6, rpm, gear},
      ...{throttle: Math.round(255 * throttle), brake: Math.round(255 * brake)},
    });
    this.console.send(bytes, this.listener.port, this.listener.address);
  }
}
