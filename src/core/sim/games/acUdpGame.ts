import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {writeStruct} from "../../games/ac/struct.js";
import {CAR_INFO, HANDSHAKE_RESPONSE, readOperation, SPOT} from "../../games/ac/udpMessages.js";
import {type Sensors, WORKING_SENSORS} from "../faults/sensors.js";
import type {Moment} from "./gameRun.js";
import {bodyG, byWheel, steering, TYRE_RADIUS, wheelSpeeds} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";
import type {ClientDatagram, UdpGame} from "./udpGame.js";

export interface AcUdpGameOptions {
  /** slot of the car whose telemetry is sent */
  player?: number;
  car?: string;
  track?: string;
  /** end of a text before its NUL: "%" in practice, nothing in the documentation */
  textEnd?: "%" | "";
  /** steering angle at full lock, degrees */
  lockDeg?: number;
  /** in the handshake response; 4242 means "accepted" according to one source */
  identifier?: number;
  sensors?: Sensors;
}

/** The game side of Assetto Corsa's remote telemetry: one car, an update per frame, a spot message per lap. */
export class AcUdpGame implements UdpGame {
  /** clients subscribed to updates, and to spots */
  readonly updates = new Set<string>();
  readonly spots = new Set<string>();
  handshakes = 0;
  /** false in a menu, where the game does not answer */
  listening = true;
  readonly options: Required<AcUdpGameOptions>;
  /** number of laps for which a spot was sent */
  private spotLaps = 0;

  constructor(
    private session: SimSession,
    options: AcUdpGameOptions = {},
  ) {
    const track = session.circuit.description.id;
    this.options = {
      player: 0,
      car: SIMULATED_CAR,
      track,
      textEnd: "%",
      lockDeg: 450,
      identifier: 4242,
      sensors: WORKING_SENSORS,
      ...options,
    };
  }

  get clients(): number {
    return new Set([...this.updates, ...this.spots]).size;
  }

  receive(bytes: Uint8Array, client: string): Uint8Array[] {
    const operation = readOperation(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
    if (!this.listening) return [];
    if (operation === "updates") this.updates.add(client);
    else if (operation === "spots") this.spots.add(client);
    else if (operation === "dismiss") {
      this.updates.delete(client);
      this.spots.delete(client);
    } else if (operation === "handshake") {
      this.handshakes++;
      return [this.response()];
    }
    return [];
  }

  frame(moment: Moment = "driven", session = this.session): ClientDatagram[] {
    if (moment === "paused" || moment === "away") return [];
    if (moment === "begun") this.spotLaps = 0;
    this.session = session;
    const player = this.session.cars[this.options.player];
    const {laps} = player.timing;
    const info = this.updates.size > 0 ? this.carInfo(player) : undefined;
    const newLap = laps.length > this.spotLaps;
    const spot = newLap ? this.spot(player, laps.length, laps[laps.length - 1].lapTimeMs) : undefined;
    this.spotLaps = laps.length;
    return [
      ...(info ? [...this.updates].map((client) => ({client, bytes: info})) : []),
      ...(spot ? [...this.spots].map((client) => ({client, bytes: spot})) : []),
    ];
  }

  /** Ends the session and with it all subscriptions. */
  reset(): void {
    this.updates.clear();
    this.spots.clear();
    this.spotLaps = 0;
  }

  private response(): Uint8Array {
    const {car, track, textEnd, player, identifier} = this.options;
    // bytes after a text may contain anything
    const out = new Uint8Array(HANDSHAKE_RESPONSE.bytes).fill(0x41);
    const driverName = this.session.cars[player].name + textEnd;
    writeStruct(HANDSHAKE_RESPONSE, new DataView(out.buffer), {
      carName: car + textEnd,
      driverName,
      identifier,
      version: 1,
      trackName: track + textEnd,
      trackConfig: textEnd,
    });
    return out;
  }

  private carInfo({slot, car, timing, lapMs, location, limiter}: SimCar): Uint8Array {
    const out = new Uint8Array(CAR_INFO.bytes);
    const {tyres, circuit} = car;
    const {sensors, lockDeg} = this.options;
    const kmh = sensors.read(slot, "speed", 0, car.v * 3.6);
    const [left, up, forward] = bodyG(car);
    const radius = [TYRE_RADIUS, TYRE_RADIUS, TYRE_RADIUS, TYRE_RADIUS];
    writeStruct(CAR_INFO, new DataView(out.buffer), {
      identifier: "a".charCodeAt(0),
      size: CAR_INFO.bytes,
      speed_Kmh: kmh,
      speed_Mph: kmh / 1.609344,
      speed_Ms: kmh / 3.6,
      isInPit: +(location !== "road"),
      isEngineLimiterOn: +limiter,
      accG_vertical: up,
      accG_horizontal: left,
      accG_frontal: forward,
      lapTime: lapMs,
      lastLap: timing.laps.at(-1)?.lapTimeMs ?? 0,
      bestLap: timing.best()?.lapTimeMs ?? 0,
      lapCount: timing.laps.length,
      gas: car.throttle,
      brake: car.brake,
      clutch: car.shifting > 0 ? 0 : 1,
      engineRPM: sensors.read(slot, "engineRPM", 0, car.rpm),
      steer: steering(car) * lockDeg,
      gear: car.gear + 1,
      cgHeight: car.vehicle.cogHeight,
      wheelAngularSpeed: wheelSpeeds(car),
      slipAngle: byWheel((w) => car.slipAngle[w]),
      slipRatio: byWheel((w) => car.slipRatio[w]),
      load: byWheel((w) => car.loads.wheel[w]),
      Dy: byWheel(() => car.vehicle.muLateral * tyres.grip),
      tyreRadius: radius,
      tyreLoadedRadius: radius,
      carPositionNormalized: car.lapPosition / circuit.lengthM,
      carCoordinates: [car.x, car.vehicle.cogHeight, car.z],
    });
    return out;
  }

  private spot({name}: SimCar, lap: number, time: number): Uint8Array {
    const {car, textEnd} = this.options;
    const out = new Uint8Array(SPOT.bytes);
    const values = {carIdentifierNumber: 0, lap, driverName: name + textEnd, carName: car + textEnd, time};
    writeStruct(SPOT, new DataView(out.buffer), values);
    return out;
  }
}
