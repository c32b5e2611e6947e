import type {DatagramBatch} from "../capture/batch.js";
import {SIMULATED_UID_HIGH16} from "../games/f1/simulatedUid.js";
import {random} from "../signal/random.js";
import {F1Datagrams, FRAME_RATE, MENU_RATES} from "./f1Datagrams.js";
import {fillMotion, fillMotionEx, fillStatus, fillTelemetry} from "./f1Frame.js";
import {fillHistory, fillLapData, fillLapPositions, fillTimeTrial, type SpeedTrap} from "./f1Laps.js";
import {fillDamage, fillParticipants, fillSession, fillSetups, fillTyreSets, TEAM_ID} from "./f1Session.js";
import {progressText} from "./progressText.js";
import type {SimSender} from "./sender.js";
import type {Simulation} from "./simulation.js";
import {DRIVER_STYLES} from "./soloDriver.js";
import {LapTiming} from "./timing.js";
import type {Crossing} from "./timingLines.js";

const MAX_PER_FRAME = 20;

export interface SenderOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start?: number;
  /** maximum number of frames in a batch */
  frames?: number;
  /** packets per second, as the games' menus offer them: 10, 20, 30 or 60 */
  rate?: number;
}

/** Sends a simulation as the F1 games do: format 2025 at 60 Hz, each packet at the game's rate. */
export class F1Sender implements SimSender {
  readonly batch: DatagramBatch;
  readonly timings: LapTiming[];
  /** upper and lower 32 bits */
  readonly uid: readonly [high: number, low: number];
  frame = 0;
  private readonly out: F1Datagrams;
  private readonly traps: SpeedTrap[];
  private readonly pending: Crossing[] = [];
  private readonly framesPerBatch: number;
  /** frames between two packets at the menu rate */
  private readonly step: number;
  private ended = false;
  private bestMs = Infinity;

  constructor(
    readonly simulation: Simulation,
    {start = 0, frames = 60, rate = FRAME_RATE}: SenderOptions = {},
  ) {
    if (!MENU_RATES.includes(rate)) throw new RangeError(`invalid send rate: ${rate}`);
    this.step = FRAME_RATE / rate;
    this.framesPerBatch = frames;
    // the same seed with another driver is another session
    const bits = random(simulation.seed, Object.keys(DRIVER_STYLES).indexOf(simulation.driver));
    this.uid = [((SIMULATED_UID_HIGH16 << 16) | (bits.bits() >>> 16)) >>> 0, bits.bits()];
    this.out = new F1Datagrams({start, frames, maxPerFrame: MAX_PER_FRAME, uid: this.uid});
    this.batch = this.out.batch;
    const {lengthM, description} = simulation.circuit;
    this.timings = simulation.cars.map((car) => {
      const timing = new LapTiming(lengthM);
      const [second, third] = description.sectorStartsM;
      timing.sector = car.lapPosition >= third ? 2 : car.lapPosition >= second ? 1 : 0;
      return timing;
    });
    this.traps = simulation.cars.map(() => ({speedKmh: 0, lap: 255}));
  }

  /** Fills the batch with the next frames; returns false when the session is over and nothing was written. */
  fill(frames = this.framesPerBatch): boolean {
    this.out.clear();
    for (let k = 0; k < frames && !this.ended; k++) this.writeFrame();
    return this.batch.count > 0 || !this.ended;
  }

  /** Ends the session early: fills the batch with the closing event. Returns false when it is over or has not begun. */
  leave(): boolean {
    this.out.clear();
    if (this.ended || this.frame === 0) return false;
    this.out.sendEvent({code: "SEND", details: {}}, true);
    this.ended = true;
    return true;
  }

