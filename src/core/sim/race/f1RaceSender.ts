import type {DatagramBatch} from "../../capture/batch.js";
import {SIMULATED_UID_HIGH16} from "../../games/f1/simulatedUid.js";
import {F1Datagrams, FRAME_RATE, MENU_RATES} from "../f1Datagrams.js";
import {fillMotion, fillMotionEx} from "../f1Frame.js";
import {fillHistory} from "../f1Laps.js";
import {fillDamage, fillSetups} from "../f1Session.js";
import {random} from "../random.js";
import type {SimSender} from "../sender.js";
import type {LapTiming} from "../timing.js";
import {
  fillClassification,
  fillRaceLapData,
  fillRaceParticipants,
  fillRacePositions,
  fillRaceSession,
  fillRaceStatus,
  fillRaceTelemetry,
  fillRaceTyreSets,
  fillStints,
} from "./f1RacePackets.js";
import type {Race, RaceEvent} from "./race.js";

const MOST_PER_FRAME = 96;

export interface RaceSenderOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start?: number;
  /** frames a batch holds at most */
  frames?: number;
  /** packets a second: 10, 20, 30 or 60 */
  rate?: number;
  /** slot of the player: its motion ex is sent */
  player?: number;
  /** what else tells events or bends values before they are sent; see faults */
  tamper?: Tamper;
}

/** Something between simulation and wire: called for each frame before its packets are written, and on each packet's columns. */
export interface Tamper {
  frame(sender: F1RaceSender, time: number): void;
  packet(id: number, out: F1Datagrams, time: number): void;
}

/** Sends a race as the F1 games do: format 2025 at 60 Hz, each packet at the game's own rate, every car in it. */
export class F1RaceSender implements SimSender {
  readonly batch: DatagramBatch;
  readonly uid: readonly [high: number, low: number];
  readonly out: F1Datagrams;
  /** frames sent; `frame` goes back on a flashback, this never does */
  overall = 0;
  frame = 0;
  private readonly framesPerBatch: number;
  private readonly step: number;
  private readonly player: number;
  private readonly tamper: Tamper | undefined;
  private told = 0;
  private ended = false;
  /** driven to its end, not abandoned */
  finished = false;

  constructor(
    readonly race: Race,
    {start = 0, frames = 60, rate = FRAME_RATE, player = 0, tamper}: RaceSenderOptions = {},
  ) {
    if (!MENU_RATES.includes(rate)) throw new RangeError(`invalid send rate: ${rate}`);
    this.step = FRAME_RATE / rate;
    this.framesPerBatch = frames;
    this.player = Math.min(player, race.racers.length - 1);
    this.tamper = tamper;
    const bits = random(race.seed, 9000);
    this.uid = [((SIMULATED_UID_HIGH16 << 16) | (bits.bits() >>> 16)) >>> 0, bits.bits()];
    this.out = new F1Datagrams({start, frames, mostPerFrame: MOST_PER_FRAME, uid: this.uid});
    this.out.header.player = this.player;
    this.batch = this.out.batch;
  }

  get datagrams(): number {
    return this.out.datagrams;
  }

  get bytes(): number {
    return this.out.bytes;
  }

  get timings(): readonly LapTiming[] {
    return this.race.racers.map(({timing}) => timing);
  }

  get progress(): Race["progress"] {
    return this.race.progress;
  }

  /** Fills the batch with the next frames; false when the session is over and nothing was written. */
  fill(frames = this.framesPerBatch): boolean {
    this.out.clear();
    for (let k = 0; k < frames && !this.ended; k++) this.writeFrame();
    return this.batch.count > 0;
  }

  /** Sends an event that is not the race's own, now. */
  tell({code, car, details = {}}: Pick<RaceEvent, "code" | "car" | "details">): void {
    this.out.sendEvent({code, ...(car !== undefined && {car}), details});
  }

