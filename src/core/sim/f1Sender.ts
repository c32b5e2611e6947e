import type {DatagramBatch} from "../capture/batch.js";
import {type Columns, createColumns} from "../f1/columns.js";
import {type Encoder, encoderOf} from "../f1/encode.js";
import {type F1Event, writeEvent} from "../f1/events.js";
import {createHeader, type Header, writeHeader} from "../f1/header.js";
import {layoutOf} from "../f1/layout.js";
import {DRIVERS} from "./driver.js";
import {fillMotion, fillMotionEx, fillStatus, fillTelemetry} from "./f1Frame.js";
import {fillHistory, fillLapData, fillLapPositions, fillTimeTrial, type SpeedTrap} from "./f1Laps.js";
import {fillDamage, fillParticipants, fillSession, fillSetups, fillTyreSets, TEAM_ID} from "./f1Session.js";
import {SIMULATED_UID_HIGH16} from "./origin.js";
import {random} from "./random.js";
import type {Crossing, Simulation} from "./simulation.js";
import {LapTiming} from "./timing.js";

const FORMAT = 2025;
export const FRAME_RATE = 60;
/** gap between the datagrams of one frame, as a network card would show it */
const SPACING_NS = 20_000;
const LARGEST = 1460;
const MOST_PER_FRAME = 20;

export interface SenderOptions {
  /** arrival of the first datagram, seconds since 1970-01-01 UTC */
  start?: number;
  /** frames a batch holds at most */
  frames?: number;
  /** packets a second, as the game's menu offers them: 10, 20, 30 or 60 */
  rate?: number;
}

/** The send rates of the games' menus, packets a second. */
export const MENU_RATES = [10, 20, 30, 60];

/**
 * Sends a simulation as the F1 games do: format 2025 at 60 Hz, each packet at the game's own rate. Datagrams go into one batch
 * that is used again and again: nothing is allocated a frame.
 */
export class F1Sender {
  readonly batch: DatagramBatch;
  readonly timings: LapTiming[];
  /** upper and lower 32 bits */
  readonly uid: readonly [high: number, low: number];
  frame = 0;
  datagrams = 0;
  bytes = 0;
  private readonly header: Header;
  private readonly columns: Columns[] = [];
  private readonly encoders: Encoder[] = [];
  private readonly sizes: number[] = [];
  private readonly traps: SpeedTrap[];
  private readonly pending: Crossing[] = [];
  private readonly start: number;
  private readonly framesPerBatch: number;
  /** frames from one packet at the menu rate to the next */
  private readonly step: number;
  private used = 0;
  private inFrame = 0;
  private ended = false;
  private bestMs = Infinity;

  constructor(
    readonly simulation: Simulation,
    {start = 0, frames = 60, rate = FRAME_RATE}: SenderOptions = {},
  ) {
    if (!MENU_RATES.includes(rate)) throw new RangeError(`invalid send rate: ${rate}`);
    this.step = FRAME_RATE / rate;
    this.start = start;
    this.framesPerBatch = frames;
    const room = frames * MOST_PER_FRAME;
    const bytes = new Uint8Array(room * LARGEST);
    this.batch = {
      ...{
        count: 0,
        bytes,
        view: new DataView(bytes.buffer),
        offset: new Uint32Array(room),
        length: new Uint32Array(room),
      },
      ...{seconds: new Float64Array(room), nanos: new Uint32Array(room), flow: new Uint16Array(room)},
      flows: [{source: "127.0.0.1", sourcePort: 20776, target: "127.0.0.1", targetPort: 20777}],
    };
    for (const id of [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15]) {
      const layout = layoutOf(FORMAT, id)!;
      this.columns[id] = createColumns(layout);
      this.encoders[id] = encoderOf(FORMAT, id);
      this.sizes[id] = layout.bytes;
    }
    // another driver with the same seed drives another session
    const bits = random(simulation.seed, Object.keys(DRIVERS).indexOf(simulation.driver));
    this.uid = [((SIMULATED_UID_HIGH16 << 16) | (bits.bits() >>> 16)) >>> 0, bits.bits()];
    this.header = {
      ...createHeader(),
      ...{packetFormat: FORMAT, gameYear: FORMAT % 100, gameMajorVersion: 1, gameMinorVersion: 0, packetVersion: 1},
      ...{uidHigh: this.uid[0], uidLow: this.uid[1]},
    };
    const {lengthM, description} = simulation.circuit;
    this.timings = simulation.cars.map((car) => {
      const timing = new LapTiming(lengthM);
      const [second, third] = description.sectorStartsM;
      timing.sector = car.lapPosition >= third ? 2 : car.lapPosition >= second ? 1 : 0;
      return timing;
    });
    this.traps = simulation.cars.map(() => ({speedKmh: 0, lap: 255}));
    this.columns[2].timeTrialPBCarIdx[0] = this.columns[2].timeTrialRivalCarIdx[0] = 255;
    this.columns[6].mfdPanelIndex[0] = this.columns[6].mfdPanelIndexSecondaryPlayer[0] = 255;
  }

