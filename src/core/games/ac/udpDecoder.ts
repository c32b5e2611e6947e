import {WHEELS} from "../../channels/catalogue.js";
import {
  createRow,
  NORMALIZED_POSITION,
  OVERALL_FRAME,
  rowIndex,
  type TelemetryRow,
} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {ArrivalClock} from "./arrivalClock.js";
import {MOST_LAPS} from "./graphics.js";
import {LapCounter} from "./lapCounter.js";
import {timeOf} from "./officialLapTimes.js";
import {SIMULATED_CAR} from "./simulated.js";
import {CAR_INFO, type HandshakeResponse, messageKind, readAcText, readResponse, SPOT} from "./udpMessages.js";

const CAR = 0;
const PAGE_WHEEL = [2, 3, 0, 1];
const {at} = CAR_INFO;
/** s for which lastLap may stay behind lapCount */
const LAG_S = 1;

export interface AcUdpOptions {
  /** angle of the steering wheel at full lock, degrees. The game tells an angle only; without it there is no steering channel. */
  steeringLockDeg?: number;
  /** where the game listens */
  port?: number;
}

const [TIME, LAP, CAR_CHANNEL, FRAME, LAP_TIME, LAST_LAP, PIT] = [
  ...["sessionTime", "lapNumber", "car", "frame", "currentLapTimeMs", "lastLapTimeMs", "pitStatus"],
].map(rowIndex);
const STEERING = rowIndex("steering");

/**
 * Left out: steering without its lock, clutch (which end is pressed is in doubt), slip angles (unit not stated), tyreSlip, Dy, Mz,
 * suspensionHeight, cgHeight. Lateral g has the sign of the shared memory's accG. The message has no sectors, no length of the
 * track and no kind of session.
 */
const FLOATS: [field: keyof typeof at, channel: string, factor: number, element: number][] = [
  ["speed_Kmh", "speedKmh", 1, 0],
  ["engineRPM", "rpm", 1, 0],
  ["gas", "throttle", 1, 0],
  ["brake", "brake", 1, 0],
  ["accG_horizontal", "gLateral", -1, 0],
  ["accG_frontal", "gLongitudinal", 1, 0],
  ["accG_vertical", "gVertical", 1, 0],
  ["carCoordinates", "worldX", 1, 0],
  ["carCoordinates", "worldY", 1, 1],
  ["carCoordinates", "worldZ", 1, 2],
  ...WHEELS.flatMap((w, i): [keyof typeof at, string, number, number][] => [
    ["slipRatio", `slipRatio${w}`, 1, PAGE_WHEEL[i]],
    ["load", `verticalForce${w}`, 1, PAGE_WHEEL[i]],
    ["camberRAD", `camber${w}`, 1, PAGE_WHEEL[i]],
  ]),
];
const STEPS = FLOATS.map(([field, channel, factor, element]) => ({
  offset: at[field] + 4 * element,
  row: rowIndex(channel),
  factor,
}));
const GEAR = rowIndex("gear");
const BEST_LAP = rowIndex("bestLapTimeMs");
const FLAGS = (
  [
    ["isEngineLimiterOn", "pitLimiter"],
    ["isAbsInAction", "absActive"],
    ["isTcInAction", "tcActive"],
  ] as const
).map(([field, channel]) => ({offset: at[field], row: rowIndex(channel)}));
const WHEEL_SPEED = WHEELS.map((w) => rowIndex(`wheelSpeed${w}`));

export class AcUdpDecoder implements SessionDecoder {
  readonly over = false;
  private readonly clock = new ArrivalClock();
  private readonly counter = new LapCounter();
  private readonly row: TelemetryRow = createRow();
  private response: HandshakeResponse | null = null;
  private rows = 0;
  private lapCount = 0;
  private lastLap = 0;
  private finished: {lap: number; at: number; before: number} | null = null;
  private last: Uint8Array = new Uint8Array(0);
  private told = false;

