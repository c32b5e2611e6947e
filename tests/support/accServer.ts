import {
  type AccLap,
  type AccMessage,
  type CarUpdate,
  type EntryCar,
  NO_TIME,
  PROTOCOL_VERSION,
} from "../../src/core/acc/messages.js";
import {readRequest} from "../../src/core/acc/readMessage.js";
import {writeMessage} from "../../src/core/acc/writeMessage.js";
import type {DriveState} from "./acDrive.js";
import type {Peer} from "./acUdpPeer.js";

export interface AccServerOptions {
  password?: string;
  track?: string;
  meters?: number;
  /** the game's indices of the cars, in the order of their drives */
  carIndices?: number[];
  /** drivers of an entry carry a nationality (later games) */
  nationalities?: boolean;
  /** what is added to a gear: 2, or 1 as one client reads it */
  gearPlus?: 1 | 2;
  /** the realtime update has its three bytes of weather; one client does not read them */
  weather?: boolean;
  /** the protocol that the game speaks: it refuses others */
  version?: number;
  /** lastLap comes one update after the count of laps */
  lapLag?: boolean;
  sessionType?: number;
}

interface Client {
  connectionId: number;
  intervalMs: number;
}

/** ACC's broadcasting as the game serves it, without a socket. Any number of clients, one connection a client. */
export class AccServer implements Peer {
  readonly clients = new Map<string, Client>();
  readonly asked: string[] = [];
  sessionIndex = 0;
  phase = 5;
  /** names of the drivers of each car, and who drives */
  readonly driversOf = new Map<number, {names: string[]; current: number}>();
  replay = false;
  /** every car's best lap so far, ms; 0 none */
  best = 0;
  invalid = false;
  private connections = 0;
  readonly options: Required<AccServerOptions>;
  private shown: AccLap[] = [];

  constructor(options: AccServerOptions = {}) {
    this.options = {
      ...{password: "asd", track: "Red Bull Ring", meters: 4318, carIndices: [7, 1003], nationalities: true},
      ...{gearPlus: 2, lapLag: false, sessionType: 0},
      ...{weather: true, version: PROTOCOL_VERSION},
      ...options,
    };
    for (const [i, index] of this.options.carIndices.entries())
      this.driversOf.set(index, {names: [`Ada Lovelace${i}`, "Grace Höpper"], current: 0});
  }

