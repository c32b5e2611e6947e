import {rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {AC_GRAPHICS, ACC_GRAPHICS} from "./graphicsPage.js";
import {NO_TIME} from "./lapTime.js";
import type {AcGame} from "./staticFacts.js";

interface Rule {
  channel: string;
  /** range of plausible values */
  min: number;
  max: number;
}

const time = (channel: string): Rule => ({channel, min: 1, max: NO_TIME - 1});
const level = (channel: string): Rule => ({channel, min: 0, max: 255});

const COMMON = {iBestTime: time("bestLapTimeMs")};

const ASSETTO_CORSA = {
  ...COMMON,
  surfaceGrip: {channel: "trackGrip", min: 1e-3, max: 1},
};

/** In ACC surfaceGrip is always 0, and wind is in m/s and rad; in Assetto Corsa the unit of wind is not documented. */
const COMPETIZIONE = {
  ...COMMON,
  windSpeed: {channel: "windSpeed", min: 0, max: 100},
  windDirection: {channel: "windDirection", min: -7, max: 7},
  TC: level("tcLevel"),
  TCCUT: level("tcCutLevel"),
  ABS: level("absLevel"),
  EngineMap: level("engineMap"),
  exhaustTemperature: {channel: "exhaustTempC", min: 1, max: 2000},
  fuelEstimatedLaps: {channel: "fuelRemainingLaps", min: 1e-3, max: 10_000},
  gapBehind: time("deltaToBehindMs"),
};

const DELTA = rowIndex("deltaToBestMs");

/** Reads channels of a graphics page other than laps and positions: driving aids, wind, gaps and times. */
export class GraphicsRows {
  private readonly steps: {offset: number; integer: boolean; min: number; max: number; row: number}[];
  private readonly values: Float64Array;
  private delta = Number.NaN;

  constructor(private readonly game: AcGame) {
    const layout = game === "acc" ? ACC_GRAPHICS : AC_GRAPHICS;
    const rules = game === "acc" ? COMPETIZIONE : ASSETTO_CORSA;
    this.steps = Object.entries(rules).map(([field, {channel, min, max}]) => {
      const {offset, type} = layout.fields.find(({name}) => name === field)!;
      return {offset, integer: type === "i32", min, max, row: rowIndex(channel)};
    });
    this.values = new Float64Array(this.steps.length).fill(Number.NaN);
  }

  read(view: DataView): void {
    this.steps.forEach(({offset, integer, min, max}, i) => {
      const value = integer ? view.getInt32(offset, true) : view.getFloat32(offset, true);
      this.values[i] = value >= min && value <= max ? value : Number.NaN;
    });
    if (this.game !== "acc") return;
    const {at} = ACC_GRAPHICS;
    const best = view.getInt32(at.iBestTime, true);
    const ms = Math.abs(view.getInt32(at.iDeltaLapTime, true));
    const known = best > 0 && best < NO_TIME && ms < 3_600_000;
    this.delta = known ? (view.getInt32(at.isDeltaPositive, true) ? ms : -ms) : Number.NaN;
  }

  /** Writes the values read last into a row. */
  fill(row: TelemetryRow): void {
    for (const [i, step] of this.steps.entries()) row[step.row] = this.values[i];
    // Assetto Corsa has the delta in its physics page
    if (this.game === "acc") row[DELTA] = this.delta;
  }
}
