import {createColumn, type SampleColumn, type SampleTable, widenColumn} from "../../archive/samples.js";
import {CHANNELS_OF_PART, PARTS} from "../../channels/catalogue.js";

/** Initial capacity: a lap of two and a quarter minutes at 60 Hz, so few laps make it grow. */
const FIRST_ROWS = 8192;

/** A growing table of samples, a part at a time: the columns of a part exist once the part has been seen. */
export class PartStore {
  rows = 0;
  present: Uint16Array;
  /** increases when rows are removed */
  revision = 0;
  private readonly parts: (SampleColumn[] | undefined)[] = PARTS.map(() => undefined);

  constructor(private capacity = FIRST_ROWS) {
    this.present = new Uint16Array(capacity);
    this.columnsOf(0);
  }

  /** A new row at the end; returns its index. Its values are zero until parts are copied in. */
  append(frame: number, sessionTime: number): number {
    if (this.rows === this.capacity) this.grow();
    const row = this.rows++;
    const [time, , , frames] = this.parts[0]!;
    time[row] = sessionTime;
    frames[row] = frame;
    this.present[row] = 1;
    return row;
  }

  /** The columns of a part in catalogue order. */
  columnsOf(part: number): SampleColumn[] {
    let columns = this.parts[part];
    if (!columns) {
      columns = CHANNELS_OF_PART[part].map((c) => createColumn(c.type, this.capacity));
      this.parts[part] = columns;
    }
    return columns;
  }

  sessionTime(row: number): number {
    return this.parts[0]![0][row];
  }

  /** frameIdentifier of a row */
  frame(row: number): number {
    return this.parts[0]![3][row];
  }

  /** Moves the rows from `first` on to the end of `target`. */
  moveTail(first: number, target: PartStore): void {
    for (let row = first; row < this.rows; row++) {
      const to = target.append(this.frame(row), this.sessionTime(row));
      target.present[to] = this.present[row];
      for (let part = 1; part < PARTS.length; part++) {
        const from = this.parts[part];
        if (!from || !(this.present[row] & (1 << part))) continue;
        const into = target.columnsOf(part);
        for (let c = 0; c < from.length; c++) into[c][to] = from[c][row];
      }
    }
    this.truncate(first);
  }

  /** Removes the rows from `first` on and clears them: a reused row must start from zero. */
  truncate(first: number): void {
    for (const columns of this.parts) for (const column of columns ?? []) column.fill(0, first, this.rows);
    this.present.fill(0, first, this.rows);
    if (first < this.rows) this.revision++;
    this.rows = Math.min(this.rows, first);
  }

  /** The rows as a table for the archive. `hidden` channels are left out. Shares memory with the store. */
  table(car: number, lapNumber: number, hidden: ReadonlySet<string> = new Set()): SampleTable {
    const [, laps, cars] = this.parts[0]!;
    laps.fill(lapNumber, 0, this.rows);
    cars.fill(car, 0, this.rows);
    const columns: Record<string, SampleColumn> = {};
    let seen = 0;
    for (let row = 0; row < this.rows; row++) seen |= this.present[row];
    this.parts.forEach((part, p) => {
      // a store that is used again may have columns of a part that this lap never had
      if (seen & (1 << p))
        part?.forEach((column, c) => {
          const {name} = CHANNELS_OF_PART[p][c];
          if (!hidden.has(name)) columns[name] = column.subarray(0, this.rows);
        });
    });
    return {rows: this.rows, columns, present: this.present.subarray(0, this.rows)};
  }

  private grow(): void {
    this.capacity *= 2;
    this.present = widenColumn(this.present, this.capacity);
    this.parts.forEach((columns, part) => {
      this.parts[part] = columns?.map((column) => widenColumn(column, this.capacity));
    });
  }
}