  /** The race has been put back to a session time, s: says so, and counts on from there. */
  rewind(time: number): void {
    const frame = Math.round(time * FRAME_RATE);
    this.frame = frame;
    this.told = this.race.events.length;
    const details = {flashbackFrameIdentifier: frame, flashbackSessionTime: frame / FRAME_RATE};
    this.out.begin(frame, this.overall, frame / FRAME_RATE);
    this.tell({code: "FLBK", details});
  }

  /** The session is left before its end: the batch holds what tells so. False when it is over already. */
  leave(): boolean {
    this.out.clear();
    if (this.ended || this.overall === 0) return false;
    this.end(this.frame / FRAME_RATE);
    this.finished = false;
    return true;
  }

  /** What follows arrives later by so many seconds. */
  pause(seconds: number): void {
    this.out.delay += seconds;
  }

  /** Stops before the end, as when a player starts the session again. */
  abandon(): void {
    this.ended = true;
  }

  private writeFrame(): void {
    const {race, out, overall, step} = this;
    const {racers} = race;
    this.tamper?.frame(this, this.frame / FRAME_RATE);
    if (this.ended) return;
    const time = this.frame / FRAME_RATE;
    race.advance(time);
    out.begin(this.frame, overall, time);
    for (; this.told < race.events.length; this.told++) {
      const {code, car, details = {}} = race.events[this.told];
      out.sendEvent({code, ...(car !== undefined && {car}), details}, code === "SSTA");
    }
    const {columns} = out;
    const back = race.time - time;
    const last = race.done;
    if (overall % 30 === 0) {
      fillRaceSession(columns[1], race, time);
      this.send(1, time);
    }
    if (overall % 300 === 0) {
      fillRaceParticipants(columns[4], race, this.player);
      this.send(4, time);
    }
    if (overall % 30 === 1) {
      for (const {index, car} of racers) fillSetups(columns[5], index, car);
      this.send(5, time);
    }
    if (overall % step === 0) {
      fillRaceLapData(columns[2], race, time, back);
      for (const racer of racers) {
        fillMotion(columns[0], racer.index, racer.car, racer.active ? back : 0);
        fillRaceTelemetry(columns[6], racer, back);
        fillRaceStatus(columns[7], racer, race);
      }
      fillMotionEx(columns[13], racers[this.player].car, back);
      for (const id of [2, 0, 6, 7, 13]) this.send(id, time);
    }
    if (overall % 6 === 0) {
      for (const {index, car, wingDamage} of racers) {
        fillDamage(columns[10], index, car);
        columns[10].frontLeftWingDamage[index] = columns[10].frontRightWingDamage[index] = wingDamage;
      }
      this.send(10, time);
    }
    // the cars take turns, 20 a second
    if (overall % 3 === 2) this.history(Math.floor(overall / 3) % racers.length, time);
    if (overall % 3 === 1) {
      fillRaceTyreSets(columns[12], racers[Math.floor(overall / 3) % racers.length]);
      this.send(12, time);
    }
    if (overall % 60 === 15) {
      fillRacePositions(columns[15], race);
      this.send(15, time);
    }
    if (last) this.end(time);
    this.frame++;
    this.overall++;
  }

  /** Every car's history once more, the result, the end. */
  private end(time: number): void {
    const {race, out} = this;
    for (const {index} of race.racers) this.history(index, time);
    fillClassification(out.columns[8], race);
    this.send(8, time);
    out.sendEvent({code: "SEND", details: {}}, true);
    this.ended = this.finished = true;
  }

  private history(slot: number, time: number): void {
    const racer = this.race.racers[slot];
    const {columns} = this.out;
    fillHistory(columns[11], slot, racer.car, racer.timing);
    fillStints(columns[11], racer);
    this.send(11, time);
  }

  private send(id: number, time: number): void {
    this.tamper?.packet(id, this.out, time);
    this.out.send(id);
  }
}