  /** Fills the batch with the next frames; false when the session is over and nothing was written. */
  fill(frames = this.framesPerBatch): boolean {
    this.batch.count = 0;
    this.used = 0;
    for (let k = 0; k < frames && !this.ended; k++) this.writeFrame();
    return this.batch.count > 0;
  }

  /** The driver leaves before the end: fills the batch with what a game says then. False when the session is over, or not begun. */
  leave(): boolean {
    this.batch.count = 0;
    this.used = 0;
    if (this.ended || this.frame === 0) return false;
    this.sendEvent({code: "SEND", details: {}}, true);
    this.ended = true;
    return true;
  }

  private writeFrame(): void {
    const {simulation, columns, timings, traps, pending, frame} = this;
    const {cars} = simulation;
    const time = frame / FRAME_RATE;
    this.inFrame = 0;
    this.header.sessionTime = time;
    if (frame === 0) this.sendEvent({code: "SSTA", details: {}}, true);
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
      this.send(1);
    }
    if (frame % 300 === 0) {
      fillParticipants(columns[4], cars.length, simulation.driver);
      this.send(4);
    }
    if (frame % 30 === 0) {
      for (let c = 0; c < cars.length; c++) fillSetups(columns[5], c, cars[c]);
      this.send(5);
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
      for (const id of [2, 0, 6, 7, 13]) this.send(id);
    }
    if (frame % 6 === 0) {
      for (let c = 0; c < cars.length; c++) fillDamage(columns[10], c, cars[c]);
      this.send(10);
    }
    if (frame % 30 === 10 || last) {
      const c = last ? 0 : Math.floor(frame / 30) % cars.length;
      fillHistory(columns[11], c, cars[c], timings[c]);
      this.send(11);
    }
    if (frame % 30 === 20) {
      const c = Math.floor(frame / 30) % cars.length;
      fillTyreSets(columns[12], c, cars[c]);
      this.send(12);
    }
    if (frame % 60 === 5) {
      fillTimeTrial(columns[14], TEAM_ID, timings[0]);
      this.send(14);
    }
    if (frame % 60 === 15) {
      fillLapPositions(columns[15], cars.length, timings);
      this.send(15);
    }
    if (last) {
      this.sendEvent({code: "SEND", details: {}}, true);
      this.ended = true;
    }
    this.frame++;
  }

  /** A car passed a line: timing, and the events that follow from it. */
  private pass({car, line, time, speed}: Crossing): void {
    const timing = this.timings[car];
    if (line === "trap") {
      const trap = this.traps[car];
      const speedKmh = speed * 3.6;
      const own = speedKmh > trap.speedKmh;
      if (own) Object.assign(trap, {speedKmh, lap: timing.lap});
      const fastest = this.traps.reduce((best, other, i) => (other.speedKmh > this.traps[best].speedKmh ? i : best), 0);
      this.sendEvent({
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
      this.sendEvent({code: "FTLP", car, details: {lapTime: lap.lapTimeMs / 1000}});
    }
  }

  /** The games send the first and the last event with both frame counters 0. */
  private sendEvent(event: F1Event, zero = false): void {
    const offset = this.place(3, zero ? 0 : this.frame);
    writeEvent(this.batch.view, offset, FORMAT, event);
  }

  private send(id: number): void {
    const offset = this.place(id, this.frame);
    this.encoders[id](this.columns[id], this.batch.view, offset);
  }

  /** Makes room for the next datagram, with its header and arrival; returns where it begins. */
  private place(id: number, frame: number): number {
    const {batch, header} = this;
    const offset = this.used;
    header.packetId = id;
    header.frame = header.overallFrame = frame;
    writeHeader(batch.view, offset, header);
    const i = batch.count++;
    const bytes = this.sizes[id];
    batch.offset[i] = offset;
    batch.length[i] = bytes;
    // whole nanoseconds from whole numbers: a fraction of seconds since 1970 keeps only about 200 ns
    const second = Math.floor(this.frame / FRAME_RATE);
    const nanos = Math.round(((this.frame % FRAME_RATE) * 1e9) / FRAME_RATE) + this.inFrame++ * SPACING_NS;
    const whole = Math.floor(this.start);
    const sum = Math.round((this.start - whole) * 1e9) + nanos;
    batch.seconds[i] = whole + second + Math.floor(sum / 1e9);
    batch.nanos[i] = sum % 1e9;
    this.used = offset + bytes;
    this.datagrams++;
    this.bytes += bytes;
    return offset;
  }
}
