import {rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {AC_GRAPHICS, ACC_GRAPHICS, NO_TIME} from "./graphicsPage.js";
import type {AcGame} from "./staticFacts.js";

interface Rule {
  channel: string;
  /** least and most that mean something */
  least: number;
  most: number;
}

const time = (channel: string): Rule => ({channel, least: 1, most: NO_TIME - 1});
const level = (channel: string): Rule => ({channel, least: 0, most: 255});

const COMMON = {iBestTime: time("bestLapTimeMs")};

const OLDER = {
  ...COMMON,
  surfaceGrip: {channel: "trackGrip", least: 1e-3, most: 1},
};

/** surfaceGrip is always 0 there. Wind is m/s and rad; of the older game its unit is not stated. */
const NEWER = {
  ...COMMON,
  windSpeed: {channel: "windSpeed", least: 0, most: 100},
  windDirection: {channel: "windDirection", least: -7, most: 7},
  TC: level("tcLevel"),
  TCCUT: level("tcCutLevel"),
  ABS: level("absLevel"),
  EngineMap: level("engineMap"),
  exhaustTemperature: {channel: "exhaustTempC", least: 1, most: 2000},
  fuelEstimatedLaps: {channel: "fuelRemainingLaps", least: 1e-3, most: 10_000},
  gapBehind: time("deltaToBehindMs"),
};

const DELTA = rowIndex("deltaToBestMs");

/** What a graphics page tells beside laps and places: aids, wind, gaps and times. */
export class GraphicsRows {
  private readonly steps: {offset: number; integer: boolean; least: number; most: number; row: number}[];
  private readonly values: Float64Array;
  private delta = Number.NaN;

  constructor(private readonly game: AcGame) {
    const layout = game === "acc" ? ACC_GRAPHICS : AC_GRAPHICS;
    this.steps = Object.entries(game === "acc" ? NEWER : OLDER).map(([field, {channel, least, most}]) => {
      const {offset, type} = layout.fields.find(({name}) => name === field)!;
      return {offset, integer: type === "i32", least, most, row: rowIndex(channel)};
    });
    this.values = new Float64Array(this.steps.length).fill(Number.NaN);
  }

  /** Takes what the page says. */
  read(view: DataView): void {
    this.steps.forEach(({offset, integer, least, most}, i) => {
      const value = integer ? view.getInt32(offset, true) : view.getFloat32(offset, true);
      this.values[i] = value >= least && value <= most ? value : Number.NaN;
    });
    if (this.game !== "acc") return;
    const {at} = ACC_GRAPHICS;
    const best = view.getInt32(at.iBestTime, true);
    const ms = Math.abs(view.getInt32(at.iDeltaLapTime, true));
    const known = best > 0 && best < NO_TIME && ms < 3_600_000;
    this.delta = known ? (view.getInt32(at.isDeltaPositive, true) ? ms : -ms) : Number.NaN;
  }

  /** Adds it to a row. */
  fill(row: TelemetryRow): void {
    for (const [i, step] of this.steps.entries()) row[step.row] = this.values[i];
    // of the older game the physics page has it
    if (this.game === "acc") row[DELTA] = this.delta;
  }
}