  private writeFrame(): void {
    const {simulation, timings, traps, pending, frame, out} = this;
    const {columns} = out;
    const {cars} = simulation;
    const time = frame / FRAME_RATE;
    out.begin(frame, frame, time);
    if (frame === 0) out.sendEvent({code: "SSTA", details: {}}, true);
    while (simulation.time < time - 1e-9) {
      simulation.step();
      for (const crossing of simulation.crossings) pending.push(crossing);
      for (let c = 0; c < cars.length; c++) if (cars[c].offRoad) timings[c].valid = false;
    }
    const back = simulation.time - time;
    while (pending.length > 0 && pending[0].time <= time) this.pass(pending.shift()!);

    const last = simulation.done;
    if (frame % 30 === 0) {
      fillSession(columns[1], simulation.circuit.description, cars[0]);
      out.send(1);
    }
    if (frame % 300 === 0) {
      fillParticipants(columns[4], cars.length, simulation.driver);
      out.send(4);
    }
    if (frame % 30 === 0) {
      for (let c = 0; c < cars.length; c++) fillSetups(columns[5], c, cars[c]);
      out.send(5);
    }
    if (frame % this.step === 0) {
      for (let c = 0; c < cars.length; c++) {
        const car = cars[c];
        fillLapData(columns[2], c, car, timings[c], traps[c], time, back);
        fillMotion(columns[0], c, car, back);
        fillTelemetry(columns[6], c, car, back);
        fillStatus(columns[7], c, car, pending.length === 0);
      }
      fillMotionEx(columns[13], cars[0], back);
      for (const id of [2, 0, 6, 7, 13]) out.send(id);
    }
    if (frame % 6 === 0) {
      for (let c = 0; c < cars.length; c++) fillDamage(columns[10], c, cars[c]);
      out.send(10);
    }
    if (frame % 30 === 10 || last) {
      const c = last ? 0 : Math.floor(frame / 30) % cars.length;
      fillHistory(columns[11], c, cars[c], timings[c]);
      out.send(11);
    }
    if (frame % 30 === 20) {
      const c = Math.floor(frame / 30) % cars.length;
      fillTyreSets(columns[12], c, cars[c]);
      out.send(12);
    }
    if (frame % 60 === 5) {
      fillTimeTrial(columns[14], TEAM_ID, timings[0]);
      out.send(14);
    }
    if (frame % 60 === 15) {
      fillLapPositions(columns[15], cars.length, timings);
      out.send(15);
    }
    if (last) {
      out.sendEvent({code: "SEND", details: {}}, true);
      this.ended = true;
    }
    this.frame++;
  }

  /** Applies a line crossing to the timing and sends the events that follow from it. */
  private pass({car, line, time, speed}: Crossing): void {
    const timing = this.timings[car];
    if (line === "trap") {
      const trap = this.traps[car];
      const speedKmh = speed * 3.6;
      const own = speedKmh > trap.speedKmh;
      if (own) Object.assign(trap, {speedKmh, lap: timing.lap});
      const fastest = this.traps.reduce((best, other, i) => (other.speedKmh > this.traps[best].speedKmh ? i : best), 0);
      this.out.sendEvent({
        code: "SPTP",
        car,
        details: {
          speed: speedKmh,
          isOverallFastestInSession: own && fastest === car ? 1 : 0,
          isDriverFastestInSession: own ? 1 : 0,
          fastestVehicleIdxInSession: fastest,
          fastestSpeedInSession: this.traps[fastest].speedKmh,
        },
      });
      return;
    }
    const lap = timing.cross(line, Math.round(time * 1000));
    if (lap?.valid && lap.lapTimeMs < this.bestMs) {
      this.bestMs = lap.lapTimeMs;
      this.out.sendEvent({code: "FTLP", car, details: {lapTime: lap.lapTimeMs / 1000}});
    }
  }

  /** Driven part of the session, 0–1, and the present lap. */
  get progress(): {part: number; text: string} {
    const {simulation, timings} = this;
    const gone = simulation.cars[0].distance / simulation.circuit.lengthM / simulation.laps;
    return {
      part: Math.max(0, Math.min(1, gone)),
      text: progressText(timings[0].lap, simulation.laps, simulation.cars[0].v),
    };
  }

  get datagrams(): number {
    return this.out.datagrams;
  }

  get bytes(): number {
    return this.out.bytes;
  }
}
