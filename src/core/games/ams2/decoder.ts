import type {Driver} from "../../archive/types.js";
import {UNKNOWN_TRACK} from "../../archive/types.js";
import {createRow, rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {CarTimes} from "./carTimes.js";
import {AMS2, ams2Header, ams2Text, MOST_CARS, NAMES_A_PACKET, readTiming, type Timing} from "./layout.js";
import {TelemetryRows} from "./telemetry.js";

const SESSION_TYPES = ["unknown", "practice", "test", "qualifying", "formation lap", "race", "time trial"];
/** Game states: the front end, and a restart of the session. */
const FRONT_END = 1;
const RESTARTING = 5;
const REPLAYS = [6, 7];
/** Without telemetry for so long the viewed car is told by the timings as all others, s. */
const SILENT_S = 1;

const at = {
  ...{time: rowIndex("sessionTime"), lap: rowIndex("lapNumber"), lapTime: rowIndex("currentLapTimeMs")},
  ...{distance: rowIndex("lapDistance"), position: rowIndex("position"), sector: rowIndex("sector")},
  ...{invalid: rowIndex("lapInvalid"), pit: rowIndex("pitStatus")},
  ...{sector1: rowIndex("sector1TimeMs"), sector2: rowIndex("sector2TimeMs")},
  ...{x: rowIndex("worldX"), y: rowIndex("worldY"), z: rowIndex("worldZ")},
};

/**
 * Automobilista 2 and Project CARS 2 as rows: every car's place and lap by the timings, the viewed car's controls and wheels
 * by the telemetry packet. The packets have no session clock: time is that of arrival since the first datagram.
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
  private told = Number.NEGATIVE_INFINITY;
  private firstSector = Number.NaN;
  private readonly timings: (Timing | undefined)[] = [];
  private readonly times: CarTimes[] = [];
  private readonly rows: TelemetryRow[] = [];
  private readonly telemetryRows = new TelemetryRows();
  private readonly names: string[] = [];
  private readonly vehicles = new Map<number, string>();
  private drivers = "";
  private lastPacket = -1;

  constructor(private readonly sink: RowSink) {}

  datagram(view: DataView, offset: number, length: number, arrival: number): "ok" | "next" | (string & {}) {
    const header = ams2Header(view, offset, length);
    if (!header) return length < 24 ? "length" : "header";
    const {type, part, packet} = header;
    if (type === AMS2.gameState && this.another(view, offset)) return "next";
    if (type === AMS2.race && this.otherTrack(view, offset)) return "next";
    if (type === AMS2.timings && this.restarted(view, offset)) return "next";
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

  /** Another kind of session, or the same again. */
  private another(view: DataView, offset: number): boolean {
    const state = view.getUint8(offset + 14);
    const session = (state >> 4) & 7;
    if (this.session > 0 && session > 0 && session !== this.session) return true;
    return (state & 7) === RESTARTING && this.played;
  }

  private otherTrack(view: DataView, offset: number): boolean {
    return this.track !== "" && trackName(view, offset) !== this.track;
  }

  /** The player's lap falls: the session began anew without saying so. */
  private restarted(view: DataView, offset: number): boolean {
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
    if ((state & 7) === 2) this.played = true;
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
    for (let i = 0; i < NAMES_A_PACKET; i++)
      this.names[(part - 1) * NAMES_A_PACKET + i] = ams2Text(view, offset + 16 + 64 * i, 64);
    this.tellDrivers();
  }

  private vehicleNames(view: DataView, offset: number): void {
    for (let i = 0; i < NAMES_A_PACKET; i++) {
      const entry = offset + 12 + 72 * i;
      // index, class and name, with two bytes of padding before the class or after the name
      const packed = view.getUint8(entry + 6) >= 32 && view.getUint8(entry + 7) >= 32;
      const name = ams2Text(view, entry + (packed ? 6 : 8), 64);
      if (name) this.vehicles.set(view.getUint16(entry, true) & 127, name);
    }
    this.tellDrivers();
  }

  private tellDrivers(): void {
    const drivers = this.timings.flatMap((timing, car): Driver[] =>
      timing
        ? [
            {
              car,
              name: this.names[car] || `car ${car}`,
              team: this.vehicles.get(timing.carIndex) ?? "",
              ...{raceNumber: 0, ai: false, restricted: false},
            },
          ]
        : [],
    );
    const text = JSON.stringify(drivers);
    if (text === this.drivers || drivers.length === 0) return;
    this.drivers = text;
    this.sink.facts({drivers, playerCar: this.viewed >= 0 ? this.viewed : null});
  }

  private stats(view: DataView, offset: number): void {
    for (let i = 0; i < MOST_CARS; i++) {
      const entry = offset + 16 + 32 * i;
      this.times[i]?.stats(floatAt(view, entry + 4), floatAt(view, entry + 8), this.now);
    }
  }

  private allTimings(view: DataView, offset: number): void {
    const count = Math.min(MOST_CARS, Math.max(0, view.getInt8(offset + 12)));
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
      if (this.replay || (car === this.viewed && this.now - this.told < SILENT_S)) continue;
      this.sink.row(car, this.rowOf(car, timing));
    }
    this.tellDrivers();
  }

  private telemetry(view: DataView, offset: number): void {
    const car = view.getInt8(offset + 12);
    const timing = this.timings[car];
    if (car < 0 || !timing || this.replay) return;
    if (this.viewed !== car) {
      this.viewed = car;
      this.drivers = "";
      this.tellDrivers();
    }
    this.told = this.now;
    const row = this.rowOf(car, timing);
    this.telemetryRows.fill(view, offset, row);
    this.sink.row(car, row);
  }

  private rowOf(car: number, timing: Timing): TelemetryRow {
    const row = (this.rows[car] ??= createRow());
    row.fill(Number.NaN);
    row[at.time] = this.now;
    row[at.lap] = timing.lap;
    row[at.lapTime] = timing.lapTime >= 0 ? timing.lapTime * 1000 : Number.NaN;
    row[at.distance] = timing.lapDistance;
    row[at.position] = timing.position;
    const sector = timing.sector - this.firstSector + 1;
    row[at.sector] = sector >= 1 && sector <= 3 ? sector : Number.NaN;
    const [first, second] = this.times[car].running;
    row[at.sector1] = first ?? Number.NaN;
    row[at.sector2] = second ?? Number.NaN;
    row[at.invalid] = Number(timing.invalid);
    row[at.pit] = Number(timing.pitMode > 0);
    row[at.x] = timing.x;
    row[at.y] = timing.y;
    row[at.z] = -timing.z;
    return row;
  }
}

function trackName(view: DataView, offset: number): string {
  const text = (place: number) => ams2Text(view, offset + place, 64);
  return [text(176) || text(48), text(240) || text(112)].filter(Boolean).join(" ");
}
