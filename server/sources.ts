import {type Collector, type CollectorStats, emptyStats} from "./collectors/collector.js";
import {endlessSimulator} from "./collectors/endlessSimulator.js";
import {Forwarder, type ForwardStats, forwarding} from "./collectors/forward.js";
import type {Here} from "./collectors/here.js";
import type {Publisher} from "./collectors/publish.js";
import {replayCollector} from "./collectors/replayCollector.js";
import type {SimulatorOptions} from "./collectors/simulatorCollector.js";
import {Switchable} from "./collectors/switchable.js";
import {udpCollector} from "./collectors/udpCollector.js";
import {what} from "./control/command.js";
import type {Endpoint} from "./endpoint.js";
import {type GameSource, gameSources} from "./games/gameSources.js";
import type {GamesConfig} from "./games/gamesConfig.js";
import {oneLine} from "./userError.js";

export interface SourcesOptions {
  publisher: Publisher;
  /** the archive, where a replay's session is looked for */
  recordings: string;
  report: (line: string) => void;
  /** before the names of what listens to games, where several machines produce to one log */
  prefix?: string;
  here?: Here;
  /** what listens to games can be stopped and started again */
  switchable?: boolean;
}

export interface SimulateOptions {
  driver?: string;
  seed?: number;
  speed?: number;
  /** a whole race instead of one car alone, of so many cars, under such a sky, somewhere */
  race?: boolean;
  cars?: number;
  weather?: SimulatorOptions["weather"];
  track?: string;
}

export type Totals = Pick<CollectorStats, "received" | "bytes" | "dropped">;

/** A game's coming and going is told so often, ms. */
const STATES_MS = 1000;

/** What feeds the log now: the UDP port, other games, simulators, replays. */
export class Sources {
  private readonly collectors = new Map<string, Collector>();
  private readonly running = new Set<Promise<void>>();
  private readonly switchables: Switchable[] = [];
  private forwarder: Forwarder | undefined;
  private serial = 0;
  /** games that cannot be looked for, and why */
  private readonly refused = new Map<string, string>();
  /** of the games that are looked for: what was last said of each */
  private readonly watched = new Map<string, string>();
  private watching: NodeJS.Timeout | undefined;
  /** what those counted that have ended */
  private readonly past: Totals = {received: 0, bytes: 0, dropped: 0};
  /** why the UDP port is not listened to, null when it is */
  udpError: string | null = null;

  constructor(private readonly options: SourcesOptions) {}

  /** Listens to games. A port or a target that cannot be had is reported, and stops nothing else. */
  async listen(port: number, host: string | undefined, targets: readonly Endpoint[]): Promise<void> {
    const {report, prefix, here} = this.options;
    let bound = port;
    try {
      const collector = await this.opened(async () => {
        const socket = await udpCollector({port: bound, prefix, here, ...(host !== undefined && {host})});
        bound = socket.port;
        return socket;
      });
      this.add(await this.forwarded(collector, targets, bound));
    } catch (error) {
      this.udpError = oneLine(error);
      report(this.udpError);
    }
  }

  /** Looks for games of other kinds, for as long as this runs, and says what it sees. */
  async watch(config: GamesConfig): Promise<void> {
    const {prefix, here, report} = this.options;
    const games = await gameSources(config, {prefix, here});
    if (games.length > 0) report(`looking for ${games.map(({about}) => about).join(", ")}`);
    await Promise.all(games.map((game) => this.open(game)));
    this.watching = setInterval(() => this.tellStates(), STATES_MS).unref();
  }

  /** Starts the simulator, which drives until it is ended; returns its name. */
  simulate({driver = "steady", seed, speed = 1, ...race}: SimulateOptions = {}): string {
    const name = `simulator:${++this.serial}`;
    this.add(endlessSimulator({...race, driver, speed, seed: seed ?? this.serial, name}));
    return name;
  }

  /** Replays a capture or an archived session; returns the source's name. Throws a UserError when there is none. */
  async replay(pathOrSession: string, {speed = 1}: {speed?: number} = {}): Promise<string> {
    const name = `replay:${++this.serial}`;
    this.add(await replayCollector(pathOrSession, {speed, recordings: this.options.recordings, name}));
    return name;
  }

  /** Ends a source; false when there is none of that name. */
  async end(name: string): Promise<boolean> {
    const collector = this.collectors.get(name);
    if (!collector) return false;
    await collector.close();
    // what it took may still wait for the log; the name is free
    this.forget(collector);
    return true;
  }

