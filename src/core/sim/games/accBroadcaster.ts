import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {ACC_PROTOCOL_VERSION, type AccRequest, RACE} from "../../games/acc/messages.js";
import type {AccLap, AccMessage, CarUpdate, Realtime} from "../../games/acc/readMessage.js";
import {readRequest} from "../../games/acc/readMessage.js";
import {writeMessage} from "../../games/acc/writeMessage.js";
import {type Sensors, WORKING_SENSORS} from "../faults/sensors.js";
import {AccEvents} from "./accEvents.js";
import {accCarUpdate, accEntry, accLap, accPhase, accTrackData, type Crew, noLap} from "./accMessages.js";
import {accCarIndex} from "./accNumbers.js";
import type {Moment} from "./gameRun.js";
import type {SimCar, SimSession} from "./simSession.js";
import type {ClientDatagram, UdpGame} from "./udpGame.js";

export interface AccBroadcasterOptions {
  /** connectionPassword of the game's broadcasting.json */
  password?: string;
  track?: string;
  /** slot of the car that the cameras follow */
  focus?: number;
  /** drivers of an entry have a nationality, as in later versions of the game */
  nationalities?: boolean;
  /** number added to a gear: 2, or 1 as one client reads it */
  gearPlus?: 1 | 2;
  /** the realtime update has three bytes of weather; one client does not read them */
  weather?: boolean;
  /** protocol version; clients of another version are refused */
  version?: number;
  /** lastLap changes one update after the lap count */
  lapLag?: boolean;
  sessionType?: number;
  teamName?: string;
  sensors?: Sensors;
}

interface Client {
  connectionId: number;
  intervalMs: number;
  /** session time of its next update, ms */
  dueMs: number;
  /** number of events sent to it */
  events: number;
}

const HOTLAP = 11;
const MAX_CLIENTS = 16;
/** limits of the update interval that a client may request, ms */
const [MIN_INTERVAL_MS, MAX_INTERVAL_MS] = [10, 10_000];

/** The game side of ACC's broadcasting: sends all cars to each client at its requested interval. */
export class AccBroadcaster implements UdpGame {
  readonly registered = new Map<string, Client>();
  /** types of the clients' requests, in order */
  readonly requests: string[] = [];
  sessionIndex = 0;
  /** whether the game shows a replay instead of the session */
  replay = false;
  /** drivers of each car */
  readonly crews: Crew[];
  readonly options: Required<AccBroadcasterOptions>;
  private connections = 0;
  private events: AccEvents;
  /** by slot: the last lap of the previous update */
  private readonly previousLastLap: AccLap[] = [];

  constructor(
    private session: SimSession,
    options: AccBroadcasterOptions = {},
  ) {
    const {name} = session.circuit.description;
    this.options = {
      password: "asd",
      track: name,
      focus: 0,
      nationalities: true,
      gearPlus: 2,
      lapLag: false,
      weather: true,
      version: ACC_PROTOCOL_VERSION,
      sessionType: session.kind === "race" ? RACE : HOTLAP,
      teamName: "Simulated",
      sensors: WORKING_SENSORS,
      ...options,
    };
    this.crews = session.cars.map((car) => ({names: [car.name], current: 0}));
    this.events = new AccEvents(session);
  }

  get clients(): number {
    return this.registered.size;
  }

