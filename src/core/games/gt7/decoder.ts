import {plainDriver} from "../../archive/plainDriver.js";
import {createRow, rowIndex} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {Gt7LapClock} from "./lapClock.js";
import {Gt7LapTimes} from "./lapTimes.js";
import {
  GT7_AT,
  GT7_HANDBRAKE,
  GT7_LOADING,
  GT7_ON_TRACK,
  GT7_PAUSED,
  GT7_TCS,
  GT7_TURBO,
  Gt7Cipher,
  type Gt7Kind,
} from "./packet.js";

/** ticks per second */
const HZ = 60;
/** the car's wheel is on dirt or grass: packet C */
const OFF_TRACK = "D".charCodeAt(0);
/** a change of the packet counter by so many ticks means another session */
const MAX_JUMP = 600;
/** largest movement in a tick, m; a car that moves farther was placed elsewhere */
const MAX_STEP = 30;
/** ticks after the beginning of a lap within which the game reports the time of the previous one */
const OFFICIAL_TICKS = 120;
const CAR = 0;

const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const at = {
  time: rowIndex("sessionTime"),
  lap: rowIndex("lapNumber"),
  lapTime: rowIndex("currentLapTimeMs"),
  distance: rowIndex("lapDistance"),
  speed: rowIndex("speedKmh"),
  rpm: rowIndex("rpm"),
  gear: rowIndex("gear"),
  throttle: rowIndex("throttle"),
  brake: rowIndex("brake"),
  clutch: rowIndex("clutchPercent"),
  world: ["worldX", "worldY", "worldZ"].map(rowIndex),
  velocity: ["velocityX", "velocityY", "velocityZ"].map(rowIndex),
  forward: ["forwardX", "forwardY", "forwardZ"].map(rowIndex),
  tyreTemp: WHEELS.map((w) => rowIndex(`tyreSurfaceTemp${w}C`)),
  wheelSpeed: WHEELS.map((w) => rowIndex(`wheelSpeed${w}`)),
  suspension: WHEELS.map((w) => rowIndex(`suspensionPosition${w}`)),
  lastLap: rowIndex("lastLapTimeMs"),
  bestLap: rowIndex("bestLapTimeMs"),
  fuel: rowIndex("fuelLitres"),
  boost: rowIndex("turboBoostBar"),
  oilPressure: rowIndex("oilPressureBar"),
  rideHeight: rowIndex("rideHeight"),
  handbrake: rowIndex("handbrake"),
  tcActive: rowIndex("tcActive"),
  tyresOff: rowIndex("tyresOffTrack"),
};

/**
 * Gran Turismo's packets as rows. Only packet C has the running lap time, and none the distance: ticks without pause are counted and the
 * driven path is measured, both from the line and only for laps seen from their beginning. The clock of packet C is taken where it runs
 * with the ticks. Fuel is in the game's litres (most tanks hold 100, a kart's 5); electric cars have none. Not read: angular velocity
 * and steering of packets B and C (signs not published), temperatures that never change.
 */
export class Gt7Decoder implements SessionDecoder {
  over = false;
  private readonly cipher = new Gt7Cipher();
  private readonly row = createRow();
  private firstId = Number.NaN;
  private lastId = Number.NaN;
  private carCode = 0;
  private lap = Number.NaN;
  /** ticks driven since the line; NaN for a lap whose beginning was not seen */
  private ticks = Number.NaN;
  /** ticks driven since the lap's first datagram */
  private seen = 0;
  private metres = 0;
  private previousPosition: [number, number, number] | undefined;
  private readonly clock = new Gt7LapClock();
  private readonly times: Gt7LapTimes;

  constructor(private readonly sink: RowSink) {
    this.times = new Gt7LapTimes((lap) => sink.lap(CAR, lap));
  }

  datagram(view: DataView, offset: number, length: number, _arrival: number): "ok" | "next" | (string & {}) {
    const kind = this.cipher.open(view, offset, length);
    if (!kind) return length < 0x128 ? "length" : "cipher";
    const packet = this.cipher.view;
    const id = packet.getInt32(GT7_AT.packetId, true);
    const lap = packet.getInt16(GT7_AT.lap, true);
    const code = packet.getInt32(GT7_AT.carCode, true);
    if (Number.isNaN(this.firstId)) this.begin(id, code);
    const step = id - this.lastId;
    if (step === 0) return "duplicate";
    if (step < 0 && step > -MAX_JUMP) return "late";
    if (Math.abs(step) >= MAX_JUMP || code !== this.carCode || lap < this.lap) return "next";
    if (step > 1) this.sink.lost(step - 1);
    this.lastId = id;
    const flags = packet.getUint16(GT7_AT.flags, true);
    if (!(flags & GT7_ON_TRACK) || flags & (GT7_PAUSED | GT7_LOADING) || lap < 0) {
      this.previousPosition = undefined;
      return "ok";
    }
    this.count(packet, lap, step, id, kind);
    this.emit(packet, lap, id, kind);
    return "ok";
  }

  private begin(id: number, code: number): void {
    this.firstId = id;
    this.lastId = id - 1;
    this.carCode = code;
    this.sink.facts({
      game: "Gran Turismo 7",
      playerCar: CAR,
      drivers: [plainDriver(CAR, "player", `car ${code}`)],
    });
  }