  receive(bytes: Uint8Array, client: string): Uint8Array[] {
    const request = readRequest(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
    if (typeof request === "string") {
      this.asked.push(`malformed: ${request}`);
      return [];
    }
    this.asked.push(request.type);
    const known = this.clients.get(client);
    switch (request.type) {
      case "register": {
        const {version, password, intervalMs} = request;
        const refuse = (error: string) =>
          this.encode({type: "registration", connectionId: -1, success: false, readOnly: true, error});
        if (version !== this.options.version) return [refuse(`Protocol version mismatch: ${version}`)];
        if (password !== this.options.password) return [refuse("Wrong password")];
        const connectionId = ++this.connections;
        this.clients.set(client, {connectionId, intervalMs});
        return [this.encode({type: "registration", connectionId, success: true, readOnly: true, error: ""})];
      }
      case "unregister":
        this.clients.delete(client);
        return [];
      case "requestEntryList":
        return known && known.connectionId === request.connectionId ? this.entryList(known.connectionId) : [];
      case "requestTrackData":
        return known && known.connectionId === request.connectionId ? [this.trackData(known.connectionId)] : [];
    }
  }

  /** The datagrams of one interval: a realtime update and one for each car. */
  update(states: readonly DriveState[]): Uint8Array[] {
    const {carIndices, sessionType, weather} = this.options;
    const sky = weather
      ? {clouds: 0.3, rain: 0, wetness: 0}
      : {clouds: Number.NaN, rain: Number.NaN, wetness: Number.NaN};
    const cars = states.map((state, i) => this.car(carIndices[i], state, i));
    return [
      this.encode({
        ...{type: "realtime", eventIndex: 0, sessionIndex: this.sessionIndex, sessionType, phase: this.phase},
        ...{sessionTimeMs: states[0].timeMs, sessionEndTimeMs: -1, focusedCarIndex: carIndices[0]},
        ...{cameraSet: "Drivable", camera: "Cockpit", hudPage: "Basic HUD"},
        replay: this.replay ? {sessionTimeMs: 1, remainingMs: 2} : null,
        ...{timeOfDayMs: 1, ambientTempC: 22, trackTempC: 31, ...sky},
        bestSessionLap: noLap(carIndices[0]),
      }),
      ...cars.map((car) => this.encode(car)),
    ];
  }

  entryList(connectionId: number): Uint8Array[] {
    return [
      this.encode({type: "entryList", connectionId, carIndices: this.options.carIndices}),
      ...this.options.carIndices.map((index, i) => this.encode(this.entry(index, i))),
    ];
  }

  encode(message: AccMessage): Uint8Array {
    const bytes = writeMessage(message);
    // the writer adds 2
    if (message.type === "car") bytes[6] = message.gear + this.options.gearPlus;
    return bytes;
  }

  private trackData(connectionId: number): Uint8Array {
    const {track, meters} = this.options;
    const cameraSets = [{name: "set1", cameras: ["CameraTV1", "CameraTV2"]}];
    return this.encode({
      type: "trackData",
      connectionId,
      name: track,
      id: 11,
      meters,
      cameraSets,
      hudPages: ["Basic HUD"],
    });
  }

  private entry(carIndex: number, i: number): EntryCar {
    const {names, current} = this.driversOf.get(carIndex)!;
    return {
      ...{type: "entryCar", carIndex, model: 30, teamName: i === 0 ? "Équipe" : "", raceNumber: 10 + i, cupCategory: 0},
      ...{currentDriverIndex: current, nationality: 5},
      drivers: names.map((name) => {
        const [firstName, lastName] = name.split(" ");
        const driver = {firstName, lastName, shortName: lastName.slice(0, 3).toUpperCase(), category: 2};
        return this.options.nationalities ? {...driver, nationality: 5} : driver;
      }),
    };
  }

  private car(carIndex: number, state: DriveState, i: number): CarUpdate {
    const {timing, share, lapMs} = state;
    const driverIndex = this.driversOf.get(carIndex)!.current;
    const last = timing.laps.at(-1);
    const lap = (lapTimeMs: number, splitsMs: number[], isInvalid = false): AccLap => ({
      ...{lapTimeMs, carIndex, driverIndex, splitsMs, isInvalid, isValidForBest: true},
      ...{isOutLap: !timing.started, isInLap: false},
    });
    const lastLap = last ? lap(last.lapTimeMs, last.sectorTimesMs, this.invalid) : noLap(carIndex);
    const shown = this.options.lapLag ? (this.shown[i] ?? lastLap) : lastLap;
    this.shown[i] = lastLap;
    return {
      ...{type: "car", carIndex, driverIndex, driverCount: this.driversOf.get(carIndex)!.names.length},
      ...{gear: state.gear, worldX: state.x, worldY: state.z, yaw: 0, location: 1},
      ...{speedKmh: Math.round(state.speedKmh), position: i + 1, cupPosition: i + 1, trackPosition: i + 1},
      ...{spline: share, laps: timing.laps.length, lastLap: shown},
      ...(this.best
        ? {deltaMs: -345, bestSessionLap: lap(this.best, [])}
        : {deltaMs: 7, bestSessionLap: noLap(carIndex)}),
      currentLap: lap(lapMs, timing.sectorTimesMs.slice(0, timing.started ? timing.sector : 0)),
    };
  }
}

function noLap(carIndex: number): AccLap {
  return {
    ...{lapTimeMs: NO_TIME, carIndex, driverIndex: 0, splitsMs: [], isInvalid: false},
    ...{isValidForBest: true, isOutLap: false, isInLap: false},
  };
}
