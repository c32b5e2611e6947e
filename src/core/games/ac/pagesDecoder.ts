import {
  createRow,
  NORMALIZED_POSITION,
  OVERALL_FRAME,
  rowIndex,
  type TelemetryRow,
} from "../../channels/telemetryRow.js";
import type {RowSink, SessionDecoder, SessionFacts} from "../game.js";
import {ArrivalClock} from "./arrivalClock.js";
import {acFlag} from "./flags.js";
import {createGraphics, type Graphics, type GraphicsHead, MOST_LAPS, readGraphics, readHead} from "./graphics.js";
import {NO_TIME, STATUS, sessionName} from "./graphicsPage.js";
import {GraphicsRows} from "./graphicsRow.js";
import {LapCounter} from "./lapCounter.js";
import {OfficialLapTimes, timeOf} from "./officialLapTimes.js";
import {PAGE_BYTES, type PageName, readPageDatagram} from "./pages.js";
import {PhysicsRows} from "./physicsRow.js";
import {SIMULATED_CAR} from "./simulated.js";
import {type AcGame, type CarFacts, GAME_NAMES, readStatic, sameSession} from "./staticFacts.js";

const RACE = 2;
/** the session's time left grows by this much only when it begins anew, ms */
const TIME_LEFT_JUMP_MS = 5000;
const CAR = 0;
const NAMES = [
  ...["sessionTime", "lapNumber", "car", "frame", "currentLapTimeMs", "lapDistance", "sector", "position"],
  ...["worldX", "worldY", "worldZ", "pitStatus", "lapInvalid", "lastLapTimeMs", "deltaToFrontMs", "fiaFlag"],
  ...["sector1TimeMs", "sector2TimeMs"],
] as const;
const AT = Object.fromEntries(NAMES.map((name) => [name, rowIndex(name)])) as Record<(typeof NAMES)[number], number>;
const RAIN = ["dry", "drizzle", "light rain", "medium rain", "heavy rain", "thunderstorm"];
const WEATHER_EVERY = 100;

/**
 * A row for each physics page, with the graphics page last seen. What a graphics page tells stands in the first row after it and is
 * unknown in the others: the games renew it less often.
 *
 * Session time is the time of arrival since the first page: the pages have no clock that runs through pits, laps and pauses.
 */
export class AcPagesDecoder implements SessionDecoder {
  over = false;
  private readonly pages: Record<PageName, Uint8Array>;
  private readonly views: Record<PageName, DataView>;
  private readonly clock = new ArrivalClock();
  private readonly counter = new LapCounter();
  private readonly word: OfficialLapTimes;
  private readonly row: TelemetryRow = createRow();
  private car: CarFacts | null = null;
  private physics: PhysicsRows | null = null;
  private graphics: Graphics | null = null;
  private aside: GraphicsRows | null = null;
  private fresh = false;
  private lastPhysics: number | null = null;
  private lastHead: GraphicsHead | null = null;
  /** the last one while driving: a session is begun anew from the pause menu */
  private lastLive: GraphicsHead | null = null;
  private rows = 0;
  private toldFacts = "";
  private toldSet = Number.NaN;
  private toldPenalty = 0;

