import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import {
  type AccLap,
  type AccMessage,
  type AccRequest,
  type CarUpdate,
  PROTOCOL_VERSION,
  RACE,
  type Realtime,
} from "../../games/acc/messages.js";
import {readRequest} from "../../games/acc/readMessage.js";
import {writeMessage} from "../../games/acc/writeMessage.js";
import {type Sensors, SOUND} from "../faults/sensors.js";
import {AccEvents} from "./accEvents.js";
import {accCarUpdate, accEntry, accLap, accPhase, accTrackData, type Crew, noLap} from "./accMessages.js";
import {accCarIndex} from "./accNumbers.js";
import type {Moment} from "./gameRun.js";
import type {SimCar, SimSession} from "./simSession.js";
import type {Told, UdpGame} from "./udpGame.js";

export interface AccBroadcasterOptions {
  /** connectionPassword of the game's broadcasting.json */
  password?: string;
  track?: string;
  /** slot of the car that the cameras follow */
  focus?: number;
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
  teamName?: string;
  sensors?: Sensors;
}

interface Client {
  connectionId: number;
  intervalMs: number;
  /** session time of its next update, ms */
  dueMs: number;
  /** events told to it */
  events: number;
}

const HOTLAP = 11;
const MOST_CLIENTS = 16;
/** ms between two updates that a client may ask for */
const [LEAST_MS, MOST_MS] = [10, 10_000];

/** Competizione's broadcasting as the game serves it: all cars, each client at the interval that it asked for. */
export class AccBroadcaster implements UdpGame {
  readonly registered = new Map<string, Client>();
  /** what clients asked, in order */
  readonly asked: string[] = [];
  sessionIndex = 0;
  /** a replay is shown instead of the session */
  replay = false;
  /** drivers of each car, and who drives */
  readonly crews: Crew[];
  readonly options: Required<AccBroadcasterOptions>;
  private connections = 0;
  private events: AccEvents;
  private readonly shown: AccLap[] = [];

  constructor(
    private session: SimSession,
    options: AccBroadcasterOptions = {},
  ) {
    const {name} = session.circuit.description;
    this.options = {
      ...{password: "asd", track: name, focus: 0, nationalities: true, gearPlus: 2, lapLag: false},
      ...{weather: true, version: PROTOCOL_VERSION},
      ...{sessionType: session.kind === "race" ? RACE : HOTLAP, teamName: "Simulated"},
      sensors: SOUND,
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
      this.note(`malformed: ${request}`);
      return [];
    }
    this.note(request.type);
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

  /** What is due to each client: the events since the last time, then its update when its interval has passed. */
  tell(moment: Moment = "driven", session = this.session): Told[] {
    if (moment === "paused" || moment === "away") return [];
    if (moment === "begun") this.begin(session);
    const out: Told[] = [];
    const now = Math.round(1000 * this.session.time);
    const told = this.events.until();
    let update: Uint8Array[] | undefined;
    for (const [name, client] of this.registered) {
      for (; client.events < told.length; client.events++)
        out.push({client: name, bytes: this.encode(told[client.events])});
      if (now < client.dueMs) continue;
      // a client whose time was missed does not get all of it at once
      client.dueMs = Math.max(client.dueMs + client.intervalMs, now - client.intervalMs + 1);
      update ??= this.update();
      for (const bytes of update) out.push({client: name, bytes});
    }
    return out;
  }

  /** Another session, of the same clients. */
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
    // the writer adds 2
    if (message.type === "car") bytes[6] = message.gear + this.options.gearPlus;
    return bytes;
  }

  private note(asked: string): void {
    if (this.asked.length < 1000) this.asked.push(asked);
  }

  private register(request: AccRequest & {type: "register"}, client: string): AccMessage {
    const {version, password, intervalMs} = request;
    const refuse = (error: string): AccMessage => ({
      ...{type: "registration", connectionId: -1, success: false, readOnly: true, error},
    });
    if (version !== this.options.version) return refuse(`Protocol version mismatch: ${version}`);
    if (password !== this.options.password) return refuse("Wrong password");
    if (!this.registered.has(client) && this.registered.size >= MOST_CLIENTS) return refuse("Too many clients");
    const connectionId = ++this.connections;
    this.registered.set(client, {
      ...{connectionId, intervalMs: Math.max(LEAST_MS, Math.min(MOST_MS, intervalMs))},
      ...{dueMs: 0, events: this.events.until().length},
    });
    return {type: "registration", connectionId, success: true, readOnly: true, error: ""};
  }

  private realtime(): Realtime {
    const {session, options, sessionIndex, replay} = this;
    const {rain, wetness} = options.weather ? session : {rain: Number.NaN, wetness: Number.NaN};
    return {
      ...{type: "realtime", eventIndex: 0, sessionIndex, sessionType: options.sessionType, phase: accPhase(session)},
      ...{sessionTimeMs: Math.round(1000 * session.time), sessionEndTimeMs: -1},
      focusedCarIndex: accCarIndex(options.focus),
      ...{cameraSet: SIMULATED_CAR, camera: "none", hudPage: "Blank"},
      replay: replay ? {sessionTimeMs: 1, remainingMs: 2} : null,
      timeOfDayMs: 14 * 3_600_000 + 1000 * session.time,
      ambientTempC: Math.round(session.airTemperature),
      trackTempC: Math.round(session.roadTemperature),
      ...{clouds: options.weather ? (rain > 0 ? 0.9 : 0.1) : Number.NaN, rain, wetness},
      bestSessionLap: this.bestLap(),
    };
  }

  private car(each: SimCar): CarUpdate {
    const {slot, car, timing} = each;
    const {sensors, lapLag} = this.options;
    const crew = this.crews[slot];
    const last = timing.laps.at(-1);
    const lastLap = last ? accLap(slot, crew, last) : noLap(slot, crew);
    const shown = lapLag ? (this.shown[slot] ?? lastLap) : lastLap;
    this.shown[slot] = lastLap;
    return accCarUpdate(each, crew, sensors.read(slot, "speed", 0, car.v * 3.6), shown);
  }

  private bestLap(): AccLap {
    const {crews} = this;
    let found = noLap(0, crews[0]);
    for (const {slot, timing} of this.session.cars) {
      const best = timing.best();
      if (best && best.lapTimeMs < found.lapTimeMs) found = accLap(slot, crews[slot], best);
    }
    return found;
  }
}
