import {type Collector, type CollectorStats, emptyStats} from "./collectors/collector.js";
import {endlessSimulator} from "./collectors/endlessSimulator.js";
import {Forwarder, type ForwardStats, forwarding} from "./collectors/forward.js";
import type {Publisher} from "./collectors/publish.js";
import {replayCollector} from "./collectors/replayCollector.js";
import type {SimulatorOptions} from "./collectors/simulatorCollector.js";
import {udpCollector} from "./collectors/udpCollector.js";
import type {Endpoint} from "./endpoint.js";
import {type GameSource, gameSources} from "./games/gameSources.js";
import type {GamesConfig} from "./games/gamesConfig.js";
import {oneLine} from "./userError.js";

export interface SourcesOptions {
  publisher: Publisher;
  /** the archive, where a replay's session is looked for */
  recordings: string;
  report: (line: string) => void;
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

/** A game's coming and going is told so often, ms. */
const STATES_MS = 1000;

/** What feeds the log now: the UDP port, simulators, replays. */
export class Sources {
  private readonly collectors = new Map<string, Collector>();
  private readonly running = new Set<Promise<void>>();
  private forwarder: Forwarder | undefined;
  private serial = 0;
  /** games that cannot be looked for, and why */
  private readonly refused = new Map<string, string>();
  /** of the games that are looked for: what was last said of each */
  private readonly watched = new Map<string, string>();
  private watching: NodeJS.Timeout | undefined;
  /** why the UDP port is not listened to, null when it is */
  udpError: string | null = null;

  constructor(private readonly options: SourcesOptions) {}

  /** Listens to games. A port or a target that cannot be had is reported, and stops nothing else. */
  async listen(port: number, host: string | undefined, targets: readonly Endpoint[]): Promise<void> {
    const {report} = this.options;
    try {
      const socket = await udpCollector({port, ...(host !== undefined && {host})});
      this.forwarder = await Forwarder.open(targets, socket.port).catch((error) => {
        report(`not forwarded: ${oneLine(error)}`);
        return undefined;
      });
      for (const line of this.forwarder?.excluded ?? []) report(line);
      this.collect(this.forwarder ? forwarding(socket, this.forwarder) : socket);
    } catch (error) {
      this.udpError = oneLine(error);
      report(this.udpError);
    }
  }

  /** Looks for games of other kinds, for as long as this runs, and says what it sees. */
  async watch(config: GamesConfig): Promise<void> {
    const games = await gameSources(config);
    if (games.length > 0) this.options.report(`looking for ${games.map(({about}) => about).join(", ")}`);
    await Promise.all(games.map((game) => this.open(game)));
    this.watching = setInterval(() => this.tellStates(), STATES_MS).unref();
  }

  /** Starts the simulator, which drives until it is ended; returns its name. */
  simulate({driver = "steady", seed, speed = 1, ...race}: SimulateOptions = {}): string {
    const name = `simulator:${++this.serial}`;
    this.collect(endlessSimulator({...race, driver, speed, seed: seed ?? this.serial, name}));
    return name;
  }

  /** Replays a capture or an archived session; returns the source's name. Throws a UserError when there is none. */
  async replay(pathOrSession: string, {speed = 1}: {speed?: number} = {}): Promise<string> {
    const name = `replay:${++this.serial}`;
    this.collect(await replayCollector(pathOrSession, {speed, recordings: this.options.recordings, name}));
    return name;
  }

  /** Ends a source; false when there is none of that name. */
  async end(name: string): Promise<boolean> {
    const collector = this.collectors.get(name);
    if (!collector) return false;
    await collector.close();
    // what it took may still wait for the log; the name is free
    this.collectors.delete(name);
    return true;
  }

  names(): string[] {
    return [...this.collectors.keys()];
  }

  stats(): Record<string, CollectorStats> {
    const refused = [...this.refused].map(([name, state]) => [name, {...emptyStats(), state}]);
    const running = [...this.collectors].map(([name, collector]) => [name, collector.stats()]);
    return Object.fromEntries([...running, ...refused]);
  }

  forwarded(): ForwardStats[] {
    return this.forwarder?.stats() ?? [];
  }

  /** Ends all; resolves when everything they took has been handed on. */
  async close(): Promise<void> {
    clearInterval(this.watching);
    await Promise.all([...this.collectors.values()].map((collector) => collector.close()));
    await Promise.all(this.running);
  }

  private async open({name, open}: GameSource): Promise<void> {
    try {
      this.collect(await open());
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
      if (state !== said && !(said === "" && state.startsWith("waiting"))) this.options.report(`${name}: ${state}`);
      this.watched.set(name, state);
    }
  }

  private collect(collector: Collector): void {
    const {publisher, report} = this.options;
    this.collectors.set(collector.name, collector);
    const {warning} = collector.stats();
    if (warning) report(warning);
    const run = publisher
      .run(collector)
      .catch((error) => report(`${collector.name}: ${oneLine(error)}`))
      .finally(() => {
        this.collectors.delete(collector.name);
        this.running.delete(run);
      });
    this.running.add(run);
  }
}
