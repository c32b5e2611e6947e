import {writeFields} from "../../games/ac/layout.js";
import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {CAR_INFO, HANDSHAKE_RESPONSE, readOperation, SPOT} from "../../games/ac/udpMessages.js";
import {type Sensors, SOUND} from "../faults/sensors.js";
import type {Moment} from "./gameRun.js";
import {bodyG, steering, TYRE_RADIUS, wheelSpeeds, wheels} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";
import type {Told, UdpGame} from "./udpGame.js";

export interface AcUdpGameOptions {
  /** slot of the car that is told of */
  player?: number;
  car?: string;
  track?: string;
  /** what a text ends with: "%" in practice, nothing but NUL in the document */
  textEnd?: "%" | "";
  /** full lock of the wheel, degrees */
  lockDeg?: number;
  /** of the answer to a handshake; 4242 is quoted for "accepted" by one source */
  identifier?: number;
  sensors?: Sensors;
}

/** Assetto Corsa's remote telemetry as the game serves it: one car, an update each time it is told, a spot for each lap. */
export class AcUdpGame implements UdpGame {
  /** who subscribed to what */
  readonly updates = new Set<string>();
  readonly spots = new Set<string>();
  handshakes = 0;
  /** a game in a menu answers nobody */
  listening = true;
  readonly options: Required<AcUdpGameOptions>;
  private told = 0;

  constructor(
    private session: SimSession,
    options: AcUdpGameOptions = {},
  ) {
    const track = session.circuit.description.id;
    this.options = {
      ...{player: 0, car: SIMULATED_CAR, track, textEnd: "%", lockDeg: 450, identifier: 4242},
      sensors: SOUND,
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

  tell(moment: Moment = "driven", session = this.session): Told[] {
    if (moment === "paused" || moment === "away") return [];
    if (moment === "begun") this.told = 0;
    this.session = session;
    const player = this.session.cars[this.options.player];
    const {laps} = player.timing;
    const info = this.updates.size > 0 ? this.carInfo(player) : undefined;
    const spot = laps.length > this.told ? this.spot(player, laps.length, laps[laps.length - 1].lapTimeMs) : undefined;
    this.told = laps.length;
    return [
      ...(info ? [...this.updates].map((client) => ({client, bytes: info})) : []),
      ...(spot ? [...this.spots].map((client) => ({client, bytes: spot})) : []),
    ];
  }

  /** All sessions end with their subscriptions. */
  reset(): void {
    this.updates.clear();
    this.spots.clear();
    this.told = 0;
  }

  private response(): Uint8Array {
    const {car, track, textEnd, player, identifier} = this.options;
    // bytes behind a text are what was there before
    const out = new Uint8Array(HANDSHAKE_RESPONSE.bytes).fill(0x41);
    const driverName = this.session.cars[player].name + textEnd;
    writeFields(HANDSHAKE_RESPONSE, new DataView(out.buffer), {
      ...{carName: car + textEnd, driverName, identifier, version: 1},
      ...{trackName: track + textEnd, trackConfig: textEnd},
    });
    return out;
  }

  private carInfo({slot, car, timing, lapMs, place, limiter}: SimCar): Uint8Array {
    const out = new Uint8Array(CAR_INFO.bytes);
    const {tyres, circuit} = car;
    const {sensors, lockDeg} = this.options;
    const kmh = sensors.read(slot, "speed", 0, car.v * 3.6);
    const [left, up, forward] = bodyG(car);
    const radius = [TYRE_RADIUS, TYRE_RADIUS, TYRE_RADIUS, TYRE_RADIUS];
    writeFields(CAR_INFO, new DataView(out.buffer), {
      ...{identifier: "a".charCodeAt(0), size: CAR_INFO.bytes},
      ...{speed_Kmh: kmh, speed_Mph: kmh / 1.609344, speed_Ms: kmh / 3.6, isInPit: +(place !== "road")},
      ...{isEngineLimiterOn: +limiter, accG_vertical: up, accG_horizontal: left, accG_frontal: forward, lapTime: lapMs},
      ...{lastLap: timing.laps.at(-1)?.lapTimeMs ?? 0, bestLap: timing.best()?.lapTimeMs ?? 0},
      ...{lapCount: timing.laps.length, gas: car.throttle, brake: car.brake, clutch: car.shifting > 0 ? 0 : 1},
      ...{engineRPM: sensors.read(slot, "engineRPM", 0, car.rpm), steer: steering(car) * lockDeg, gear: car.gear + 1},
      ...{cgHeight: car.vehicle.cogHeight, wheelAngularSpeed: wheelSpeeds(car)},
      slipAngle: wheels((w) => car.slipAngle[w]),
      slipRatio: wheels((w) => car.slipRatio[w]),
      load: wheels((w) => car.loads.wheel[w]),
      Dy: wheels(() => car.vehicle.muLateral * tyres.grip),
      ...{tyreRadius: radius, tyreLoadedRadius: radius, carPositionNormalized: car.lapPosition / circuit.lengthM},
      carCoordinates: [car.x, car.vehicle.cogHeight, car.z],
    });
    return out;
  }

  private spot({name}: SimCar, lap: number, time: number): Uint8Array {
    const {car, textEnd} = this.options;
    const out = new Uint8Array(SPOT.bytes);
    const values = {carIdentifierNumber: 0, lap, driverName: name + textEnd, carName: car + textEnd, time};
    writeFields(SPOT, new DataView(out.buffer), values);
    return out;
  }
}
