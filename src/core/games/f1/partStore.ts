import {type SampleColumn, type SampleTable, widenColumn} from "../../archive/samples.js";
import {CHANNELS_OF_PART, PARTS} from "../../channels/catalogue.js";
import {type Views, viewsOf} from "./columns.js";
import {GATHERED, rowColumns} from "./rowBlock.js";

/** Initial capacity: a lap of two and a quarter minutes at 60 Hz, so few laps make it grow. */
const FIRST_ROWS = 8192;
/** The columns of a part: the latest rows in short ones, which share a buffer, the others in long ones. */
interface PartColumns {
  short: SampleColumn[];
  /** of the short columns' buffer */
  views: Views;
  long: SampleColumn[];
}

/** A growing table of samples, a part at a time: the columns of a part exist once the part has been seen. */
export class PartStore {
  rows = 0;
  /** increases when rows are removed */
  revision = 0;
  /** rows whose values are in the long columns */
  private settled = 0;
  private present: Uint16Array;
  /** the frame's part, always present and in long columns only: time, lap, car, frame */
  private frames: SampleColumn[];
  private readonly parts: (PartColumns | undefined)[] = PARTS.map(() => undefined);

  constructor(private capacity = FIRST_ROWS) {
    this.present = new Uint16Array(capacity);
    this.frames = rowColumns(0, capacity);
  }

  /** Adds a row at the end. Its values are zero and its parts absent until they are copied in. */
  append(frame: number, sessionTime: number): void {
    if (this.rows - this.settled === GATHERED) this.settle();
    if (this.rows === this.capacity) this.grow();
    const row = this.rows++;
    this.frames[0][row] = sessionTime;
    this.frames[3][row] = frame;
    this.present[row] = 1;
  }

  /** The rows, in one block, that take the last row's values of a part, at `lastPlace`. */
  rowsOf(part: number): Views {
    return (this.parts[part] ??= partColumns(part, this.capacity)).views;
  }

  get lastPlace(): number {
    return this.rows - this.settled - 1;
  }

  /** Notes which parts the last row has, a bit each. */
  setPresent(parts: number): void {
    this.present[this.rows - 1] = parts;
  }

  sessionTime(row: number): number {
    return this.frames[0][row];
  }

  /** frameIdentifier of a row */
  frame(row: number): number {
    return this.frames[3][row];
  }

  /** Moves the rows from `first` on to the end of `target`. */
  moveTail(first: number, target: PartStore): void {
    this.settle();
    for (let row = first; row < this.rows; row++) {
      target.append(this.frame(row), this.sessionTime(row));
      target.setPresent(this.present[row]);
      for (let part = 1; part < PARTS.length; part++) {
        const from = this.parts[part]?.long;
        if (!from || !(this.present[row] & (1 << part))) continue;
        const {short: into} = (target.parts[part] ??= partColumns(part, target.capacity));
        for (let c = 0; c < from.length; c++) into[c][target.lastPlace] = from[c][row];
      }
    }
    this.truncate(first);
  }

  /** Removes the rows from `first` on. */
  truncate(first: number): void {
    if (first >= this.rows) return;
    this.settle();
    this.revision++;
    this.rows = this.settled = first;
  }

  /** The rows as a table for the archive. `hidden` channels are left out. Shares memory with the store. */
  table(car: number, lapNumber: number, hidden: ReadonlySet<string> = new Set()): SampleTable {
    this.settle();
    const {rows} = this;
    const present = this.present.subarray(0, rows);
    this.frames[1].fill(lapNumber, 0, rows);
    this.frames[2].fill(car, 0, rows);
    const columns: Record<string, SampleColumn> = {};
    let seen = 0;
    for (let row = 0; row < rows; row++) seen |= present[row];
    PARTS.forEach((_, part) => {
      // a store that is used again may have columns of a part that this lap never had
      if (!(seen & (1 << part))) return;
      const long = part === 0 ? this.frames : this.parts[part]?.long;
      long?.forEach((column, c) => {
        const {name} = CHANNELS_OF_PART[part][c];
        if (!hidden.has(name)) columns[name] = column.subarray(0, rows);
      });
    });
    return {rows, columns, present};
  }

  /** Moves the gathered rows to the long columns. Rows without a part become zero there. */
  private settle(): void {
    const count = this.rows - this.settled;
    if (count === 0) return;
    for (const part of this.parts) {
      if (!part) continue;
      const {short, views, long} = part;
      for (let c = 0; c < long.length; c++) {
        const values = count === GATHERED ? short[c] : short[c].subarray(0, count);
        long[c].set(values as never, this.settled);
      }
      views.u8.fill(0);
    }
    this.settled = this.rows;
  }

  private grow(): void {
    this.capacity *= 2;
    const wider = <T extends SampleColumn>(column: T) => widenColumn(column, this.capacity);
    this.present = wider(this.present);
    this.frames = this.frames.map(wider);
    for (const part of this.parts) if (part) part.long = part.long.map(wider);
  }
}

function partColumns(part: number, capacity: number): PartColumns {
  const short = rowColumns(part);
  return {short, views: viewsOf(short[0].buffer), long: rowColumns(part, capacity)};
}
