import {F1RaceSender, type RaceSenderOptions, type Tamper} from "../race/f1RaceSender.js";
import {Race, type RaceOptions} from "../race/race.js";
import type {SimSender} from "../sender.js";
import {F1_CARRIED} from "./carried.js";
import type {FaultLabel} from "./labels.js";
import {BadLink} from "./link.js";
import {type FaultPlan, typicalLapTime} from "./plan.js";
import {TimedFaults} from "./timedFaults.js";

/** s between the end of an abandoned race and the first datagram of the next */
const RESTART_GAP = 4;
const TELEMETRY = 6;
const SLOTS = 22;

/**
 * Sends a race with faults on demand: a bad link, a player who uses flashbacks, pauses or restarts, failing sensors and cars. `labels`
 * records each fault and its time. The same seed gives the same faults.
 */
export class FaultyRaceSender implements SimSender {
  readonly labels: FaultLabel[] = [];
  private sender: F1RaceSender;
  private readonly link: BadLink;
  private readonly left: number[];
  private frames = 0;
  private sent = 0;
  private sentBytes = 0;

  constructor(
    private readonly race: RaceOptions,
    private readonly options: RaceSenderOptions,
    private readonly plan: FaultPlan,
  ) {
    const {seed = 1} = race;
    this.link = new BadLink(seed, plan, F1_CARRIED, this.labels);
    // each restart begins another race, with one restart fewer left
    this.left = Array.from({length: plan.restart ?? 0}, (_, i) => seed + i + 1);
    this.sender = this.begin(seed, options.start ?? 0, (plan.restart ?? 0) > 0);
  }

  /** The present race; another one after a restart. */
  get running(): Race {
    return this.sender.race;
  }

  get batch(): F1RaceSender["batch"] {
    return this.sender.batch;
  }

  get timings(): F1RaceSender["timings"] {
    return this.sender.timings;
  }

  get progress(): F1RaceSender["progress"] {
    return this.sender.progress;
  }

  /** frames sent in all races */
  get frame(): number {
    return this.frames + this.sender.overall;
  }

  get datagrams(): number {
    return this.sent;
  }

  get bytes(): number {
    return this.sentBytes;
  }

  fill(frames?: number): boolean {
    if (!this.sender.fill(frames)) {
      const seed = this.left.shift();
      if (seed === undefined || this.sender.finished) return false;
      const {out, overall} = this.sender;
      this.frames += overall;
      const start = (this.options.start ?? 0) + out.delay + this.frames / 60 + RESTART_GAP;
      this.sender = this.begin(seed, start, this.left.length > 0);
      return this.fill(frames);
    }
    this.carry();
    return true;
  }

  leave(): boolean {
    if (!this.sender.leave()) return false;
    this.carry();
    return true;
  }

  private carry(): void {
    const {batch} = this.sender;
    this.link.apply(batch);
    this.sent += batch.count;
    for (let i = 0; i < batch.count; i++) this.sentBytes += batch.length[i];
  }

  private begin(seed: number, start: number, restarts: boolean): F1RaceSender {
    const race = new Race({...this.race, seed});
    const {player = 0} = this.options;
    const plan = {...this.plan, restart: restarts ? 1 : 0};
    const duration = race.laps * typicalLapTime(race.circuit.lengthM);
    const options = {seed, plan, player, cars: race.racers.length, duration};
    const tamper = f1Tamper(new TimedFaults(options, this.labels));
    return new F1RaceSender(race, {...this.options, start, tamper});
  }
}

/** Applies timed faults to the packets of an F1 game. */
function f1Tamper(faults: TimedFaults): Tamper {
  return {
    frame: (sender, time) => faults.frame(sender, time),
    packet(id, out) {
      if (id !== TELEMETRY) return;
      for (const {slot, channel, element} of faults.failing()) {
        const column = out.columns[TELEMETRY][channel];
        const at = slot * (column.length / SLOTS) + element;
        column[at] = faults.read(slot, channel, element, column[at]);
      }
    },
  };
}
