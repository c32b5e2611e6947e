import {writeFields} from "../../src/core/ac/layout.js";
import {CAR_INFO, HANDSHAKE_RESPONSE, readOperation, SPOT} from "../../src/core/ac/udpMessages.js";
import type {DriveState} from "./acDrive.js";
import type {Peer} from "./acUdpPeer.js";

export interface AcUdpGameOptions {
  car?: string;
  track?: string;
  /** what a text ends with: "%" in practice, nothing but NUL in the document */
  textEnd?: "%" | "";
  /** full lock of the wheel, degrees */
  lockDeg?: number;
  /** of the answer to a handshake; 4242 is quoted for "accepted" by one source */
  identifier?: number;
}

/** Assetto Corsa's remote telemetry as the game serves it, without a socket. */
export class AcUdpGame implements Peer {
  /** who subscribed to what */
  readonly updates = new Set<string>();
  readonly spots = new Set<string>();
  handshakes = 0;
  /** a game in a menu answers nobody */
  listening = true;
  private told = 0;
  readonly options: Required<AcUdpGameOptions>;

  constructor(options: AcUdpGameOptions = {}) {
    this.options = {
      car: "ks_test_car",
      track: "ks_red_bull_ring",
      textEnd: "%",
      lockDeg: 450,
      identifier: 4242,
      ...options,
    };
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

  /** Datagrams of one step of the game for each client. */
  step(state: DriveState): {client: string; bytes: Uint8Array}[] {
    const info = this.carInfo(state);
    const laps = state.timing.laps;
    const spot = laps.length > this.told ? this.spot(laps.length, laps[laps.length - 1].lapTimeMs) : null;
    this.told = laps.length;
    return [
      ...[...this.updates].map((client) => ({client, bytes: info})),
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
    const {car, track, textEnd, identifier} = this.options;
    const out = new Uint8Array(HANDSHAKE_RESPONSE.bytes).fill(0x41);
    writeFields(HANDSHAKE_RESPONSE, new DataView(out.buffer), {
      ...{carName: car + textEnd, driverName: `Ada Lovelace${textEnd}`, identifier, version: 1},
      ...{trackName: track + textEnd, trackConfig: `gp${textEnd}`},
    });
    return out;
  }

  private carInfo(state: DriveState): Uint8Array {
    const {timing, speedKmh, share, lapMs, x, z} = state;
    const out = new Uint8Array(CAR_INFO.bytes);
    const wheel = speedKmh / 3.6 / 0.33;
    writeFields(CAR_INFO, new DataView(out.buffer), {
      ...{identifier: "a".charCodeAt(0), size: CAR_INFO.bytes},
      ...{speed_Kmh: speedKmh, speed_Mph: speedKmh / 1.609344, speed_Ms: speedKmh / 3.6},
      ...{accG_vertical: 0, accG_horizontal: 0.5, accG_frontal: -0.25, lapTime: lapMs},
      ...{lastLap: timing.laps.at(-1)?.lapTimeMs ?? 0, bestLap: timing.best()?.lapTimeMs ?? 0},
      ...{lapCount: timing.laps.length, gas: state.throttle, brake: state.brake, engineRPM: state.rpm},
      ...{steer: state.steering * this.options.lockDeg, gear: state.gear + 1, load: [1, 2, 3, 4]},
      ...{wheelAngularSpeed: [wheel, wheel, wheel, wheel], tyreRadius: [0.33, 0.33, 0.33, 0.33]},
      ...{isAbsInAction: 1, camberRAD: [0.125, 0.25, 0.5, 1]},
      ...{carPositionNormalized: share, carCoordinates: [x, 1.5, z]},
    });
    return out;
  }

  private spot(lap: number, time: number): Uint8Array {
    const out = new Uint8Array(SPOT.bytes);
    const values = {carIdentifierNumber: 0, lap, driverName: "Ada Lovelace%", carName: this.options.car, time};
    writeFields(SPOT, new DataView(out.buffer), values);
    return out;
  }
}
