import {GRAVITY} from "../../channels/gravity.js";
import {FORZA_DASH, FORZA_DASH_BYTES, FORZA_SLED, forzaLayout} from "../../games/forza/layout.js";
import {SIMULATED_FORZA_CAR} from "../../games/forza/simulated.js";
import {type Sensors, WORKING_SENSORS} from "../faults/sensors.js";
import type {Moment} from "./gameRun.js";
import {bodyG, byWheel, steering} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";
import type {ClientDatagram} from "./udpGame.js";

/** Forza Motorsport's packet, with the number of the track. */
const BYTES = 331;
/** the console's clock at the first frame, ms */
const BEGAN_MS = 600_000;
const PSI_PER_BAR = 14.5037738;
/** wheel load that compresses the suspension fully, N, and its travel, m */
const FULL_LOAD = 12_000;
const TRAVEL_M = 0.1;
const BOOST_BAR = 1.5;
const FULL_TANK_KG = 110;

export interface ForzaGameOptions {
  /** slot of the car whose telemetry is sent */
  player?: number;
  /** number of the track in the packets */
  track?: number;
  sensors?: Sensors;
}

/** The game side of Forza's Data Out: one car, one datagram per frame to one address. Between races it sends zeros. */
export class ForzaGame {
  private readonly options: Required<ForzaGameOptions>;

  constructor(options: ForzaGameOptions = {}) {
    this.options = {player: 0, track: 1, sensors: WORKING_SENSORS, ...options};
  }

  /** The datagram of a frame. `now`: s since the first frame. */
  frame(moment: Moment, session: SimSession, now: number): ClientDatagram[] {
    const bytes = new Uint8Array(BYTES);
    if (moment === "begun" || moment === "driven") this.write(new DataView(bytes.buffer), session, now);
    return [{client: "", bytes}];
  }

  private write(view: DataView, session: SimSession, now: number): void {
    const {player, track} = this.options;
    const {dash = 0, track: trackAt = 0} = forzaLayout(BYTES)!;
    view.setInt32(FORZA_SLED.isRaceOn, 1, true);
    view.setUint32(FORZA_SLED.timestampMs, BEGAN_MS + Math.round(now * 1000), true);
    this.writeSled(view, session.cars[player]);
    this.writeDash(new DataView(view.buffer, dash, FORZA_DASH_BYTES), session.cars[player]);
    writeLaps(new DataView(view.buffer, dash, FORZA_DASH_BYTES), session, session.cars[player]);
    view.setInt32(trackAt, track, true);
  }

  private writeSled(view: DataView, {slot, car}: SimCar): void {
    const {engine, course, sideslip, v, loads} = car;
    const [left, up, forward] = bodyG(car);
    const rpm = this.options.sensors.read(slot, "engineRPM", 0, car.rpm);
    floats(view, FORZA_SLED.maxRpm, [engine.maxRpm, 0, rpm]);
    floats(view, FORZA_SLED.acceleration, [-left * GRAVITY, up * GRAVITY, forward * GRAVITY]);
    floats(view, FORZA_SLED.velocity, [-v * Math.sin(sideslip), 0, v * Math.cos(sideslip)]);
    // the game's z is the simulation's with the other sign
    floats(view, FORZA_SLED.yaw, [Math.atan2(Math.sin(course - sideslip), -Math.cos(course - sideslip)), 0, 0]);
    const travel = byWheel((w) => Math.min(1, loads.wheel[w] / FULL_LOAD));
    floats(view, FORZA_SLED.suspension, travel);
    floats(
      view,
      FORZA_SLED.suspensionM,
      travel.map((part) => part * TRAVEL_M),
    );
    floats(
      view,
      FORZA_SLED.combinedSlip,
      byWheel((w) => Math.hypot(car.slipRatio[w], car.slipAngle[w])),
    );
    for (const [at, value] of [
      [FORZA_SLED.car, SIMULATED_FORZA_CAR],
      [FORZA_SLED.carClass, 7],
      [FORZA_SLED.performance, 999],
      [FORZA_SLED.drivetrain, 1],
      [FORZA_SLED.cylinders, 6],
    ])
      view.setInt32(at, value, true);
  }

  private writeDash(view: DataView, {slot, car}: SimCar): void {
    const {sensors} = this.options;
    const temperature = (w: number) => sensors.read(slot, "tyresSurfaceTemperature", w, car.tyres.surface[w]);
    floats(view, FORZA_DASH.position, [car.x, car.vehicle.cogHeight, -car.z]);
    floats(view, FORZA_DASH.speed, [
      car.v,
      car.enginePower,
      car.rpm > 0 ? (car.enginePower * 30) / (Math.PI * car.rpm) : 0,
    ]);
    floats(
      view,
      FORZA_DASH.tyreTempF,
      byWheel((w) => temperature(w) * 1.8 + 32),
    );
    floats(view, FORZA_DASH.boostPsi, [BOOST_BAR * PSI_PER_BAR, car.fuel / FULL_TANK_KG]);
    for (const [at, part] of [
      [FORZA_DASH.throttle, car.throttle],
      [FORZA_DASH.brake, car.brake],
      [FORZA_DASH.clutch, car.shifting > 0 ? 1 : 0],
    ])
      view.setUint8(at, Math.round(255 * part));
    view.setUint8(FORZA_DASH.gear, Math.max(0, car.gear));
    view.setInt8(FORZA_DASH.steer, Math.round(127 * steering(car)));
  }
}

/** As in the game, the lap number does not rise at the end of a race. */
function writeLaps(view: DataView, session: SimSession, {timing, lapMs, position}: SimCar): void {
  const {laps, started} = timing;
  const isOver = session.kind === "race" && laps.length >= session.laps;
  const last = laps.at(-1)?.lapTimeMs ?? 0;
  const runs = started && session.started;
  const current = isOver ? last : runs ? lapMs : 0;
  const race = runs ? laps.reduce((sum, {lapTimeMs}) => sum + lapTimeMs, 0) + (isOver ? 0 : lapMs) : 0;
  const times = [timing.best()?.lapTimeMs ?? 0, last, current, race];
  floats(
    view,
    FORZA_DASH.bestLapS,
    times.map((ms) => ms / 1000),
  );
  view.setUint16(FORZA_DASH.lap, isOver ? session.laps - 1 : laps.length, true);
  view.setUint8(FORZA_DASH.place, position);
}

function floats(view: DataView, at: number, values: readonly number[]): void {
  for (const [i, value] of values.entries()) view.setFloat32(at + 4 * i, value, true);
}
