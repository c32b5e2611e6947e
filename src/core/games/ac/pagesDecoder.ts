import {plainDriver} from "../../archive/plainDriver.js";
import {
  createRow,
  NORMALIZED_POSITION,
  OVERALL_FRAME,
  rowIndices,
  type TelemetryRow,
} from "../../channels/telemetryRow.js";
import type {RowSink, SessionDecoder, SessionFacts} from "../game.js";
import {acFlag} from "./flags.js";
import {createGraphics, type Graphics, type GraphicsHead, readGraphics, readGraphicsHead} from "./graphics.js";
import {acSessionType, STATUS} from "./graphicsPage.js";
import {GraphicsRows} from "./graphicsRow.js";
import {LapCounter} from "./lapCounter.js";
import {knownTime, MAX_LAPS, NO_TIME, runningTime} from "./lapTime.js";
import {OfficialLapTimes} from "./officialLapTimes.js";
import {PAGE_BYTES, type PageName, readPageDatagram} from "./pages.js";
import {ACC_PHYSICS} from "./physicsPage.js";
import {PhysicsRows} from "./physicsRow.js";
import {SessionClock} from "./sessionClock.js";
import {SIMULATED_CAR} from "./simulated.js";
import {type AcGame, type CarFacts, GAME_NAMES, readStatic, sameSession} from "./staticFacts.js";

const RACE = 2;
/** increase of the session's time left that only a restart causes, ms */
const TIME_LEFT_JUMP_MS = 5000;
const CAR = 0;
const AT = {
  ...rowIndices("sessionTime lapNumber car frame currentLapTimeMs lapDistance sector position worldX"),
  ...rowIndices("worldY worldZ pitStatus lapInvalid lastLapTimeMs deltaToFrontMs fiaFlag sector1TimeMs"),
  ...rowIndices("sector2TimeMs"),
};
const RAIN = ["dry", "drizzle", "light rain", "medium rain", "heavy rain", "thunderstorm"];
/** rows between two updates of the session's facts */
const FACTS_EVERY = 100;

/** offsets of air and road temperature in the physics page */
const {airTemp, roadTemp} = ACC_PHYSICS.at;

/**
 * One row per physics page. The values of a graphics page are in the first row after it and unknown in the others, because the games
 * renew it less often.
 *
 * Session time is the time since the arrival of the first page: the pages have no clock that runs through pits, laps and pauses.
 */
export class AcPagesDecoder implements SessionDecoder {
  over = false;
  private readonly pages: Record<PageName, Uint8Array>;
  private readonly views: Record<PageName, DataView>;
  private readonly clock = new SessionClock();
  private readonly counter = new LapCounter();
  private readonly lapTimes: OfficialLapTimes;
  private readonly row: TelemetryRow = createRow();
  private car: CarFacts | null = null;
  private physics: PhysicsRows | null = null;
  private graphics: Graphics | null = null;
  private graphicsRows: GraphicsRows | null = null;
  /** a graphics page has come since the last row */
  private hasNewGraphics = false;
  private lastPhysics: number | null = null;
  private lastHead: GraphicsHead | null = null;
  /** the last one while driving; a restart from the pause menu is compared with it */
  private lastLive: GraphicsHead | null = null;
  private rows = 0;
  /** facts, tyre set and penalty reported last */
  private lastFacts = "";
  private lastTyreSet = Number.NaN;
  private lastPenalty = 0;

