import type {DatagramBatch} from "../../capture/batch.js";
import {SIMULATED_UID_HIGH16} from "../../games/f1/simulatedUid.js";
import {random} from "../../signal/random.js";
import {F1Datagrams, FRAME_RATE, MENU_RATES} from "../f1Datagrams.js";
import {fillMotion, fillMotionEx} from "../f1Frame.js";
import {fillHistory} from "../f1Laps.js";
import type {SenderOptions} from "../f1Sender.js";
import {fillDamage, fillSetups} from "../f1Session.js";
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
import type {Race} from "./race.js";
import type {RaceEvent} from "./raceEvents.js";

const MAX_PER_FRAME = 96;

export interface RaceSenderOptions extends SenderOptions {
  /** slot of the player, whose motion ex is sent */
  player?: number;
  /** changes the race or its packets before they are sent; see faults */
  tamper?: Tamper;
}

/** Hooks between simulation and packets: called before each frame is written, and with the columns of each packet. */
export interface Tamper {
  frame(sender: F1RaceSender, time: number): void;
  packet(id: number, out: F1Datagrams, time: number): void;
}

/** Sends a race as the F1 games do: format 2025 at 60 Hz, each packet at the game's rate, with all cars. */
export class F1RaceSender implements SimSender {
  readonly batch: DatagramBatch;
  readonly uid: readonly [high: number, low: number];
  readonly out: F1Datagrams;
  /** frames sent; unlike `frame` it does not fall on a flashback */
  overall = 0;
  frame = 0;
  private readonly framesPerBatch: number;
  private readonly step: number;
  private readonly player: number;
  private readonly tamper: Tamper | undefined;
  /** number of race events sent */
  private eventsSent = 0;
  private ended = false;
  /** the race was driven to its end, not abandoned */
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
    this.out = new F1Datagrams({start, frames, maxPerFrame: MAX_PER_FRAME, uid: this.uid});
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

  /** Fills the batch with the next frames; returns false when the session is over and nothing was written. */
  fill(frames = this.framesPerBatch): boolean {
    this.out.clear();
    for (let k = 0; k < frames && !this.ended; k++) this.writeFrame();
    return this.batch.count > 0 || !this.ended;
  }

  private sendEvent({code, car, details = {}}: Omit<RaceEvent, "time">, zeroFrame = false): void {
    this.out.sendEvent({code, ...(car !== undefined && {car}), details}, zeroFrame);
  }

  /** To be called after the race was put back to a session time, s: announces the flashback and continues from there. */
  rewind(time: number): void {
    const frame = Math.round(time * FRAME_RATE);
    this.frame = frame;
    this.eventsSent = this.race.events.length;
    const details = {flashbackFrameIdentifier: frame, flashbackSessionTime: frame / FRAME_RATE};
    this.out.begin(frame, this.overall, frame / FRAME_RATE);
    this.sendEvent({code: "FLBK", details});
  }

  /** Ends the session early: fills the batch with the closing datagrams. Returns false when it was over already. */
  leave(): boolean {
    this.out.clear();
    if (this.ended || this.overall === 0) return false;
    this.end(this.frame / FRAME_RATE);
    this.finished = false;
    return true;
  }

  /** Delays the arrival of everything that follows by so many seconds. */
  pause(seconds: number): void {
    this.out.delay += seconds;
  }

  /** Stops without closing datagrams, as when a player restarts the session. */
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
    for (; this.eventsSent < race.events.length; this.eventsSent++) {
      const event = race.events[this.eventsSent];
      this.sendEvent(event, event.code === "SSTA");
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
    // one car after the other, 20 a second
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

  /** Sends the history of every car, the final classification and the end of the session. */
  private end(time: number): void {
    const {race, out} = this;
    for (const {index} of race.racers) this.history(index, time);
    fillClassification(out.columns[8], race);
    this.send(8, time);
    this.sendEvent({code: "SEND"}, true);
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
