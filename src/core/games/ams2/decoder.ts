import {plainDriver} from "../../archive/plainDriver.js";
import type {Driver} from "../../archive/types.js";
import {UNKNOWN_TRACK} from "../../archive/types.js";
import {createRow, rowIndices, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {CarTimes} from "./carTimes.js";
import {AMS2, AMS2_MAX_CARS, ams2Header, ams2Text, NAMES_PER_PACKET, readTiming, type Timing} from "./layout.js";
import {Ams2TelemetryRows} from "./telemetry.js";

const SESSION_TYPES = ["unknown", "practice", "test", "qualifying", "formation lap", "race", "time trial"];
/** game states */
const FRONT_END = 1;
const PLAYING = 2;
const RESTARTING = 5;
const REPLAYS = [6, 7];
/** s without telemetry after which the viewed car gets rows from the timings packet, like all others */
const SILENT_S = 1;

const at = {
  ...rowIndices("sessionTime lapNumber currentLapTimeMs lapDistance position sector lapInvalid pitStatus"),
  ...rowIndices("sector1TimeMs sector2TimeMs worldX worldY worldZ"),
};

/**
 * Automobilista 2 and Project CARS 2 as rows: position and lap of every car from the timings packet, controls and wheels of the viewed
 * car from the telemetry packet. The packets have no session clock; session time is the time since the first arrival.
 */
export class Ams2Decoder implements SessionDecoder {
  over = false;
  private began = Number.NaN;
  private now = 0;
  private session = -1;
  private track = "";
  private played = false;
  private replay = false;
  private viewed = -1;
  /** session time of the last telemetry packet, s */
  private telemetryAt = Number.NEGATIVE_INFINITY;
  /** the game's number of a lap's first sector */
  private firstSector = Number.NaN;
  private readonly timings: (Timing | undefined)[] = [];
  private readonly times: CarTimes[] = [];
  private readonly rows: TelemetryRow[] = [];
  private readonly telemetryRows = new Ams2TelemetryRows();
  private readonly names: string[] = [];
  private readonly vehicles = new Map<number, string>();
  /** drivers reported last, as JSON */
  private lastDrivers = "";
  private lastPacket = -1;

  constructor(private readonly sink: RowSink) {}

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    const header = ams2Header(view, offset, length);
    if (!header) return length < 24 ? "length" : "header";
    const {type, part, packet} = header;
    if (type === AMS2.gameState && this.isOtherSession(view, offset)) return "next";
    if (type === AMS2.race && this.isOtherTrack(view, offset)) return "next";
    if (type === AMS2.timings && this.isRestarted(view, offset)) return "next";
    if (packet === this.lastPacket) return "duplicate";
    if (this.lastPacket >= 0 && packet > this.lastPacket + 1 && packet - this.lastPacket < 1000)
      this.sink.lost(packet - this.lastPacket - 1);
    this.lastPacket = packet;
    if (Number.isNaN(this.began)) {
      this.began = arrival;
      this.sink.facts({game: "Automobilista 2"});
    }
    this.now = Math.max(this.now, arrival - this.began);
    if (type === AMS2.gameState) this.gameState(view, offset);
    else if (type === AMS2.race) this.race(view, offset);
    else if (type === AMS2.participants) this.participants(view, offset, part);
    else if (type === AMS2.vehicles && length === 1164) this.vehicleNames(view, offset);
    else if (type === AMS2.stats) this.stats(view, offset);
    else if (type === AMS2.timings) this.allTimings(view, offset);
    else if (type === AMS2.telemetry) this.telemetry(view, offset);
    return "ok";
  }

  /** Whether another type of session begins, or the game reports a restart. */
  private isOtherSession(view: DataView, offset: number): boolean {
    const state = view.getUint8(offset + 14);
    const session = (state >> 4) & 7;
    if (this.session > 0 && session > 0 && session !== this.session) return true;
    return (state & 7) === RESTARTING && this.played;
  }

  private isOtherTrack(view: DataView, offset: number): boolean {
    return this.track !== "" && trackName(view, offset) !== this.track;
  }

  /** Whether the player's lap number fell: a restart that the game did not report. */
  private isRestarted(view: DataView, offset: number): boolean {
    const own = this.viewed;
    const before = this.timings[own];
    if (!before) return false;
    const now = readTiming(view, offset, own);
    return now.active && before.active && now.lap < before.lap && before.lap > 0;
  }

  private gameState(view: DataView, offset: number): void {
    const state = view.getUint8(offset + 14);
    const session = (state >> 4) & 7;
    if ((state & 7) === FRONT_END && this.played) this.over = true;
    if ((state & 7) === PLAYING) this.played = true;
    if (session > 0) this.session = session;
    const rain = view.getUint8(offset + 17);
    this.sink.facts({
      type: SESSION_TYPES[this.session] ?? "unknown",
      gameVersion: String(view.getUint16(offset + 12, true)),
      airTempC: view.getInt8(offset + 15),
      trackTempC: view.getInt8(offset + 16),
      weather: rain > 0 ? "rain" : "dry",
    });
    this.replay = REPLAYS.includes(state & 7);
  }

  private race(view: DataView, offset: number): void {
    this.track = trackName(view, offset);
    const lengthM = view.getFloat32(offset + 44, true);
    const known = lengthM > 0 && lengthM < 100_000;
    this.sink.facts({
      track: {id: -1, name: this.track || UNKNOWN_TRACK, lengthM: known ? lengthM : 0, sectorStartsM: null},
    });
  }

  private participants(view: DataView, offset: number, part: number): void {
    for (let i = 0; i < NAMES_PER_PACKET; i++)
      this.names[(part - 1) * NAMES_PER_PACKET + i] = ams2Text(view, offset + 16 + 64 * i, 64);
    this.reportDrivers();
  }

  private vehicleNames(view: DataView, offset: number): void {
    for (let i = 0; i < NAMES_PER_PACKET; i++) {
      const entry = offset + 12 + 72 * i;
      // index, class and name; two bytes of padding are before the class or after the name
      const packed = view.getUint8(entry + 6) >= 32 && view.getUint8(entry + 7) >= 32;
      const name = ams2Text(view, entry + (packed ? 6 : 8), 64);
      if (name) this.vehicles.set(view.getUint16(entry, true) & 127, name);
    }
    this.reportDrivers();
  }

  private reportDrivers(): void {
    const drivers = this.timings.flatMap((timing, car): Driver[] =>
      timing ? [plainDriver(car, this.names[car] || `car ${car}`, this.vehicles.get(timing.carIndex))] : [],
    );
    const text = JSON.stringify(drivers);
    if (text === this.lastDrivers || drivers.length === 0) return;
    this.lastDrivers = text;
    this.sink.facts({drivers, playerCar: this.viewed >= 0 ? this.viewed : null});
  }

  private stats(view: DataView, offset: number): void {
    for (let i = 0; i < AMS2_MAX_CARS; i++) {
      const entry = offset + 16 + 32 * i;
      this.times[i]?.stats(floatAt(view, entry + 4), floatAt(view, entry + 8), this.now);
    }
  }

  private allTimings(view: DataView, offset: number): void {
    const count = Math.min(AMS2_MAX_CARS, Math.max(0, view.getInt8(offset + 12)));
    const own = view.getUint16(offset + 1057, true);
    if (this.viewed < 0 && own < count) this.viewed = own;
    for (let car = 0; car < count; car++) {
      const timing = readTiming(view, offset, car);
      if (!timing.active || !Number.isFinite(timing.lapTime)) continue;
      const before = this.timings[car];
      if (before && timing.lap > before.lap) this.firstSector = timing.sector;
      this.timings[car] = timing;
      this.times[car] ??= new CarTimes(car, this.sink);
      this.times[car].timing(timing, this.firstSector, this.now);
      if (this.replay || (car === this.viewed && this.now - this.telemetryAt < SILENT_S)) continue;
      this.sink.row(car, this.rowOf(car, timing));
    }
    this.reportDrivers();
  }

  private telemetry(view: DataView, offset: number): void {
    const car = view.getInt8(offset + 12);
    const timing = this.timings[car];
    if (car < 0 || !timing || this.replay) return;
    if (this.viewed !== car) {
      this.viewed = car;
      this.lastDrivers = "";
      this.reportDrivers();
    }
    this.telemetryAt = this.now;
    const row = this.rowOf(car, timing);
    this.telemetryRows.fill(view, offset, row);
    this.sink.row(car, row);
  }

  private rowOf(car: number, timing: Timing): TelemetryRow {
    const row = (this.rows[car] ??= createRow());
    row.fill(Number.NaN);
    row[at.sessionTime] = this.now;
    row[at.lapNumber] = timing.lap;
    row[at.currentLapTimeMs] = timing.lapTime >= 0 ? timing.lapTime * 1000 : Number.NaN;
    row[at.lapDistance] = timing.lapDistance;
    row[at.position] = timing.position;
    const sector = timing.sector - this.firstSector + 1;
    row[at.sector] = sector >= 1 && sector <= 3 ? sector : Number.NaN;
    const [first, second] = this.times[car].running;
    row[at.sector1TimeMs] = first ?? Number.NaN;
    row[at.sector2TimeMs] = second ?? Number.NaN;
    row[at.lapInvalid] = Number(timing.invalid);
    row[at.pitStatus] = Number(timing.pitMode > 0);
    row[at.worldX] = timing.x;
    row[at.worldY] = timing.y;
    row[at.worldZ] = -timing.z;
    return row;
  }
}

function trackName(view: DataView, offset: number): string {
  const text = (place: number) => ams2Text(view, offset + place, 64);
  return [text(176) || text(48), text(240) || text(112)].filter(Boolean).join(" ");
}