  constructor(
    private readonly sink: RowSink,
    private readonly game?: AcGame,
  ) {
    const page = (name: PageName) => new Uint8Array(PAGE_BYTES[name]);
    this.pages = {physics: page("physics"), graphics: page("graphics"), static: page("static")};
    const view = (name: PageName) => new DataView(this.pages[name].buffer);
    this.views = {physics: view("physics"), graphics: view("graphics"), static: view("static")};
    this.word = new OfficialLapTimes((facts) => sink.lap(CAR, facts));
  }

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    const taken = readPageDatagram(view, offset, length, this.pages);
    if ("reason" in taken) return taken.reason;
    if (taken.page === "static") return this.static();
    if (taken.page === "graphics") return this.takeGraphics(arrival);
    return this.takePhysics(arrival);
  }

  private static(): "ok" | "next" {
    const car = readStatic(this.views.static, this.game);
    if (!car) return "ok";
    if (this.car) return sameSession(this.car, car) ? "ok" : "next";
    this.car = car;
    this.physics = new PhysicsRows(car);
    this.aside = new GraphicsRows(car.game);
    // a graphics page that came before
    if (this.lastHead) this.readGraphics(this.clock.time);
    return "ok";
  }

  private takeGraphics(arrival: number): "ok" | "next" | "values" {
    const head = readHead(this.views.graphics);
    if (!(head.completedLaps >= 0 && head.completedLaps < MOST_LAPS)) return "values";
    if (this.lastHead && this.beginsAnew(head)) return "next";
    this.lastHead = head;
    if (head.status === STATUS.live) this.lastLive = head;
    if (head.status === STATUS.off && this.rows > 0) this.over = true;
    if (this.car) this.readGraphics(this.clock.at(arrival));
    return "ok";
  }

  /** A restart, another kind of session, another start of the game. */
  private beginsAnew({packetId, session, status, completedLaps, currentMs, sessionTimeLeft}: GraphicsHead): boolean {
    if (this.rows > 0 && packetId < this.lastHead!.packetId) return true;
    const {lastLive} = this;
    if (status !== STATUS.live || !lastLive) return false;
    if (this.over || session !== lastLive.session || completedLaps < lastLive.completedLaps) return true;
    return currentMs < lastLive.currentMs && sessionTimeLeft > lastLive.sessionTimeLeft + TIME_LEFT_JUMP_MS;
  }

  private readGraphics(time: number): void {
    const {car, counter, word} = this;
    if (this.lastHead!.status !== STATUS.live) return;
    const graphics = (this.graphics = readGraphics(this.views.graphics, car!.game, this.graphics ?? createGraphics()));
    this.aside!.read(this.views.graphics);
    this.fresh = true;
    const {completedLaps, currentMs, share, inPit, inPitLane} = graphics;
    const before = counter.lap;
    const timerMs = currentMs >= 0 && currentMs < NO_TIME ? currentMs : Number.NaN;
    const race = graphics.session === RACE;
    const finished = counter.update({time, completedLaps, timerMs, position: share, inPit, inPitLane, race});
    const {lastLapMs, sectorIndex, lastSectorMs, valid} = graphics;
    const begun = counter.lap !== before;
    word.update({time, lastLapMs, sectorIndex, lastSectorMs, valid}, finished, begun, car!.sectors);
    this.tellEvents(graphics, time);
  }

  private takePhysics(arrival: number): "ok" | "next" {
    const view = this.views.physics;
    const packetId = view.getInt32(0, true);
    if (this.lastPhysics !== null && packetId <= this.lastPhysics) return packetId < this.lastPhysics ? "next" : "ok";
    this.lastPhysics = packetId;
    const {car, graphics, physics, row} = this;
    if (!car || !graphics || !physics || this.lastHead?.status !== STATUS.live) return "ok";
    if (this.rows % WEATHER_EVERY === 0) this.tellFacts(car, graphics);
    row.fill(Number.NaN);
    row[AT.sessionTime] = this.clock.at(arrival);
    row[AT.lapNumber] = this.counter.lap;
    row[AT.car] = CAR;
    row[AT.frame] = packetId;
    row[OVERALL_FRAME] = this.rows++;
    physics.fill(row, view);
    if (this.fresh) this.fillGraphics(row, graphics, car);
    this.fresh = false;
    this.sink.row(CAR, row);
    return "ok";
  }

  private fillGraphics(row: TelemetryRow, graphics: Graphics, {trackLengthM, game, sectors}: CarFacts): void {
    const {share, timerMs} = this.counter;
    this.aside!.fill(row);
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
    row[AT.lastLapTimeMs] = timeOf(graphics.lastLapMs) ?? Number.NaN;
    const [first, second] = this.word.sectors;
    row[AT.sector1TimeMs] = first ?? Number.NaN;
    row[AT.sector2TimeMs] = second ?? Number.NaN;
    row[AT.fiaFlag] = acFlag(graphics.flag);
    if (game !== "acc") return;
    row[AT.lapInvalid] = graphics.valid ? 0 : 1;
    if (graphics.gapAheadMs > 0 && graphics.gapAheadMs < NO_TIME) row[AT.deltaToFrontMs] = graphics.gapAheadMs;
  }

  private tellFacts(car: CarFacts, {session, rain}: Graphics): void {
    const degrees = (offset: number) => {
      const value = Math.round(this.views.physics.getFloat32(offset, true));
      return value !== 0 && Math.abs(value) < 150 ? value : null;
    };
    const facts: SessionFacts = {
      game: GAME_NAMES[car.game],
      gameVersion: car.version,
      simulated: car.carModel === SIMULATED_CAR,
      type: sessionName(session),
      weather: RAIN[rain] ?? null,
      airTempC: degrees(288),
      trackTempC: degrees(292),
      playerCar: CAR,
      drivers: [
        {car: CAR, name: car.driver || "driver", team: car.carName, raceNumber: 0, ai: false, restricted: false},
      ],
      track: {id: -1, name: car.trackName, lengthM: car.trackLengthM, sectorStartsM: null},
    };
    const key = JSON.stringify(facts);
    if (key === this.toldFacts) return;
    this.toldFacts = key;
    this.sink.facts(facts);
  }

  private tellEvents({penalty, tyreSet}: Graphics, sessionTime: number): void {
    if (this.car!.game !== "acc") return;
    if (penalty !== this.toldPenalty && penalty > 0)
      this.sink.event({code: "penalty", sessionTime, car: CAR, details: {penalty}});
    if (!Number.isNaN(this.toldSet) && tyreSet !== this.toldSet)
      this.sink.event({code: "tyre set", sessionTime, car: CAR, details: {set: tyreSet}});
    this.toldPenalty = penalty;
    this.toldSet = tyreSet;
  }
}