  constructor(
    private readonly sink: RowSink,
    private readonly options: AcUdpOptions,
  ) {}

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    switch (messageKind(view, offset, length)) {
      case "response":
        return this.takeResponse(readResponse(view, offset));
      case "carInfo":
        return this.carInfo(view, offset, arrival);
      case "spot":
        return this.spot(view, offset);
      default:
        return length === CAR_INFO.bytes ? "identifier" : "length";
    }
  }

  private takeResponse(response: HandshakeResponse): "ok" | "next" {
    const same = (known: HandshakeResponse) => JSON.stringify(known) === JSON.stringify(response);
    if (this.response) return same(this.response) ? "ok" : "next";
    this.response = response;
    this.tellFacts();
    return "ok";
  }

  private carInfo(view: DataView, offset: number, arrival: number): "ok" | "next" | "values" {
    const i32 = (field: number) => view.getInt32(offset + field, true);
    const lapCount = i32(at.lapCount);
    if (!(lapCount >= 0 && lapCount < MOST_LAPS)) return "values";
    if (this.rows > 0 && lapCount < this.lapCount) return "next";
    // twice subscribed is twice told
    if (this.again(view, offset)) return "ok";
    const {counter, row} = this;
    const time = this.clock.at(arrival);
    const position = floatAt(view, offset + at.carPositionNormalized);
    const inPit = view.getUint8(offset + at.isInPit) !== 0;
    const timerMs = i32(at.lapTime);
    const finished = counter.update({
      ...{time, completedLaps: lapCount, position, inPit, inPitLane: inPit, race: false},
      timerMs: timerMs >= 0 ? timerMs : Number.NaN,
    });
    this.lapCount = lapCount;
    this.tellLap(finished, i32(at.lastLap), time);
    row.fill(Number.NaN);
    row[TIME] = time;
    row[LAP] = counter.lap;
    row[CAR_CHANNEL] = CAR;
    row[FRAME] = row[OVERALL_FRAME] = this.rows++;
    row[LAP_TIME] = counter.timerMs;
    row[LAST_LAP] = timeOf(i32(at.lastLap)) ?? Number.NaN;
    row[BEST_LAP] = timeOf(i32(at.bestLap)) ?? Number.NaN;
    row[PIT] = inPit ? 1 : 0;
    row[NORMALIZED_POSITION] = position;
    this.fill(row, view, offset);
    if (!this.told) this.tellFacts();
    this.sink.row(CAR, row);
    return "ok";
  }

  private fill(row: TelemetryRow, view: DataView, offset: number): void {
    const f32 = (field: number) => floatAt(view, offset + field);
    for (const step of STEPS) row[step.row] = f32(step.offset) * step.factor;
    row[GEAR] = view.getInt32(offset + at.gear, true) - 1;
    for (const flag of FLAGS) row[flag.row] = view.getUint8(offset + flag.offset) ? 1 : 0;
    WHEEL_SPEED.forEach((index, i) => {
      const wheel = 4 * PAGE_WHEEL[i];
      const radius = f32(at.tyreRadius + wheel);
      if (radius > 0 && radius < 5) row[index] = f32(at.wheelAngularSpeed + wheel) * radius;
    });
    const {steeringLockDeg} = this.options;
    if (steeringLockDeg) row[STEERING] = Math.max(-1, Math.min(1, f32(at.steer) / steeringLockDeg));
  }

  private tellLap(finished: number | null, lastLap: number, time: number): void {
    if (finished !== null) this.finished = {lap: finished, at: time, before: this.lastLap};
    this.lastLap = lastLap;
    const open = this.finished;
    if (!open || (lastLap === open.before && time - open.at <= LAG_S)) return;
    this.finished = null;
    this.sink.lap(CAR, lapFacts(open.lap, lastLap));
  }

  /** With RTCarInfo the lap is known already: how this message counts laps is not stated. */
  private spot(view: DataView, offset: number): "ok" | "values" {
    const lap = view.getInt32(offset + SPOT.at.lap, true);
    if (!(lap >= 0 && lap < MOST_LAPS)) return "values";
    if (this.rows > 0) return "ok";
    if (!this.response) {
      const text = (field: number) => readAcText(view, offset + field);
      const names = {carName: text(SPOT.at.carName), driverName: text(SPOT.at.driverName)};
      this.tellFacts({...names, trackName: "", trackConfig: ""});
    }
    this.sink.lap(CAR, lapFacts(lap, view.getInt32(offset + SPOT.at.time, true)));
    return "ok";
  }

  private tellFacts(names = this.response): void {
    this.told = true;
    const track = names ? [names.trackName, names.trackConfig].filter(Boolean).join(" ") : "";
    this.sink.facts({
      ...{game: "Assetto Corsa", gameVersion: "", playerCar: CAR},
      ...(names && {
        simulated: names.carName === SIMULATED_CAR,
        drivers: [
          {
            car: CAR,
            name: names.driverName || "driver",
            team: names.carName,
            raceNumber: 0,
            ai: false,
            restricted: false,
          },
        ],
      }),
      ...(track && {track: {id: -1, name: track, lengthM: 0, sectorStartsM: null}}),
    });
  }

  private again(view: DataView, offset: number): boolean {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, CAR_INFO.bytes);
    const same = this.last.length > 0 && this.last.every((byte, i) => byte === bytes[i]);
    if (!same) this.last = bytes.slice();
    return same;
  }
}

function lapFacts(lap: number, ms: number) {
  return {lap, lapTimeMs: timeOf(ms), sector1Ms: null, sector2Ms: null, sector3Ms: null, valid: true};
}
