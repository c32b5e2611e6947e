import {plainDriver} from "../../archive/plainDriver.js";
import {UNKNOWN_TRACK} from "../../archive/types.js";
import {createRow} from "../../channels/telemetryRow.js";
import type {RowSink, SessionDecoder} from "../game.js";
import {ForzaLapTimes} from "./lapTimes.js";
import {FORZA_DASH, FORZA_SLED, forzaDash, forzaLayout, isForzaCar} from "./layout.js";
import {fillForzaDash, fillForzaSled, forzaPlaces} from "./rows.js";
import {SIMULATED_FORZA_CAR} from "./simulated.js";

/** ms by which a datagram may be older than the one before; the clock of a game that was started again is farther back */
const LATE_MS = 1000;
/** a longer gap means another session, ms */
const MAX_GAP_MS = 3_600_000;
/** s; a race whose clock falls from more to less began again, any other fall is a rewind */
const BEGUN_S = 1;
const DRIVEN_S = 5;
/** speed at which a lap clock that starts marks the line, not a standing start, m/s */
const ROLLING = 10;
/** longest step over which the distance is integrated, s */
const MAX_STEP_S = 1;
/** m by which the car may move farther than its speed says */
const MAX_STEP_M = 10;
const CAR = 0;

/**
 * Forza's packets as rows. The distance in the packet is not in metres in every game: speed is integrated instead, from the line and
 * only in laps that began there. Times are the console's, which stand still for nobody: a pause shows as a gap.
 */
export class ForzaDecoder implements SessionDecoder {
  over = false;
  private readonly row = createRow();
  private identity = "";
  private timestamp = 0;
  private time = 0;
  private isOn = true;
  private raceTime = 0;
  private lapNumber = 0;
  /** since the line; NaN in a lap that did not begin there */
  private metres = Number.NaN;
  private place: readonly number[] = [Number.NaN, Number.NaN, Number.NaN];
  /** the running lap so far, for rewinds */
  private driven: {current: number; metres: number}[] = [];
  private readonly laps: ForzaLapTimes;

  constructor(private readonly sink: RowSink) {
    this.laps = new ForzaLapTimes(
      (lap) => sink.lap(CAR, lap),
      (lap, current) => this.rewind(lap, current),
    );
  }

  datagram(view: DataView, offset: number, length: number, _arrival: number): "ok" | "next" | (string & {}) {
    const layout = forzaLayout(length);
    if (!layout) return "length";
    if (view.getInt32(offset, true) === 0) return this.turn(false);
    if (!isForzaCar(view, offset)) return "values";
    const dash = forzaDash(view, offset, length);
    if (Number.isNaN(dash)) return "layout";
    const car = view.getInt32(offset + FORZA_SLED.car, true);
    const track = layout.track === undefined ? -1 : view.getInt32(offset + layout.track, true);
    const identity = `${layout.game} ${car} ${track}`;
    const timestamp = view.getUint32(offset + FORZA_SLED.timestampMs, true);
    const isFirst = this.identity === "";
    // the clock has 32 bits and wraps after 49 days
    const gap = isFirst ? 0 : (timestamp - this.timestamp) | 0;
    if (!isFirst) {
      if (gap === 0) return "duplicate";
      if (gap < 0 && gap > -LATE_MS) return "late";
      if (gap < 0 || gap > MAX_GAP_MS || identity !== this.identity) return "next";
      if (dash !== undefined && this.isRestarted(view, offset + dash)) return "next";
    } else this.begin(identity, layout.game, car, track);
    this.turn(true);
    this.timestamp = timestamp;
    this.time += gap / 1000;
    this.emit(view, offset, dash, gap / 1000);
    return "ok";
  }

  private begin(identity: string, game: string, car: number, track: number): void {
    this.identity = identity;
    this.sink.facts({
      game,
      playerCar: CAR,
      simulated: car === SIMULATED_FORZA_CAR,
      track: {id: track, name: track < 0 ? UNKNOWN_TRACK : `track ${track}`, lengthM: 0, sectorStartsM: null},
      drivers: [plainDriver(CAR, "player", `car ${car}`)],
    });
  }

  /** The race is on, or off: a menu, a pause, a loading screen. */
  private turn(isOn: boolean): "ok" {
    if (isOn !== this.isOn && this.identity !== "")
      this.sink.event({code: isOn ? "race on" : "race off", sessionTime: this.time, car: CAR});
    this.isOn = isOn;
    return "ok";
  }

  private isRestarted(view: DataView, dash: number): boolean {
    const raceTime = view.getFloat32(dash + FORZA_DASH.raceTimeS, true);
    const current = view.getFloat32(dash + FORZA_DASH.currentLapS, true);
    const number = view.getUint16(dash + FORZA_DASH.lap, true);
    return (raceTime < BEGUN_S && this.raceTime > DRIVEN_S) || (number < this.lapNumber && current < BEGUN_S);
  }

  private rewind(lap: number, current: number): void {
    const {driven} = this;
    while (driven.length > 0 && !(driven[driven.length - 1].current < current)) driven.pop();
    this.metres = lap === this.laps.lap ? (driven.at(-1)?.metres ?? Number.NaN) : Number.NaN;
    this.sink.rewind?.(CAR, lap, current * 1000);
    this.sink.event({code: "rewind", sessionTime: this.time, car: CAR});
  }

  private emit(view: DataView, offset: number, dash: number | undefined, step: number): void {
    const {row, laps} = this;
    row.fill(Number.NaN);
    row[forzaPlaces.sessionTime] = this.time;
    row[forzaPlaces.lapNumber] = 0;
    fillForzaSled(view, offset, row);
    if (dash !== undefined) {
      fillForzaDash(view, offset + dash, row);
      this.follow(view, offset + dash, step);
      row[forzaPlaces.lapNumber] = laps.lap;
      row[forzaPlaces.currentLapTimeMs] = laps.current * 1000;
      row[forzaPlaces.lapDistance] = this.metres;
    }
    this.sink.row(CAR, row);
  }

  /** Whether the car moved much farther than it can have driven, m. */
  private move(view: DataView, dash: number, driven: number): boolean {
    const place = [0, 4, 8].map((i) => view.getFloat32(dash + FORZA_DASH.position + i, true));
    const moved = Math.hypot(...place.map((value, i) => value - this.place[i]));
    this.place = place;
    return moved > MAX_STEP_M + 2 * driven;
  }

  private follow(view: DataView, dash: number, step: number): void {
    const f32 = (at: number) => seconds(view.getFloat32(dash + at, true));
    const {laps} = this;
    const before = laps.lap;
    const speed = view.getFloat32(dash + FORZA_DASH.speed, true);
    const number = view.getUint16(dash + FORZA_DASH.lap, true);
    const reading = {number, current: f32(FORZA_DASH.currentLapS), last: f32(FORZA_DASH.lastLapS)};
    laps.update(reading, this.time, step, this.move(view, dash, speed * step));
    this.raceTime = f32(FORZA_DASH.raceTimeS);
    this.lapNumber = number;
    if (laps.lap === before) this.metres += step <= MAX_STEP_S ? speed * step : Number.NaN;
    else {
      this.metres = laps.lap === before + 1 && (before > 0 || (before === 0 && speed > ROLLING)) ? 0 : Number.NaN;
      this.driven = [];
    }
    if (Number.isFinite(this.metres)) this.driven.push({current: laps.current, metres: this.metres});
  }
}

/** A time of the packet, s; 0 when it is none. */
function seconds(value: number): number {
  return value > 0 && value < 86_400 ? value : 0;
}
