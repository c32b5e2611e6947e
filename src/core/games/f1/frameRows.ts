import {CHANNELS, PARTS} from "../../channels/catalogue.js";
import {
  createRow,
  NORMALIZED_POSITION,
  OVERALL_FRAME,
  rowIndex,
  type TelemetryRow,
  TIMESTAMP,
} from "../../channels/telemetryRow.js";
import {UNSTAMPED} from "../../messages/telemetryStamp.js";
import {type Views, viewsOf} from "./columns.js";
import {absentChannels, type Copier, copierOf} from "./copier.js";
import type {Format} from "./formats.js";
import {ACTIVE, type Frame, LAP_PART, partsOfCar} from "./frame.js";
import {RESTRICTED_CHANNELS} from "./restricted.js";
import {rowColumns} from "./rowBlock.js";

/** slots of the format with most */
export const MAX_SLOTS = 24;

const [TIME, LAP, CAR, FRAME, DISTANCE] = ["sessionTime", "lapNumber", "car", "frame", "lapDistance"].map(rowIndex);
const RESTRICTED = [...RESTRICTED_CHANNELS].map(rowIndex);

/** Facts about a frame from packets outside it. */
export interface FrameContext {
  /** of the track, m; 0 or NaN while unknown: no normalizedPosition then */
  trackLengthM: number;
  /** the car whose player sends: motion ex is about this car only */
  player: number;
  /** cars whose driver keeps fuel, energy and wear private */
  restricted?: ReadonlySet<number>;
}

/** A part's values of one car in the widths the archive stores, and where in a row each belongs. */
interface PartRow {
  bit: number;
  part: number;
  copy: Copier;
  /** a block of rows, of which the first is used */
  views: Views;
  /** from the block to the row */
  widen: (row: TelemetryRow) => void;
}

/** Turns frames into rows, one car at a time, by the same mapping as the archive's samples. */
export class FrameRows {
  private readonly row = createRow();
  private readonly parts: PartRow[];
  /** cars that take part, by their last lap data */
  private readonly active = new Uint8Array(MAX_SLOTS);

  constructor(format: Format) {
    const absent = absentChannels(format);
    this.parts = PARTS.flatMap((part, p) => {
      const copy = copierOf(format, part);
      if (!copy) return [];
      const channels = CHANNELS.filter((c) => c.part === part);
      const columns = rowColumns(p);
      const lines = channels.map(({name, scale}, c) =>
        absent.has(name) ? "" : `row[${rowIndex(name)}] = c${c}[0]${scale ? ` * ${scale}` : ""};`,
      );
      const names = columns.map((_, c) => `c${c}`);
      // with the columns as its own constants every read has one type
      const make = new Function(...names, `"use strict";\nreturn (row) => {\n${lines.join("\n")}\n};`);
      return [{bit: 1 << p, part: p, copy, views: viewsOf(columns[0].buffer), widen: make(...columns)}];
    });
  }

  /**
   * The message of one car in one frame; undefined where the car does not take part or no packet has its data. The row is used
   * again for the next call.
   */
  of(frame: Frame, car: number, {trackLengthM, player, restricted}: FrameContext): TelemetryRow | undefined {
    const lapData = frame.parts & (1 << LAP_PART) ? frame.columns[LAP_PART]! : undefined;
    if (lapData) this.active[car] = lapData.resultStatus[car] >= ACTIVE ? 1 : 0;
    const parts = partsOfCar(frame.parts, car === player);
    if (!this.active[car] || !parts) return undefined;
    const {row} = this;
    row.fill(Number.NaN);
    row[TIMESTAMP] = UNSTAMPED;
    row[TIME] = frame.sessionTime;
    row[CAR] = car;
    row[FRAME] = frame.frame;
    row[OVERALL_FRAME] = frame.overallFrame;
    if (lapData) row[LAP] = lapData.currentLapNum[car];
    for (const {bit, part, copy, views, widen} of this.parts) {
      if (!(parts & bit)) continue;
      copy(views, 0, frame.views[part]!, car);
      widen(row);
    }
    if (restricted?.has(car)) for (const index of RESTRICTED) row[index] = Number.NaN;
    if (trackLengthM > 0) row[NORMALIZED_POSITION] = row[DISTANCE] / trackLengthM;
    return row;
  }
}
