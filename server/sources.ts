import {type Collector, type CollectorStats, emptyStats} from "./collectors/collector.js";
import {endlessSimulator} from "./collectors/endlessSimulator.js";
import {Forwarder, type ForwardStats, forwarding} from "./collectors/forward.js";
import type {HostAddress} from "./collectors/hostAddress.js";
import type {Publisher} from "./collectors/publisher.js";
import {replayCollector} from "./collectors/replayCollector.js";
import type {SimulatorOptions} from "./collectors/simulatorCollector.js";
import {Switchable} from "./collectors/switchable.js";
import {udpCollector} from "./collectors/udpCollector.js";
import {sourceOnHost} from "./control/command.js";
import type {Endpoint} from "./endpoint.js";
import {type GameSource, gameSources} from "./games/gameSources.js";
import type {GamesConfig} from "./games/gamesConfig.js";
import {oneLine} from "./userError.js";

export interface SourcesOptions {
  publisher: Publisher;
  /** the archive, for replays of sessions */
  recordings: string;
  report: (line: string) => void;
  /** prefix of the collectors' names, where several machines write to one log */
  prefix?: string;
  /** of this machine in captures */
  receiver?: HostAddress;
  /** whether collectors of games can be stopped and started again */
  switchable?: boolean;
}

export type SimulateOptions = Pick<
  SimulatorOptions,
  "driver" | "seed" | "speed" | "race" | "cars" | "weather" | "track"
>;

export type Totals = Pick<CollectorStats, "received" | "bytes" | "dropped">;

/** Interval of reporting changed states of games, ms. */
const STATES_MS = 1000;

/** The active sources of the log: the UDP port, other games, simulators and replays. */
export class Sources {
  private readonly collectors = new Map<string, Collector>();
  private readonly running = new Set<Promise<void>>();
  private readonly switchables: Switchable[] = [];
  private forwarder: Forwarder | undefined;
  private serial = 0;
  /** games whose collector could not be opened, with the reason */
  private readonly refused = new Map<string, string>();
  /** by game: its last reported state */
  private readonly states = new Map<string, string>();
  private stateTimer: NodeJS.Timeout | undefined;
  /** counts of collectors that have ended */
  private readonly past: Totals = {received: 0, bytes: 0, dropped: 0};
  /** why the UDP port is not open; null when it is */
  udpError: string | null = null;

  constructor(private readonly options: SourcesOptions) {}

  /** Listens on the UDP port of the games. A port or target that fails is reported; the rest continues. */
  async listen(port: number, host: string | undefined, targets: readonly Endpoint[]): Promise<void> {
    const {report, prefix, receiver} = this.options;
    let bound = port;
    try {
      const collector = await this.opened(async () => {
        const socket = await udpCollector({port: bound, prefix, receiver, ...(host !== undefined && {host})});
        bound = socket.port;
        return socket;
      });
      this.add(await this.forwarded(collector, targets, bound));
    } catch (error) {
      this.udpError = oneLine(error);
      report(this.udpError);
    }
  }

  /** Looks for other games until closed, and reports their states. */
  async watch(config: GamesConfig): Promise<void> {
    const {prefix, receiver, report} = this.options;
    const games = await gameSources(config, {prefix, receiver});
    if (games.length > 0) report(`looking for ${games.map(({about}) => about).join(", ")}`);
    await Promise.all(games.map((game) => this.open(game)));
    this.stateTimer = setInterval(() => this.reportStates(), STATES_MS).unref();
  }

  /** Starts a simulator, which drives until it is ended; returns its name. */
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
    // Its datagrams may still wait for the log, but its name can be used again.
    this.forget(collector);
    return true;
  }

  /** Stops the collectors selected by `name` (all when it is empty): unsubscribes from games and closes sockets. */
  async stop(name: string): Promise<void> {
    for (const collector of this.selected(name)) {
      if (!collector.running) continue;
      await collector.stop();
      this.reportState(collector.name, "stopped");
    }
  }

  /** Starts stopped collectors again. A failing one stays stopped, and its error is thrown after the others have started. */
  async start(name: string): Promise<void> {
    const stopped = this.selected(name).filter(({running}) => !running);
    const started = await Promise.allSettled(stopped.map((collector) => collector.start()));
    for (const collector of stopped) if (collector.running) this.reportState(collector.name, "started");
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

  /** Of all collectors, including those that have ended. */
  totals(): Totals {
    const sum = {...this.past};
    for (const collector of this.collectors.values()) addTo(sum, collector.stats());
    return sum;
  }

  forwards(): ForwardStats[] {
    return this.forwarder?.stats() ?? [];
  }

  /** Resolves when all collectors have ended. */
  async ended(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Closes all collectors; resolves when everything they received has been passed on. */
  async close(): Promise<void> {
    clearInterval(this.stateTimer);
    await Promise.all([...this.collectors.values()].map((collector) => collector.close()));
    await Promise.all(this.running);
  }

  /** Publishes what a collector receives. */
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

  /** Opens a collector, as a switchable one if the options ask for it. */
  async opened(open: () => Promise<Collector>): Promise<Collector> {
    if (!this.options.switchable) return open();
    const collector = await Switchable.open(open);
    this.switchables.push(collector);
    return collector;
  }

  /** A collector whose datagrams are also forwarded to `targets`. @param port on which they arrive */
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
      this.states.set(name, "");
    } catch (error) {
      this.refused.set(name, oneLine(error));
      this.options.report(`${name}: ${oneLine(error)}`);
    }
  }

  private reportStates(): void {
    for (const [name, reported] of this.states) {
      const state = this.collectors.get(name)?.stats().state ?? "ended";
      // Initial waiting was reported at the start.
      if (state !== reported && !(reported === "" && state.startsWith("waiting"))) this.reportState(name, state);
      this.states.set(name, state);
    }
  }

  private reportState(name: string, state: string): void {
    this.options.report(`${name}: ${state}`);
    if (this.states.has(name)) this.states.set(name, state);
  }

  private selected(name: string): Switchable[] {
    return this.switchables.filter((collector) => {
      const own = sourceOnHost(collector.name);
      return name === "" || own === name || own.startsWith(`${name}:`);
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