  receive(bytes: Uint8Array, client: string): Uint8Array[] {
    const request = readRequest(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
    if (typeof request === "string") {
      this.record(`malformed: ${request}`);
      return [];
    }
    this.record(request.type);
    const known = this.registered.get(client);
    switch (request.type) {
      case "register":
        return [this.encode(this.register(request, client))];
      case "unregister":
        this.registered.delete(client);
        return [];
      case "requestEntryList":
        return known && known.connectionId === request.connectionId ? this.entryList(known.connectionId) : [];
      case "requestTrackData":
        return known && known.connectionId === request.connectionId
          ? [this.encode(accTrackData(this.session, known.connectionId, this.options.track))]
          : [];
    }
  }

  /** For each client the new events, then its update when its interval has passed. */
  frame(moment: Moment = "driven", session = this.session): ClientDatagram[] {
    if (moment === "paused" || moment === "away") return [];
    if (moment === "begun") this.begin(session);
    const out: ClientDatagram[] = [];
    const now = Math.round(1000 * this.session.time);
    const events = this.events.all();
    let update: Uint8Array[] | undefined;
    for (const [name, client] of this.registered) {
      for (; client.events < events.length; client.events++)
        out.push({client: name, bytes: this.encode(events[client.events])});
      if (now < client.dueMs) continue;
      // updates missed between two frames are not sent later
      client.dueMs = Math.max(client.dueMs + client.intervalMs, now - client.intervalMs + 1);
      update ??= this.update();
      for (const bytes of update) out.push({client: name, bytes});
    }
    return out;
  }

  /** Begins another session with the same clients. */
  private begin(session: SimSession): void {
    if (session === this.session) return;
    this.session = session;
    this.events = new AccEvents(session);
    for (const client of this.registered.values()) Object.assign(client, {dueMs: 0, events: 0});
  }

  /** The datagrams of one interval: a realtime update and one for each car. */
  update(): Uint8Array[] {
    const {cars} = this.session;
    return [this.encode(this.realtime()), ...cars.map((car) => this.encode(this.car(car)))];
  }

  entryList(connectionId: number): Uint8Array[] {
    const {cars} = this.session;
    const {teamName, nationalities} = this.options;
    return [
      this.encode({type: "entryList", connectionId, carIndices: cars.map(({slot}) => accCarIndex(slot))}),
      ...cars.map((car) => this.encode(accEntry(car, this.crews[car.slot], teamName, nationalities))),
    ];
  }

  encode(message: AccMessage): Uint8Array {
    const bytes = writeMessage(message);
    // the writer adds 2 to the gear
    if (message.type === "car") bytes[6] = message.gear + this.options.gearPlus;
    return bytes;
  }

  private record(request: string): void {
    if (this.requests.length < 1000) this.requests.push(request);
  }

  private register(request: AccRequest & {type: "register"}, client: string): AccMessage {
    const {version, password, intervalMs} = request;
    const refuse = (error: string): AccMessage => {
      return {type: "registration", connectionId: -1, success: false, readOnly: true, error};
    };
    if (version !== this.options.version) return refuse(`Protocol version mismatch: ${version}`);
    if (password !== this.options.password) return refuse("Wrong password");
    if (!this.registered.has(client) && this.registered.size >= MAX_CLIENTS) return refuse("Too many clients");
    const connectionId = ++this.connections;
    this.registered.set(client, {
      connectionId,
      intervalMs: Math.max(MIN_INTERVAL_MS, Math.min(MAX_INTERVAL_MS, intervalMs)),
      dueMs: 0,
      events: this.events.all().length,
    });
    return {type: "registration", connectionId, success: true, readOnly: true, error: ""};
  }

  private realtime(): Realtime {
    const {session, options, sessionIndex, replay} = this;
    const {rain, wetness} = options.weather ? session : {rain: Number.NaN, wetness: Number.NaN};
    return {
      type: "realtime",
      eventIndex: 0,
      sessionIndex,
      sessionType: options.sessionType,
      phase: accPhase(session),
      sessionTimeMs: Math.round(1000 * session.time),
      sessionEndTimeMs: -1,
      focusedCarIndex: accCarIndex(options.focus),
      cameraSet: SIMULATED_CAR,
      camera: "none",
      hudPage: "Blank",
      replay: replay ? {sessionTimeMs: 1, remainingMs: 2} : null,
      timeOfDayMs: 14 * 3_600_000 + 1000 * session.time,
      ambientTempC: Math.round(session.airTemperature),
      trackTempC: Math.round(session.roadTemperature),
      clouds: options.weather ? (rain > 0 ? 0.9 : 0.1) : Number.NaN,
      rain,
      wetness,
      bestSessionLap: this.bestLap(),
    };
  }

  private car(simCar: SimCar): CarUpdate {
    const {slot, car, timing} = simCar;
    const {sensors, lapLag} = this.options;
    const crew = this.crews[slot];
    const last = timing.laps.at(-1);
    const lastLap = last ? accLap(slot, crew, last) : noLap(slot, crew);
    const reported = lapLag ? (this.previousLastLap[slot] ?? lastLap) : lastLap;
    this.previousLastLap[slot] = lastLap;
    return accCarUpdate(simCar, crew, sensors.read(slot, "speed", 0, car.v * 3.6), reported);
  }

  private bestLap(): AccLap {
    const {crews} = this;
    let bestLap = noLap(0, crews[0]);
    for (const {slot, timing} of this.session.cars) {
      const best = timing.best();
      if (best && best.lapTimeMs < bestLap.lapTimeMs) bestLap = accLap(slot, crews[slot], best);
    }
    return bestLap;
  }
}
