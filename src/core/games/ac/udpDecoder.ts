import {plainDriver} from "../../archive/plainDriver.js";
import {WHEELS} from "../../channels/catalogue.js";
import {
  createRow,
  NORMALIZED_POSITION,
  OVERALL_FRAME,
  rowIndex,
  rowIndices,
  type TelemetryRow,
} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {LapCounter} from "./lapCounter.js";
import {knownTime, MAX_LAPS} from "./lapTime.js";
import {PAGE_WHEELS} from "./physicsPage.js";
import {SessionClock} from "./sessionClock.js";
import {SIMULATED_CAR} from "./simulated.js";
import {CAR_INFO, type HandshakeResponse, messageKind, readAcText, readResponse, SPOT} from "./udpMessages.js";

const CAR = 0;
const {at} = CAR_INFO;
/** s by which lastLap may lag behind lapCount */
const LAG_S = 1;

export interface AcUdpOptions {
  /** angle of the steering wheel at full lock, degrees. The game sends only an angle; without the lock there is no steering channel. */
  steeringLockDeg?: number;
  /** UDP port of the game */
  port?: number;
}

const AT = {
  ...rowIndices("sessionTime lapNumber car frame currentLapTimeMs lastLapTimeMs bestLapTimeMs pitStatus"),
  ...rowIndices("steering gear"),
};

/**
 * Not read: clutch (not known which end is pressed), slip angles (unit not documented), tyreSlip, Dy, Mz, suspensionHeight, cgHeight.
 * Lateral g has the sign of the shared memory's accG. The message has no sectors, no track length and no type of session.
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
    ["slipRatio", `slipRatio${w}`, 1, PAGE_WHEELS[i]],
    ["load", `verticalForce${w}`, 1, PAGE_WHEELS[i]],
    ["camberRAD", `camber${w}`, 1, PAGE_WHEELS[i]],
  ]),
];
const STEPS = FLOATS.map(([field, channel, factor, element]) => ({
  offset: at[field] + 4 * element,
  row: rowIndex(channel),
  factor,
}));
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
  private readonly clock = new SessionClock();
  private readonly counter = new LapCounter();
  private readonly row: TelemetryRow = createRow();
  private response: HandshakeResponse | null = null;
  private rows = 0;
  private lapCount = 0;
  private lastLap = 0;
  /** the lap that waits for its time: number, session time of the finish (s), lastLap before it */
  private finished: {lap: number; at: number; before: number} | null = null;
  /** the previous update */
  private last: Uint8Array = new Uint8Array(0);
  private hasFacts = false;

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
    if (this.response) return JSON.stringify(this.response) === JSON.stringify(response) ? "ok" : "next";
    this.response = response;
    this.reportFacts();
    return "ok";
  }

  private carInfo(view: DataView, offset: number, arrival: number): "ok" | "next" | "values" {
    const i32 = (field: number) => view.getInt32(offset + field, true);
    const lapCount = i32(at.lapCount);
    if (!(lapCount >= 0 && lapCount < MAX_LAPS)) return "values";
    if (this.rows > 0 && lapCount < this.lapCount) return "next";
    // a client that subscribed twice receives every update twice
    if (this.isRepeated(view, offset)) return "ok";
    const {counter, row} = this;
    const time = this.clock.at(arrival);
    const position = floatAt(view, offset + at.carPositionNormalized);
    const inPit = view.getUint8(offset + at.isInPit) !== 0;
    const timerMs = i32(at.lapTime);
    const finished = counter.update({
      time,
      completedLaps: lapCount,
      timerMs: timerMs >= 0 ? timerMs : Number.NaN,
      position,
      inPit,
      inPitLane: inPit,
      race: false,
    });
    this.lapCount = lapCount;
    this.reportLap(finished, i32(at.lastLap), time);
    row.fill(Number.NaN);
    row[AT.sessionTime] = time;
    row[AT.lapNumber] = counter.lap;
    row[AT.car] = CAR;
    row[AT.frame] = row[OVERALL_FRAME] = this.rows++;
    row[AT.currentLapTimeMs] = counter.timerMs;
    row[AT.lastLapTimeMs] = knownTime(i32(at.lastLap)) ?? Number.NaN;
    row[AT.bestLapTimeMs] = knownTime(i32(at.bestLap)) ?? Number.NaN;
    row[AT.pitStatus] = inPit ? 1 : 0;
    row[NORMALIZED_POSITION] = position;
    this.fill(row, view, offset);
    if (!this.hasFacts) this.reportFacts();
    this.sink.row(CAR, row);
    return "ok";
  }

  private fill(row: TelemetryRow, view: DataView, offset: number): void {
    const f32 = (field: number) => floatAt(view, offset + field);
    for (const step of STEPS) row[step.row] = f32(step.offset) * step.factor;
    row[AT.gear] = view.getInt32(offset + at.gear, true) - 1;
    for (const flag of FLAGS) row[flag.row] = view.getUint8(offset + flag.offset) ? 1 : 0;
    WHEEL_SPEED.forEach((index, i) => {
      const wheel = 4 * PAGE_WHEELS[i];
      const radius = f32(at.tyreRadius + wheel);
      if (radius > 0 && radius < 5) row[index] = f32(at.wheelAngularSpeed + wheel) * radius;
    });
    const {steeringLockDeg} = this.options;
    if (steeringLockDeg) row[AT.steering] = Math.max(-1, Math.min(1, f32(at.steer) / steeringLockDeg));
  }

  private reportLap(finished: number | null, lastLap: number, time: number): void {
    if (finished !== null) this.finished = {lap: finished, at: time, before: this.lastLap};
    this.lastLap = lastLap;
    const open = this.finished;
    if (!open || (lastLap === open.before && time - open.at <= LAG_S)) return;
    this.finished = null;
    this.sink.lap(CAR, lapFacts(open.lap, lastLap));
  }

  /** Used only without RTCarInfo, which has the laps too; how this message counts laps is not documented. */
  private spot(view: DataView, offset: number): "ok" | "values" {
    const lap = view.getInt32(offset + SPOT.at.lap, true);
    if (!(lap >= 0 && lap < MAX_LAPS)) return "values";
    if (this.rows > 0) return "ok";
    if (!this.response) {
      const text = (field: number) => readAcText(view, offset + field);
      const names = {carName: text(SPOT.at.carName), driverName: text(SPOT.at.driverName)};
      this.reportFacts({...names, trackName: "", trackConfig: ""});
    }
    this.sink.lap(CAR, lapFacts(lap, view.getInt32(offset + SPOT.at.time, true)));
    return "ok";
  }

  private reportFacts(names = this.response): void {
    this.hasFacts = true;
    const track = names ? [names.trackName, names.trackConfig].filter(Boolean).join(" ") : "";
    this.sink.facts({
      game: "Assetto Corsa",
      gameVersion: "",
      playerCar: CAR,
      ...(names && {
        simulated: names.carName === SIMULATED_CAR,
        drivers: [plainDriver(CAR, names.driverName || "driver", names.carName)],
      }),
      ...(track && {track: {id: -1, name: track, lengthM: 0, sectorStartsM: null}}),
    });
  }

  private isRepeated(view: DataView, offset: number): boolean {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, CAR_INFO.bytes);
    const same = this.last.length > 0 && this.last.every((byte, i) => byte === bytes[i]);
    if (!same) this.last = bytes.slice();
    return same;
  }
}

function lapFacts(lap: number, ms: number) {
  return {lap, lapTimeMs: knownTime(ms), sector1Ms: null, sector2Ms: null, sector3Ms: null, valid: true};
}
