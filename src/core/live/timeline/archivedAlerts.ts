import type {AlertProgram} from "../../alerts/alertProgram.js";
import {CarAlerts, initialCarAlerts} from "../../alerts/carAlerts.js";
import {SessionAlerts} from "../../alerts/sessionAlerts.js";
import {LAP_EVENT_CHANNELS, lapEvents} from "../../analyst/lapEvents.js";
import {rowsOfSamples} from "../../archive/rowsOfSamples.js";
import type {Samples} from "../../archive/samples.js";
import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {rowIndices, type TelemetryRow} from "../../channels/telemetryRow.js";
import {eventWordsOf} from "../../games/eventWords.js";
import type {LapEvent, LiveEvent, StrategyAlert} from "../../messages/events.js";
import {groupBy} from "../../signal/groupBy.js";
import {sessionMessage} from "../publish/sessionMessage.js";
import {archivedEvents} from "./archivedEvents.js";

const AT = rowIndices("sessionTime car lapNumber");
/** s after the end of a lap within which its samples tell its time, where they tell it at all */
const TIME_COMES_S = 3;

/** Reads the samples of a lap, those channels at least. */
type SamplesOf = (lap: LapRow, channels: readonly string[]) => Promise<Samples>;

/**
 * The alerts that rules give over an archived session, in the order of its time: those of the running session, but for what a flashback has
 * undone since. Reads one lap of each car at a time, and only of cars whose samples a rule is about: of the others it takes the archive's lap times.
 */
export async function archivedAlerts(
  {session, laps}: ArchivedSession,
  samplesOf: SamplesOf,
  rules: AlertProgram,
): Promise<StrategyAlert[]> {
  const alerts: StrategyAlert[] = [];
  const watched = new SessionAlerts(rules, (alert) => alerts.push(alert));
  watched.setPlayer(playerOf(session.playerCar, session.drivers));
  const words = eventWordsOf(session.source.format);
  const messages = session.events
    .flatMap((event) => sessionMessage(event, words) ?? [])
    .sort((a, b) => a.sessionTime - b.sessionTime);
  const times = archivedEvents(laps).filter((event) => event.topic === "lap-events");
  const channels = [...new Set([...LAP_EVENT_CHANNELS, ...rules.channels])];
  const readChannels = async (lap: LapRow) => {
    const samples = await samplesOf(lap, channels);
    return {...samples, names: samples.names.filter((name) => channels.includes(name))};
  };
  let drives = [...groupBy(laps, ({car}) => car)].map(([car, own]) => {
    const isRead = rules.cars.some(({rule, sample}) => sample && watched.concerns(rule.cars, car));
    const read = isRead ? own.filter(({file, startTime}) => file && startTime !== null) : [];
    const told = times.filter((event) => event.car === car);
    return new Drive(car, read, told, watched, readChannels);
  });
  let taken = 0;
  const takeUpTo = (time: number) => {
    while (taken < messages.length && messages[taken].sessionTime <= time) watched.take(messages[taken++]);
  };
  while (true) {
    let next: Drive | undefined;
    for (const drive of drives) {
      if (!drive.row) await drive.open();
      if (!next || drive.time < next.time) next = drive.isOver ? next : drive;
    }
    if (!next) break;
    drives = drives.filter(({isOver}) => !isOver);
    takeUpTo(next.time);
    next.step();
  }
  takeUpTo(Number.POSITIVE_INFINITY);
  return alerts;
}

/** The car of rules about "mine": the player's, or the only one. */
export function playerOf(playerCar: number | null, drivers: readonly {car: number}[]): number | null {
  return playerCar ?? (drivers.length === 1 ? drivers[0].car : null);
}

/** One car's samples, as they are read, and its lap times that they do not tell. */
class Drive {
  /** the next sample; null: the next lap is to be read, or none is left */
  row: TelemetryRow | null = null;
  /** of what comes next; NaN: nothing does */
  time = Number.NaN;
  private rows: Iterator<TelemetryRow> = [][Symbol.iterator]();
  private lap = 0;
  private readonly left: LapRow[];
  private readonly alerts: CarAlerts;
  private readonly reduced = Float64Array.from(lapEvents.initial);

  constructor(
    private readonly car: number,
    laps: readonly LapRow[],
    /** lap times that no sample has told yet, in order */
    private untold: LapEvent[],
    session: SessionAlerts,
    private readonly samplesOf: (lap: LapRow) => Promise<Samples>,
  ) {
    this.left = laps.toSorted((a, b) => a.startTime! - b.startTime!);
    this.alerts = new CarAlerts(session, car, Float64Array.from(initialCarAlerts(session.program)));
  }

  get isOver(): boolean {
    return Number.isNaN(this.time);
  }

  /** Reads the next lap that has samples; after the last one the lap times are left. */
  async open(): Promise<void> {
    while (!this.row && this.left.length > 0) {
      const lap = this.left.shift()!;
      this.rows = rowsOfSamples(await this.samplesOf(lap));
      this.lap = lap.lap;
      this.advance();
    }
    if (!this.row) this.time = this.untold[0]?.sessionTime ?? Number.NaN;
  }

  /** Evaluates the sample, and goes on to the next. */
  step(): void {
    const row = this.row;
    if (!row) {
      this.alerts.lap(this.untold.shift()!);
      return;
    }
    row[AT.car] = this.car;
    row[AT.lapNumber] = this.lap;
    lapEvents.reduce(this.reduced, row, (event) => this.told(event));
    while (this.untold.length > 0 && this.untold[0].sessionTime + TIME_COMES_S < this.time)
      this.alerts.lap(this.untold.shift()!);
    this.alerts.sample(row);
    this.advance();
  }

  private told(event: LiveEvent): void {
    if (event.topic !== "lap-events") return;
    this.untold = this.untold.filter(({lap}) => lap !== event.lap);
    this.alerts.lap(event);
  }

  private advance(): void {
    const {done, value} = this.rows.next();
    this.row = done ? null : value;
    if (this.row) this.time = this.row[AT.sessionTime];
  }
}