  private count(packet: DataView, lap: number, step: number, id: number, kind: Gt7Kind): void {
    const lastLapMs = packet.getInt32(GT7_AT.lastLapMs, true);
    if (lap !== this.lap) {
      if (!Number.isNaN(this.lap) && this.lap > 0) this.finish(step, id);
      this.ticks = Number.isNaN(this.lap) ? Number.NaN : 0;
      this.seen = 0;
      this.metres = 0;
      this.lap = lap;
      this.clock.begin();
    } else {
      this.ticks += step;
      this.seen += step;
    }
    const reading = kind === "C" && lap > 0 ? packet.getInt32(GT7_AT.lapClockMs, true) : Number.NaN;
    this.clock.update(reading, (this.ticks * 1000) / HZ, (this.seen * 1000) / HZ);
    this.times.update(lastLapMs, id);
  }

  private finish(step: number, id: number): void {
    const seen = ((this.seen + step) * 1000) / HZ;
    const isWhole = !Number.isNaN(this.ticks) || (this.clock.isFromLine && !Number.isNaN(this.clock.ms));
    const driven = this.clock.ms + (step * 1000) / HZ;
    this.times.finish({lap: this.lap, isWhole, driven, seen}, id + OFFICIAL_TICKS);
  }

  private emit(packet: DataView, lap: number, id: number, kind: Gt7Kind): void {
    const {row} = this;
    const f32 = (place: number) => floatAt(packet, place);
    const three = (place: number): [number, number, number] => [f32(place), f32(place + 4), f32(place + 8)];
    const position = three(GT7_AT.position);
    const previous = this.previousPosition;
    if (previous) {
      const step = Math.hypot(...position.map((v, i) => v - previous[i]));
      if (step < MAX_STEP) this.metres += step;
    }
    this.previousPosition = position.every(Number.isFinite) ? position : undefined;
    row[at.time] = (id - this.firstId) / HZ;
    row[at.lap] = lap;
    row[at.lapTime] = this.clock.ms;
    row[at.distance] = Number.isNaN(this.ticks) ? Number.NaN : this.metres;
    row[at.speed] = f32(GT7_AT.speed) * 3.6;
    row[at.rpm] = f32(GT7_AT.rpm);
    const gear = packet.getUint8(GT7_AT.gears) & 15;
    row[at.gear] = gear === 15 ? 0 : gear === 0 ? -1 : gear;
    row[at.throttle] = packet.getUint8(GT7_AT.throttle) / 255;
    row[at.brake] = packet.getUint8(GT7_AT.brake) / 255;
    row[at.clutch] = f32(GT7_AT.clutch) * 100;
    row[at.lastLap] = this.times.lastLapMs > 0 ? this.times.lastLapMs : Number.NaN;
    this.emitCar(packet);
    row[at.tyresOff] = kind === "C" ? tyresOffTrack(packet) : Number.NaN;
    const velocity = three(GT7_AT.velocity);
    const forward = ahead(
      f32(GT7_AT.rotation),
      f32(GT7_AT.rotation + 4),
      f32(GT7_AT.rotation + 8),
      f32(GT7_AT.rotation + 12),
    );
    for (let i = 0; i < 3; i++) {
      row[at.world[i]] = position[i];
      row[at.velocity[i]] = velocity[i];
      row[at.forward[i]] = forward[i];
    }
    for (let w = 0; w < 4; w++) {
      row[at.tyreTemp[w]] = f32(GT7_AT.tyreTemp + 4 * w);
      // the sign differs between races and replays
      row[at.wheelSpeed[w]] = Math.abs(f32(GT7_AT.wheelSpeed + 4 * w)) * f32(GT7_AT.tyreRadius + 4 * w);
      row[at.suspension[w]] = f32(GT7_AT.suspension + 4 * w) * 1000;
    }
    this.sink.row(CAR, row);
  }

  /** Values that not every car has. */
  private emitCar(packet: DataView): void {
    const {row} = this;
    const f32 = (place: number) => floatAt(packet, place);
    const flags = packet.getUint16(GT7_AT.flags, true);
    const bestLap = packet.getInt32(GT7_AT.bestLapMs, true);
    row[at.bestLap] = bestLap > 0 ? bestLap : Number.NaN;
    row[at.fuel] = f32(GT7_AT.fuelCapacity) > 0 ? f32(GT7_AT.fuel) : Number.NaN;
    // 1 is the ambient pressure
    row[at.boost] = flags & GT7_TURBO ? f32(GT7_AT.boost) - 1 : Number.NaN;
    row[at.oilPressure] = f32(GT7_AT.oilPressure) || Number.NaN;
    row[at.rideHeight] = f32(GT7_AT.rideHeight) * 1000 || Number.NaN;
    row[at.handbrake] = flags & GT7_HANDBRAKE ? 1 : 0;
    row[at.tcActive] = flags & GT7_TCS ? 1 : 0;
  }
}

function tyresOffTrack(packet: DataView): number {
  let off = 0;
  for (let w = 0; w < 4; w++) if (packet.getUint8(GT7_AT.surface + w) === OFF_TRACK) off++;
  return off;
}

/** Direction of the car's −Z axis after rotation by a quaternion. */
function ahead(x: number, y: number, z: number, w: number): [number, number, number] {
  return [-2 * (x * z + w * y), -2 * (y * z - w * x), -(1 - 2 * (x * x + y * y))];
}
