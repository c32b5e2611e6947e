import type {SampleTable} from "../../archive/samples.js";
import type {PacketColumns, Views} from "./columns.js";
import type {Copier} from "./copier.js";
import {ACTIVE, type Frame, LAP_PART, MOTION_EX_PART, partsOfCar} from "./frame.js";
import {PartStore} from "./partStore.js";

/** A lap as it is being driven, and until it can no longer be rewound. */
export class F1Lap {
  /** official times, 0 while unknown */
  lapTimeMs = 0;
  sector1Ms = 0;
  sector2Ms = 0;
  invalid = false;
  /** running lap time at the first lap data of the lap, ms; −1 before any */
  firstLapTimeMs = -1;
  lastLapTimeMs = 0;
  /** rows that a flashback took back */
  readonly superseded: SampleTable[] = [];

  constructor(
    public lap: number,
    readonly store: PartStore,
  ) {}
}

export interface LapBuilderOptions {
  car: number;
  /** a lap that no flashback can reach any more, with all its rows; its store is reused afterwards */
  onLap: (lap: F1Lap) => void;
  /** free stores, shared by the cars of a session: saves allocating megabytes a lap */
  pool: PartStore[];
}

/** A part of a frame that has values, and what copies those of a car. */
export interface FramePart {
  part: number;
  copy: Copier;
  source: Views;
}

/**
 * The laps of one car from ordered frames. The last finished lap stays open until the next one is finished too, because a
 * flashback may lead back over the line.
 */
export class LapBuilder {
  /** oldest first; the last one is being driven */
  readonly open: F1Lap[] = [];
  supersededRows = 0;
  /** the car takes part, by its last lap data */
  private active = false;
  /** rows of the running lap up to the last with lap data; later ones may still belong to the next lap */
  private placedRows = 0;

  constructor(private readonly options: LapBuilderOptions) {}

  /**
   * @param parts those that the frame has values of
   * @param isPlayer the car whose player sends: motion ex is about this car only
   */
  frame(frame: Frame, parts: readonly FramePart[], isPlayer: boolean): void {
    const {car} = this.options;
    const lapData = frame.parts & (1 << LAP_PART) ? frame.columns[LAP_PART]! : undefined;
    if (lapData) this.active = lapData.resultStatus[car] >= ACTIVE;
    if (!this.active || !partsOfCar(frame.parts, isPlayer)) return;
    const current = this.place(lapData, frame.sessionTime);
    const {store} = current;
    store.append(frame.frame, frame.sessionTime);
    const {lastPlace} = store;
    let bits = 1;
    for (const {part, copy, source} of parts) {
      if (part === MOTION_EX_PART && !isPlayer) continue;
      copy(store.rowsOf(part), lastPlace, source, car);
      bits |= 1 << part;
    }
    store.setPresent(bits);
    if (lapData) {
      this.note(current, lapData);
      this.placedRows = store.rows;
    }
  }

  /** Takes back every sample after `toFrame` (a frameIdentifier), so that laps keep only the samples that count. */
  rewind(toFrame: number): void {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const lap = this.open[i];
      const {store} = lap;
      let keep = store.rows;
      while (keep > 0 && store.frame(keep - 1) > toFrame) keep--;
      if (keep === store.rows) break;
      lap.superseded.push(this.copyRows(lap, keep));
      this.supersededRows += store.rows - keep;
      store.truncate(keep);
      Object.assign(lap, {lapTimeMs: 0, sector1Ms: 0, sector2Ms: 0, invalid: false});
      if (keep > 0) break;
      // the whole lap was taken back: its rows are kept as superseded rows of the lap before
      if (i > 0) {
        this.open[i - 1].superseded.push(...lap.superseded);
        this.open[i - 1].lapTimeMs = 0;
        this.options.pool.push(this.open.pop()!.store);
      }
    }
    this.placedRows = this.open.at(-1)?.store.rows ?? 0;
  }

  /** The session is over: passes on every lap that is still open. */
  end(): void {
    for (const lap of this.open.splice(0)) this.handOn(lap);
  }

  /** The lap that a frame belongs to. Without lap data that is the running one; it is corrected by the next lap data. */
  private place(lapData: PacketColumns | undefined, sessionTime: number): F1Lap {
    const current = this.open.at(-1);
    if (!lapData) return current ?? this.begin(0);
    const {car} = this.options;
    const number = lapData.currentLapNum[car];
    if (!current) return this.begin(number);
    if (current.lap === 0) current.lap = number;
    if (current.lap === number) return current;
    const placed = this.placedRows;
    const next = this.begin(number);
    // rows whose lap data was lost belong to the new lap from the moment it began
    const startTime = sessionTime - lapData.currentLapTimeInMS[car] / 1000;
    let first = current.store.rows;
    while (first > placed && current.store.sessionTime(first - 1) >= startTime) first--;
    current.store.moveTail(first, next.store);
    return next;
  }

  private begin(lap: number): F1Lap {
    const opened = new F1Lap(lap, this.options.pool.pop() ?? new PartStore());
    this.open.push(opened);
    this.placedRows = 0;
    while (this.open.length > 2) this.handOn(this.open.shift()!);
    return opened;
  }

  private handOn(lap: F1Lap): void {
    this.options.onLap(lap);
    lap.store.truncate(0);
    this.options.pool.push(lap.store);
  }

  /** Reads the official times of the running lap and of the one before it. */
  private note(lap: F1Lap, d: PacketColumns): void {
    const {car} = this.options;
    lap.sector1Ms = d.sector1TimeMSPart[car] + 60_000 * d.sector1TimeMinutesPart[car];
    lap.sector2Ms = d.sector2TimeMSPart[car] + 60_000 * d.sector2TimeMinutesPart[car];
    lap.invalid = d.currentLapInvalid[car] === 1;
    lap.lastLapTimeMs = d.currentLapTimeInMS[car];
    if (lap.firstLapTimeMs < 0) lap.firstLapTimeMs = lap.lastLapTimeMs;
    const previous = this.open.at(-2);
    const official = d.lastLapTimeInMS[car];
    if (previous && previous.lap === lap.lap - 1 && official > 0) previous.lapTimeMs = official;
  }

  private copyRows({lap, store}: F1Lap, first: number): SampleTable {
    const {columns, present, rows} = store.table(this.options.car, lap);
    const copies = Object.entries(columns).map(([name, column]) => [name, column.slice(first)]);
    return {rows: rows - first, columns: Object.fromEntries(copies), present: present.slice(first)};
  }
}