  /** Lets go of the games that are meant, all of them when `named` is empty: sockets are closed, games told. */
  async stop(named: string): Promise<void> {
    for (const collector of this.meant(named)) {
      if (!collector.running) continue;
      await collector.stop();
      this.say(collector.name, "stopped");
    }
  }

  /** Takes them up again. Throws what the first said that cannot be had; then it stays stopped, and the others run. */
  async start(named: string): Promise<void> {
    const stopped = this.meant(named).filter(({running}) => !running);
    const started = await Promise.allSettled(stopped.map((collector) => collector.start()));
    for (const {name, running} of stopped) if (running) this.say(name, "started");
    for (const one of started) if (one.status === "rejected") throw one.reason;
  }

  names(): string[] {
    return [...this.collectors.keys()];
  }

  stats(): Record<string, CollectorStats> {
    const refused = [...this.refused].map(([name, state]) => [name, {...emptyStats(), state}]);
    const running = [...this.collectors].map(([name, collector]) => [name, collector.stats()]);
    return Object.fromEntries([...running, ...refused]);
  }

  /** Of all together, those that have ended too. */
  totals(): Totals {
    const sum = {...this.past};
    for (const collector of this.collectors.values()) addTo(sum, collector.stats());
    return sum;
  }

  forwards(): ForwardStats[] {
    return this.forwarder?.stats() ?? [];
  }

  /** Resolves when nothing runs any more. */
  async ended(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Ends all; resolves when everything they took has been handed on. */
  async close(): Promise<void> {
    clearInterval(this.watching);
    await Promise.all([...this.collectors.values()].map((collector) => collector.close()));
    await Promise.all(this.running);
  }

  /** Publishes what a collector brings. */
  add(collector: Collector): void {
    const {publisher, report} = this.options;
    this.collectors.set(collector.name, collector);
    const {warning} = collector.stats();
    if (warning) report(warning);
    const run = publisher
      .run(collector)
      .catch((error) => report(`${collector.name}: ${oneLine(error)}`))
      .finally(() => {
        this.forget(collector);
        this.running.delete(run);
      });
    this.running.add(run);
  }

  /** Opens a source, which can be stopped and started from here on if that is wanted of all. */
  async opened(open: () => Promise<Collector>): Promise<Collector> {
    if (!this.options.switchable) return open();
    const collector = await Switchable.open(open);
    this.switchables.push(collector);
    return collector;
  }

  /** The same collector, whose datagrams go to further tools as well. @param port that they come in on */
  async forwarded(collector: Collector, targets: readonly Endpoint[], port: number): Promise<Collector> {
    const {report} = this.options;
    if (targets.length === 0) return collector;
    this.forwarder = await Forwarder.open(targets, port).catch((error) => {
      report(`not forwarded: ${oneLine(error)}`);
      return undefined;
    });
    for (const line of this.forwarder?.excluded ?? []) report(line);
    return this.forwarder ? forwarding(collector, this.forwarder) : collector;
  }

  private async open({name, open}: GameSource): Promise<void> {
    try {
      this.add(await this.opened(open));
      this.watched.set(name, "");
    } catch (error) {
      this.refused.set(name, oneLine(error));
      this.options.report(`${name}: ${oneLine(error)}`);
    }
  }

  private tellStates(): void {
    for (const [name, said] of this.watched) {
      const state = this.collectors.get(name)?.stats().state ?? "ended";
      // that it is waited for was said at the start
      if (state !== said && !(said === "" && state.startsWith("waiting"))) this.say(name, state);
      this.watched.set(name, state);
    }
  }

  private say(name: string, state: string): void {
    this.options.report(`${name}: ${state}`);
    if (this.watched.has(name)) this.watched.set(name, state);
  }

  private meant(named: string): Switchable[] {
    return this.switchables.filter(({name}) => {
      const own = what(name);
      return named === "" || own === named || own.startsWith(`${named}:`);
    });
  }

  private forget(collector: Collector): void {
    if (this.collectors.get(collector.name) !== collector) return;
    this.collectors.delete(collector.name);
    addTo(this.past, collector.stats());
  }
}

function addTo(sum: Totals, {received, bytes, dropped}: CollectorStats): void {
  sum.received += received;
  sum.bytes += bytes;
  sum.dropped += dropped;
}
