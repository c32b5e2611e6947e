import {createColumn, type SampleColumn, type SampleTable, widenColumn} from "../archive/samples.js";
import {CHANNELS, PARTS} from "../channels/catalogue.js";
import {isWhole, storedType} from "../channels/storedType.js";
import {CHANNEL_PLACES, type TelemetryRow} from "../channels/telemetryRow.js";

const ALL_PARTS = (1 << PARTS.length) - 1;
const FIRST_ROWS = 4096;

const TYPES = CHANNELS.map(storedType);
const WHOLE = TYPES.map(isWhole);
const LAP_NUMBER = CHANNELS.findIndex(({name}) => name === "lapNumber");
const CAR = CHANNELS.findIndex(({name}) => name === "car");

/** A growing table of samples whose channels are added when they first appear; a value that a row lacks is null. */
export class ChannelStore {
  rows = 0;
  private capacity = FIRST_ROWS;
  private readonly columns: (SampleColumn | undefined)[] = CHANNELS.map(() => undefined);
  private readonly missing: (Uint8Array | undefined)[] = CHANNELS.map(() => undefined);

  append(row: TelemetryRow): void {
    if (this.rows === this.capacity) this.grow();
    const at = this.rows++;
    for (let c = 0; c < TYPES.length; c++) {
      const value = row[CHANNEL_PLACES[c]];
      let column = this.columns[c];
      if (!column) {
        if (!Number.isFinite(value)) continue;
        column = this.columns[c] = createColumn(TYPES[c], this.capacity);
        if (at > 0) this.missing[c] = new Uint8Array(this.capacity).fill(1, 0, at);
      }
      const stored = WHOLE[c] ? Math.round(value) : value;
      column[at] = stored;
      // not known, or too large for this width
      if (Number.isFinite(value) && (!WHOLE[c] || column[at] === stored)) continue;
      column[at] = 0;
      this.missing[c] ??= new Uint8Array(this.capacity);
      this.missing[c]![at] = 1;
    }
  }

  /** Removes the rows from `rows` on. */
  truncate(rows: number): void {
    for (const bits of this.missing) bits?.fill(0, rows, this.rows);
    this.rows = rows;
  }

  /** Value of a channel in a row; NaN where it is not known. */
  valueAt(channel: number, row: number): number {
    return this.missing[channel]?.[row] ? Number.NaN : (this.columns[channel]?.[row] ?? Number.NaN);
  }

  /** The rows as a table for the archive; shares memory with the store. */
  table(car: number, lap: number): SampleTable {
    const columns: Record<string, SampleColumn> = {};
    const missing: Record<string, Uint8Array> = {};
    CHANNELS.forEach(({name, type}, c) => {
      if (c === LAP_NUMBER || c === CAR) columns[name] = createColumn(type, this.rows).fill(c === CAR ? car : lap);
      else if (this.columns[c]) {
        columns[name] = this.columns[c].subarray(0, this.rows);
        if (this.missing[c]) missing[name] = this.missing[c].subarray(0, this.rows);
      }
    });
    return {rows: this.rows, columns, present: new Uint16Array(this.rows).fill(ALL_PARTS), missing};
  }

  private grow(): void {
    this.capacity *= 2;
    this.columns.forEach((column, c) => {
      if (column) this.columns[c] = widenColumn(column, this.capacity);
    });
    this.missing.forEach((bits, c) => {
      if (bits) this.missing[c] = widenColumn(bits, this.capacity);
    });
  }
}
