import type {SampleColumn, SampleTable} from "../archive/samples.js";
import {PARTS, type Part} from "../channels/catalogue.js";
import {BRAKING, FULL_THROTTLE} from "../laps/pedalThresholds.js";

/** Figures of a lap computed from its samples; null where the channel is not known. */
export interface SampleFigures {
  topSpeedKmh: number | null;
  averageSpeedKmh: number | null;
  fullThrottle: number | null;
  braking: number | null;
  fuelUsedKg: number | null;
  fuelUsedLitres: number | null;
  /** session time of first and last sample, s; 0 without samples */
  startTime: number;
  endTime: number;
  tyreCompound: number | null;
  tyreAgeLaps: number | null;
  pit: boolean;
}

/** Figures of the samples of a lap. */
export function sampleFigures(table: SampleTable): SampleFigures {
  const {rows} = table;
  const speed = new Known(table, "telemetry", "speedKmh");
  const throttle = new Known(table, "telemetry", "throttle", FULL_THROTTLE);
  const brake = new Known(table, "telemetry", "brake", BRAKING);
  const fuel = new Known(table, "status", "fuelMass");
  const pit = new Known(table, "lap", "pitStatus");
  const driver = new Known(table, "lap", "driverStatus");
  const {sessionTime} = table.columns;
  return {
    topSpeedKmh: speed.max(),
    averageSpeedKmh: speed.mean(),
    fullThrottle: throttle.share(),
    braking: brake.share(),
    fuelUsedKg: fuel.drop(),
    fuelUsedLitres: new Known(table, "other", "fuelLitres").drop(),
    startTime: rows ? sessionTime[0] : 0,
    endTime: rows ? sessionTime[rows - 1] : 0,
    tyreCompound: new Known(table, "status", "tyreCompound").last(),
    tyreAgeLaps: new Known(table, "status", "tyreAgeLaps").last(),
    pit: (pit.share() ?? 0) > 0 || (driver.share() ?? 1) < 1,
  };
}

/** Statistics of a channel over the rows in which its part arrived, in one pass; null when there are none. */
class Known {
  private rows = 0;
  private sum = 0;
  private first: number | null = null;
  private final: number | null = null;
  private greatest = Number.NEGATIVE_INFINITY;
  private over = 0;

  /** @param above `share` counts the rows with a value above this */
  constructor({columns, present, rows, missing}: SampleTable, part: Part, name: string, above = 0) {
    const column: SampleColumn | undefined = columns[name];
    if (!column) return;
    const absent = missing?.[name];
    const bit = 1 << PARTS.indexOf(part);
    let [count, sum, over] = [0, 0, 0];
    let greatest = Number.NEGATIVE_INFINITY;
    let [first, last] = [-1, -1];
    for (let i = 0; i < rows; i++) {
      if (!(present[i] & bit) || absent?.[i]) continue;
      const value = column[i];
      if (last < 0) first = i;
      last = i;
      count++;
      sum += value;
      if (value > greatest) greatest = value;
      if (value > above) over++;
    }
    Object.assign(this, {rows: count, sum, greatest, over});
    if (last < 0) return;
    this.first = column[first];
    this.final = column[last];
  }

  max(): number | null {
    return this.rows ? this.greatest : null;
  }

  mean(): number | null {
    return this.rows ? this.sum / this.rows : null;
  }

  /** fraction of rows above the bound */
  share(): number | null {
    return this.rows ? this.over / this.rows : null;
  }

  last(): number | null {
    return this.final;
  }

  /** first − last, not below 0 */
  drop(): number | null {
    return this.first === null ? null : Math.max(0, this.first - this.final!);
  }
}