  constructor(
    private readonly sink: RowSink,
    private readonly game?: AcGame,
  ) {
    const page = (name: PageName) => new Uint8Array(PAGE_BYTES[name]);
    this.pages = {physics: page("physics"), graphics: page("graphics"), static: page("static")};
    const view = (name: PageName) => new DataView(this.pages[name].buffer);
    this.views = {physics: view("physics"), graphics: view("graphics"), static: view("static")};
    this.lapTimes = new OfficialLapTimes((facts) => sink.lap(CAR, facts));
  }

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    const taken = readPageDatagram(view, offset, length, this.pages);
    if ("reason" in taken) return taken.reason;
    if (taken.page === "static") return this.takeStatic();
    if (taken.page === "graphics") return this.takeGraphics(arrival);
    return this.takePhysics(arrival);
  }

  private takeStatic(): "ok" | "next" {
    const car = readStatic(this.views.static, this.game);
    if (!car) return "ok";
    if (this.car) return sameSession(this.car, car) ? "ok" : "next";
    this.car = car;
    this.physics = new PhysicsRows(car);
    this.graphicsRows = new GraphicsRows(car.game);
    // a graphics page that arrived earlier can be read now
    if (this.lastHead) this.readGraphics(this.clock.time);
    return "ok";
  }

  private takeGraphics(arrival: number): "ok" | "next" | "values" {
    const head = readGraphicsHead(this.views.graphics);
    if (!(head.completedLaps >= 0 && head.completedLaps < MAX_LAPS)) return "values";
    if (this.lastHead && this.isNewSession(head)) return "next";
    this.lastHead = head;
    if (head.status === STATUS.live) this.lastLive = head;
    if (head.status === STATUS.off && this.rows > 0) this.over = true;
    if (this.car) this.readGraphics(this.clock.at(arrival));
    return "ok";
  }

  /** Whether the session was restarted, another kind of session began, or the game was started again. */
  private isNewSession({packetId, session, status, completedLaps, currentMs, sessionTimeLeft}: GraphicsHead): boolean {
    if (this.rows > 0 && packetId < this.lastHead!.packetId) return true;
    const {lastLive} = this;
    if (status !== STATUS.live || !lastLive) return false;
    if (this.over || session !== lastLive.session || completedLaps < lastLive.completedLaps) return true;
    return currentMs < lastLive.currentMs && sessionTimeLeft > lastLive.sessionTimeLeft + TIME_LEFT_JUMP_MS;
  }

  private readGraphics(time: number): void {
    const {car, counter, lapTimes} = this;
    if (this.lastHead!.status !== STATUS.live) return;
    const graphics = (this.graphics = readGraphics(this.views.graphics, car!.game, this.graphics ?? createGraphics()));
    this.graphicsRows!.read(this.views.graphics);
    this.hasNewGraphics = true;
    const {completedLaps, currentMs, share, inPit, inPitLane} = graphics;
    const before = counter.lap;
    const timerMs = runningTime(currentMs);
    const race = graphics.session === RACE;
    const finished = counter.update({time, completedLaps, timerMs, position: share, inPit, inPitLane, race});
    const {lastLapMs, sectorIndex, lastSectorMs, valid} = graphics;
    const begun = counter.lap !== before;
    lapTimes.update({time, lastLapMs, timerMs, sectorIndex, lastSectorMs, valid}, finished, begun, car!.sectors);
    this.reportEvents(graphics, time);
  }

  private takePhysics(arrival: number): "ok" | "next" {
    const view = this.views.physics;
    const packetId = view.getInt32(0, true);
    if (this.lastPhysics !== null && packetId <= this.lastPhysics) return packetId < this.lastPhysics ? "next" : "ok";
    this.lastPhysics = packetId;
    const {car, graphics, physics, row} = this;
    if (!car || !graphics || !physics || this.lastHead?.status !== STATUS.live) return "ok";
    if (this.rows % FACTS_EVERY === 0) this.reportFacts(car, graphics);
    row.fill(Number.NaN);
    row[AT.sessionTime] = this.clock.at(arrival);
    row[AT.lapNumber] = this.counter.lap;
    row[AT.car] = CAR;
    row[AT.frame] = packetId;
    row[OVERALL_FRAME] = this.rows++;
    physics.fill(row, view);
    if (this.hasNewGraphics) this.fillGraphics(row, graphics, car);
    this.hasNewGraphics = false;
    this.sink.row(CAR, row);
    return "ok";
  }

  private fillGraphics(row: TelemetryRow, graphics: Graphics, {trackLengthM, game, sectors}: CarFacts): void {
    const {share, timerMs} = this.counter;
    this.graphicsRows!.fill(row);
    row[AT.currentLapTimeMs] = timerMs;
    row[NORMALIZED_POSITION] = graphics.share;
    if (trackLengthM > 0) row[AT.lapDistance] = share * trackLengthM;
    if (graphics.sectorIndex >= 0 && graphics.sectorIndex < sectors) row[AT.sector] = graphics.sectorIndex + 1;
    if (graphics.position > 0) row[AT.position] = graphics.position;
    const [x, y, z] = graphics.world;
    row[AT.worldX] = x;
    row[AT.worldY] = y;
    row[AT.worldZ] = z;
    row[AT.pitStatus] = graphics.inPit ? 2 : graphics.inPitLane ? 1 : 0;
    row[AT.lastLapTimeMs] = knownTime(graphics.lastLapMs) ?? Number.NaN;
    const [first, second] = this.lapTimes.sectors;
    row[AT.sector1TimeMs] = first ?? Number.NaN;
    row[AT.sector2TimeMs] = second ?? Number.NaN;
    row[AT.fiaFlag] = acFlag(graphics.flag);
    if (game !== "acc") return;
    row[AT.lapInvalid] = graphics.valid ? 0 : 1;
    if (graphics.gapAheadMs > 0 && graphics.gapAheadMs < NO_TIME) row[AT.deltaToFrontMs] = graphics.gapAheadMs;
  }

  private reportFacts(car: CarFacts, {session, rain}: Graphics): void {
    const degrees = (offset: number) => {
      const value = Math.round(this.views.physics.getFloat32(offset, true));
      return value !== 0 && Math.abs(value) < 150 ? value : null;
    };
    const facts: SessionFacts = {
      game: GAME_NAMES[car.game],
      gameVersion: car.version,
      simulated: car.carModel === SIMULATED_CAR,
      type: acSessionType(session),
      weather: RAIN[rain] ?? null,
      airTempC: degrees(airTemp),
      trackTempC: degrees(roadTemp),
      playerCar: CAR,
      drivers: [plainDriver(CAR, car.driver || "driver", car.carName)],
      track: {id: -1, name: car.trackName, lengthM: car.trackLengthM, sectorStartsM: null},
    };
    const key = JSON.stringify(facts);
    if (key === this.lastFacts) return;
    this.lastFacts = key;
    this.sink.facts(facts);
  }

  private reportEvents({penalty, tyreSet}: Graphics, sessionTime: number): void {
    if (this.car!.game !== "acc") return;
    if (penalty !== this.lastPenalty && penalty > 0)
      this.sink.event({code: "penalty", sessionTime, car: CAR, details: {penalty}});
    if (!Number.isNaN(this.lastTyreSet) && tyreSet !== this.lastTyreSet)
      this.sink.event({code: "tyre set", sessionTime, car: CAR, details: {set: tyreSet}});
    this.lastPenalty = penalty;
    this.lastTyreSet = tyreSet;
  }
}
